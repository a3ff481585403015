"""One section's table: its rows, columns and cells. Nothing that spans sections."""
