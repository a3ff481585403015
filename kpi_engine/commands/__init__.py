"""What each command does, as functions that take values and return values; asking is in cli."""
