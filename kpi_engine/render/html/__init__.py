"""A Document as one self-contained accessible HTML page: no script, no network, readable without CSS.

page.py is the whole, tables.py a table, cells.py one function a kind of cell, charts.py the trend charts
that open on demand. Plain functions, not a template engine: importing one takes longer than a page.
"""

from kpi_engine.render.html.page import render_html

__all__ = ["render_html"]
