"""Where the demo's papers are carried."""
