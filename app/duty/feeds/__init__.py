"""Calendars that follow a roster: one's own turns, or the whole village's, under links that can be taken back."""
