"""看板: read-only pictures for desks, townships and walls. Nothing here writes."""
