"""When somebody is expected: while the door is open, and of money once a day and one of a kind."""
