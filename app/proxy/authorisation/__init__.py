"""代办委托书: who may act for whom, in what, until when; given on paper or in the app, taken back at any time."""
