"""Ratings, audits and definitions as CSV, JSON and YAML for machines; no pages."""
