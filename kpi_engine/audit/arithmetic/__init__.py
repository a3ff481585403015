"""Numbers that should follow from other numbers, such as sums and percents; no ratings."""
