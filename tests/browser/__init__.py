"""The phone app in a real Chromium, in front of the real server."""
