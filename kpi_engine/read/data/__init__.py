"""Files of figures, areas, comparators, outturns and printed ratings; their text is split in csv."""
