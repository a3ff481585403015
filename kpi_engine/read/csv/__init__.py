"""CSV text becomes rows, numbers and periods, with their lines; no meaning of a column."""
