"""What periods there are and how they are numbered and named. Not here: what is read as one (read/csv)."""
