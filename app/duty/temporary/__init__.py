"""Rosters of some days, for a festival or a flood, beside or in place of the usual one."""
