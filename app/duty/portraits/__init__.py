"""Pictures that people who sit at the desk or hold a post gave of themselves, for the public board."""
