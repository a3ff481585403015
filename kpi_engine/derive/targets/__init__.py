"""Targets that are figures, and the thresholds that follow. Not the targets that a definition gives."""
