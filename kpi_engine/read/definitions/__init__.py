"""Definition files become indicators; figures are read in data."""
