"""Ratings become a Document of neutral tables; all arithmetic ends here."""
