"""Ratings as one tidy table a row a figure, for machines; no page."""
