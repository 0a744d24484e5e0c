"""The log of a month, to print and to file away."""
