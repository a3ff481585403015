"""A Document or an audit as text for a terminal; no other format."""
