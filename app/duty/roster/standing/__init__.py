"""What stands already beside what the rule asks for: turns of other hours cover the time that they cover."""
