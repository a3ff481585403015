"""Figures larger than memory, rated in shares of indicators one after the other; nothing is decided here."""
