"""代办委托书 on paper: to be signed, and as it was signed."""
