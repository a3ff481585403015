"""Our YAML layer: nodes with their line and column, records and kinds of value. No key of any file."""
