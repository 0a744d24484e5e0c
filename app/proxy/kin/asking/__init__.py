"""Asking that somebody may act for another."""
