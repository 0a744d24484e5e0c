"""Writing the log of custody, and what is kept of it."""
