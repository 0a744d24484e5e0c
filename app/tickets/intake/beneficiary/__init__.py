"""For whom a request is."""
