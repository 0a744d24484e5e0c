"""Who may see what of posts and of those who hold them."""
