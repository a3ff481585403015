"""The fields of a definitions file, a file for each part of it. Not here: what the fields' values become."""
