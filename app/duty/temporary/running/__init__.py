"""Temporary rosters that are out: put out, read, and ended early."""
