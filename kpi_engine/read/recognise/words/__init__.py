"""What a single cell says: a heading, a figure, a period, a standard, a rating. No tables, no sheets."""
