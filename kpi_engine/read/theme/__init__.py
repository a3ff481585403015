"""A theme file and its logo become a Theme; nothing is drawn here."""
