"""What changed, for those who follow: 变更流."""
