"""One section's table: its rows, columns and cells; nothing that spans sections."""
