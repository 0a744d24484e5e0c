"""Whom an act touches, and what they are told."""
