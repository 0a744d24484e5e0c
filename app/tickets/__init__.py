"""五不出村: the five services and their lives."""
