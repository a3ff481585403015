"""Commentary from CSV or Markdown; whether its figures are right is audited elsewhere."""
