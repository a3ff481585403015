"""Records of what leaves: documents, tidy tables, audits, editions. Nothing is rendered here."""
