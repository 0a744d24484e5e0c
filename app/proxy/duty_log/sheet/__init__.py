"""The duty log of a day or of a month, to print and to file away."""
