"""Who did or saw what, in a chain that nobody changes unseen: 审计."""
