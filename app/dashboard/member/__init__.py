"""What one member has done, for himself and those who look after the posts; nobody is compared with anybody."""
