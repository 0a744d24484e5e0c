"""What a whole village has in custody."""
