"""Custody of originals (原件交接): where every paper that a villager handed over is, at any instant, from the record alone."""
