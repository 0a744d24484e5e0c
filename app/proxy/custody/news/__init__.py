"""Whom a hand-over touches, and what they are told."""
