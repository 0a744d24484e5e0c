"""Nobody lets a matter lie: what its handler does not touch goes to the next on duty, or climbs."""
