"""The moves that a ticket offers to somebody."""
