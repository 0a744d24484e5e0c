"""What everybody has carried in past months, counted by the time for which they sat and could have sat."""
