"""亲友代办: who may act for whom, in what, until when, and how that was made sure."""
