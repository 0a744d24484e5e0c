"""How a request becomes a ticket, whoever sends it and through whichever channel."""
