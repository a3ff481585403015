"""A Document as one accessible Excel workbook: real numbers, words beside colours, a table object a sheet.

workbook.py is the whole, sheet.py what every sheet has, table.py a table of the document, cells.py a cell;
contents.py, commentary.py, key.py and ratings.py are the sheets of their names. words.py and names.py keep
users' words within what Excel takes, styles.py holds every look.
"""

from kpi_engine.render.xlsx.workbook import render_xlsx

__all__ = ["render_xlsx"]
