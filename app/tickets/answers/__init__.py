"""What a person is shown of a ticket: sentences, what to do, how it went so far, whom to call."""
