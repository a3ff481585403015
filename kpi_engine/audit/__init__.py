"""A published scorecard against the recomputed one: what contradicts, and what explains it."""
