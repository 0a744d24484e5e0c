"""Givers who were not there, or who are back before anybody has accepted."""
