"""Small numbers, and what would give them away, are withheld here between derive and rate; no words."""
