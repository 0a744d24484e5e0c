"""AB岗: whoever is named to stand in acts while the handler is on leave, or silent for a working day."""
