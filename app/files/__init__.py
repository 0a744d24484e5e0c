"""Photos and voices that people add; their owners link to them, they know no owner."""
