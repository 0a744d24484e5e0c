"""What happened, in order, once: the feed that township screens follow."""
