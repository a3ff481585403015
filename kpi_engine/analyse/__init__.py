"""What can be said beyond the rating."""
