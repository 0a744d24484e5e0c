"""A ticket as a line of a list."""
