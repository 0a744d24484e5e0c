"""The catalogue as one spreadsheet: written, looked through, taken over."""
