"""代办: what was done for somebody on the way to an office, trip by trip."""
