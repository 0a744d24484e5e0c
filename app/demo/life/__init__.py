"""A fortnight of village life for the demo, replayed through the same doors as everything else."""
