"""What a roster leaves open."""
