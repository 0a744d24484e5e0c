"""What stands in the way of asking a colleague, or of a step with a request."""
