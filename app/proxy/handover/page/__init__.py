"""Hand-overs as somebody sees them."""
