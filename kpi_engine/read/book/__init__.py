"""A workbook that is a scorecard: its sheets become the same nodes as YAML files, with cells as their places.

Sheets of figures are no part of it: read/sheets reads them like the sheets of any workbook.
"""
