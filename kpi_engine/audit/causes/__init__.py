"""One mistake that explains many findings; the single checks are in rules."""
