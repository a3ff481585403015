"""The formulas: intervals, differences, limits, signals, trends, pace. Plain arrays in, plain arrays out."""
