"""What happens to requests by itself: silence that agrees, and what they were about going away."""
