"""What becomes of turns: the rows that follow one another, and what was done to each."""
