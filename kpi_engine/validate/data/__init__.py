"""Rules for the rows of data files: figures, their parts, repeats, comparators, overrides. No definitions."""
