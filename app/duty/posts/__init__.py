"""定岗定责: the posts of a village, and who came to hold them."""
