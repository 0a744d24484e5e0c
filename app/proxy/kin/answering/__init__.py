"""Answers to those who asked."""
