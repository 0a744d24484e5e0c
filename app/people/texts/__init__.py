"""What nobody may write down, wherever people write freely."""
