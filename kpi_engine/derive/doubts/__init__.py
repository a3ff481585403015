"""What makes figures doubtful: two answers that differ, and errors. No figure is made here."""
