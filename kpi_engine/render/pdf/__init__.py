"""A Document as a PDF for a committee, set by typst (the pdf extra). A4, tagged (PDF/UA-1), with bookmarks.

file.py is the whole; content.py and commentary.py are what is set, typeface.py which characters there are,
row_headers.py what typst leaves out; pack.typ says how everything looks. Words reach typst as data, so none
of them is ever markup.
"""

from kpi_engine.render.pdf.pdf_file import render_pdf, why_no_logo

__all__ = ["render_pdf", "why_no_logo"]
