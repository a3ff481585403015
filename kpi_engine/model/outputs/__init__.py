"""Records of what leaves: documents, tidy tables, audits, editions; nothing is rendered here."""
