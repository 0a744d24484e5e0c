"""值班日志: the log of a village's duty desk, written by the acts themselves."""
