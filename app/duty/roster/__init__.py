"""The month's roster: the village's rule, its members and their leave, the draft, and its publication."""
