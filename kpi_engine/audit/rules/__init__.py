"""One check of printed figures a file; causes that explain several findings are not here."""
