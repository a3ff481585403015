"""Arrays of figures and exact arithmetic on them; no word of a definition."""
