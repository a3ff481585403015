"""How commands put out what they made: formats, packs, new files, tables, JSON. No single command."""
