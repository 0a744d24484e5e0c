"""What is added to a ticket and moves nothing."""
