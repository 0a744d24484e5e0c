"""Deadlines as the log tells them; what the row keeps of them is a cache."""
