"""Leave: days on which somebody cannot sit."""
