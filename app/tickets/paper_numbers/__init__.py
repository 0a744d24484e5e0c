"""Numbers on pre-printed slips, given out while there is no network and adopted by tickets later."""
