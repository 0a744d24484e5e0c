"""Who holds which post in a village, and who is on duty there at any minute."""
