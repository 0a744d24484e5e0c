"""The posts of the demo villages, who holds them, and what some of them wrote down."""
