"""A whole page: title, key, commentary, reference parts; tables are made in section and summary."""
