"""What the duty log is written from."""
