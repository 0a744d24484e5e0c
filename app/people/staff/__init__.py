"""Staff accounts: passwords and authenticators, and the keys of machines; a small domain above `people.sign_in`."""
