"""Papers that people hold in the hand: receipt, notice, delivery slip."""
