"""The duty desk: whose turn it is, what waits, what was promised, what has to go to town."""
