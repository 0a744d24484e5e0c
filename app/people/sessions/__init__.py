"""Sessions: how long a device stays signed in."""
