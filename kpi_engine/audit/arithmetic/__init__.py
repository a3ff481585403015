"""Numbers that should follow from others: parts, sums, percents and changes; no ratings."""
