"""What people are told about their posts."""
