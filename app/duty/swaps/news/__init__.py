"""Who is told what about a request."""
