"""People: who is asking, how long they stay signed in, what they may do where, and for whom."""
