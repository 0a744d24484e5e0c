"""Giving an authorisation."""
