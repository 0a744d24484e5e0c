"""A month as it stands: its gaps, what speaks for and against whom, and what to know ahead."""
