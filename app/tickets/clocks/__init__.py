"""The clocks of a ticket, counted from its log: whose time runs, what stands, what is due."""
