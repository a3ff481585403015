"""What a row of a section's table shows: its columns and their cells. Not here: which rows there are."""
