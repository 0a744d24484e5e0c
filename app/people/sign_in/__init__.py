"""Signing in: one-time codes, paper cards, passwords; a small domain of its own directly above `people`."""
