"""What a secretary is told ahead: open hours without anybody, and a month that should be out by now."""
