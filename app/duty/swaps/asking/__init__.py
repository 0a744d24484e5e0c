"""Asking a colleague, or all of them."""
