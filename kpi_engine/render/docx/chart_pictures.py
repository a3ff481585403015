"""Large charts as pictures for Word, which shows no SVG without a picture of another kind beside it.

Typst draws them with the typeface that kpi brings along, so that they are the same on every machine. It
starts threads: a process that has made a Word file with charts must not be forked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import cast

import typst

from kpi_engine.model.definitions.style.theme import PageColours
from kpi_engine.model.outputs.document import Chart
from kpi_engine.render.shared.chart_on_paper import chart_picture

_TEMPLATE = Path(__file__).with_name("charts.typ")
_FONTS = Path(__file__).parents[1] / "pdf" / "fonts"
_DOTS_AN_INCH = 144


def chart_pictures(charts: Sequence[Chart], colours: PageColours) -> list[BytesIO]:
    """Draw the charts (at least 1) as PNG files, which are the same bytes for the same version of typst."""
    pictures = json.dumps([chart_picture(chart, colours) for chart in charts])
    made = _compiler().compile(format="png", ppi=_DOTS_AN_INCH, sys_inputs={"pictures": pictures})
    pages = cast("list[bytes]", made) if len(charts) > 1 else [cast("bytes", made)]
    return [BytesIO(page) for page in pages]


@cache
def _compiler() -> typst.Compiler:
    """One for all documents: it keeps its fonts. Fonts of this machine are left out."""
    return typst.Compiler(_TEMPLATE, root=_TEMPLATE.parent, font_paths=[_FONTS], ignore_system_fonts=True)
