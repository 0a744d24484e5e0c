"""The days of the lunar calendar 农历, by which many markets go."""
