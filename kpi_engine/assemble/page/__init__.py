"""A whole page: title, key, commentary, reference parts. Tables are made in section and summary."""
