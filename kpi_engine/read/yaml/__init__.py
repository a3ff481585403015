"""Our YAML layer: nodes with their line and column, records and kinds of value; no key of any file."""
