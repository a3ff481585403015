"""A published scorecard against the recomputed scorecard: what contradicts, and what explains it."""
