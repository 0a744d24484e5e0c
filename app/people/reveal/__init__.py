"""Seeing a whole number: with a reason, so many a day, and never without a trace."""
