"""What changed between two editions, and the actions that follow; nothing is written here."""
