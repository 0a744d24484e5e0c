"""Who is reminded of what before a day is over that cannot be brought back."""
