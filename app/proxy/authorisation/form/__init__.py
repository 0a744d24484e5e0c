"""The sheet to be filled in for one ticket, with what is usual."""
