"""Whoever goes on leave leaves nothing behind: what cannot wait until he is back goes to who is on duty."""
