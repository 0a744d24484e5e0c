"""What an act with originals has to say, and whose act it is."""
