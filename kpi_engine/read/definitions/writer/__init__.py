"""Indicators are written as a definitions file again, by the fields of ``schema``. Nothing is read here."""
