"""The sheets of a Document as an OpenDocument workbook (.ods), written as XML with nothing but Python.

ods_file.py is the whole, ods_sheet.py a sheet, ods_looks.py the looks of cells, columns and rows, ods_text.py
words as XML. What is on which sheet: render/sheets. A library for the format (odfdo) takes 25 seconds for a
pack that takes a quarter of a second here.
"""

from kpi_engine.render.ods.ods_file import render_ods

__all__ = ["render_ods"]
