"""Who did or saw what, for those who answer for a place: 审计."""
