"""One day of the duty log, line by line."""
