"""Two requests that may be one matter."""
