"""The public notice board of a village 公示栏: who is there now, when it is open, whom to call."""
