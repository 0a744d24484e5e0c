"""The boxes in which tickets lie for somebody."""
