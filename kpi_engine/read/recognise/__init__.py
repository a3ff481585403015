"""What a workbook holds that nobody has declared: its periods, measures, standards and printed ratings.

Reading by declaration (columns, layout, sheets that are named) is not here: see read/workbook and read/data.
"""
