"""The counting: each number of an area in one statement, without a person's data."""
