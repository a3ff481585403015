"""Published pages, documents and workbooks, read as an outsider reads them; nothing is judged here."""
