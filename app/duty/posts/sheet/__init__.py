"""The records of a village for a quarter, to print and to file away."""
