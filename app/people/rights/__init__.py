"""Rights: who somebody is here, what he may do where, and for whom."""
