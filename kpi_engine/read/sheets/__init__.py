"""Tables of workbooks, text files and queries, laid out as declared, become columns of texts."""
