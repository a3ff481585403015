"""Figures made from others, where none is supplied."""
