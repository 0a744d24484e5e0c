"""What people say about the service they got: 好差评, and later spot checks and notices."""
