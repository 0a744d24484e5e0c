"""Drawing up a roster: whom to put where so that the load is as even as the rules allow."""
