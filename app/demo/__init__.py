"""A fictional township to try the product with: people who do not exist, numbers that nobody can ring."""
