"""交接班: what one turn leaves to the next, in writing and with two taps."""
