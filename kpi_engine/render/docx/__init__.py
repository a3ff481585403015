"""A Document as a committee report in Word (the docx extra): headings, tables with header rows, commentary.

file.py is the whole, body.py what it says and in which order, tables.py a table, prose.py commentary,
words.py text as WordprocessingML, styles.py how it looks, package.py the file's parts and dates.
"""

from kpi_engine.render.docx.file import render_docx

__all__ = ["render_docx"]
