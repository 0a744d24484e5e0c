"""Drawing up a roster by integer programmes."""
