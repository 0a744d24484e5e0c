"""A ticket's log: entries are written once and never changed."""
