"""A month on paper and as a spreadsheet: out, and back in as a draft."""
