"""What happened with a post, step by step."""
