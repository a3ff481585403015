"""Numbers, bands and calculations in words; no table and no page."""
