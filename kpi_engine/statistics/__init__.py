"""What a figure can bear: intervals, limits, trends, pace. Arrays in, arrays out; no words."""
