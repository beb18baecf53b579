"""What every package needs and no user sees."""
