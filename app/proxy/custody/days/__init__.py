"""Where a village's originals were on any day, from the log alone."""
