"""What a person is shown of a request: a sentence, the turns, whom to call, and what to do."""
