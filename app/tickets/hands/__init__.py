"""In whose hands a ticket is."""
