"""不出村: the software of a village service centre."""
