"""改班: what the secretary and colleagues do with one turn, and the page of it."""
