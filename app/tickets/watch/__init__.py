"""Nobody is forgotten: what has to happen because a time has come."""
