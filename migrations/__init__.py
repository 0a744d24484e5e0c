"""Numbered steps of the schema; `HEAD` names the newest, so that two branches collide in git and not in a county."""
