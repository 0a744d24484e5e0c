"""Drawing up a temporary roster: who would sit when, what stays open, and what stands down for it."""
