"""换班、替班: asking colleagues, their answers, and what the secretary may say to it."""
