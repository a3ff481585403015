"""The sheets of a Document as one accessible Excel workbook, written by XlsxWriter.

workbook.py is the whole, sheet.py a sheet with its table; cell_formats.py holds every look, named_styles.py
Excel's own styles of headings. What is on which sheet: render/sheets.
"""

from kpi_engine.render.xlsx.workbook import render_xlsx

__all__ = ["render_xlsx"]
