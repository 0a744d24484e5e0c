"""Custody in words."""
