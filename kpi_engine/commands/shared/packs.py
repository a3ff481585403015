"""The files of a pack: which formats an area has, and which are one for all areas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from kpi_engine.assemble.section.sections import Pack
from kpi_engine.assemble.tidy.comparisons import comparison_table
from kpi_engine.model.definitions.area import areas_on_page
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.outputs.document import Document
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.pipeline import Loaded

_UNSAFE = re.compile(r"[^a-z0-9]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
# Disks take 255 bytes; a number and an ending follow.
_LONGEST = 120


def file_names(areas: Sequence[str]) -> dict[str, str]:
    """A name for the files of each area, safe on every disk; areas that would share one are numbered."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for area in areas:
        base = _UNSAFE.sub("-", _plain_letters(area)).strip("-")[:_LONGEST].rstrip("-") or "area"
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        names[area] = name
        taken.add(name)
    return names


def _plain_letters(name: str) -> str:
    """``tim ty gwyn`` of ``Tîm Tŷ Gwyn``: small letters without their accents."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", name.lower()))


def load_renderers(formats: Collection[OutputFormat]) -> None:
    """Import what makes the commonest files of an area, so that workers forked later need not each do it."""
    if OutputFormat.HTML in formats:
        import kpi_engine.render.html
    if OutputFormat.XLSX in formats:
        import kpi_engine.render.xlsx  # noqa: F401 — kept by Python for whoever imports it next


def area_files(
    loaded: Loaded,
    document: Document,
    ratings_of: Callable[[Collection[str]], TidyTable],
    name: str,
    formats: Collection[OutputFormat],
) -> Iterator[tuple[str, bytes]]:
    """The files of one area's scorecard, as (file name, content).

    ``ratings_of`` gives the ratings of some areas that the document shows.
    """
    theme = loaded.theme
    if OutputFormat.HTML in formats:
        from kpi_engine.render.html import render_html

        yield f"{name}.html", render_html(document, theme).encode()
    if OutputFormat.XLSX in formats:
        from kpi_engine.render.xlsx import render_xlsx

        shown = {area.name for area in areas_on_page(loaded.areas, document.area)}
        yield f"{name}.xlsx", render_xlsx(document, ratings_of(shown), theme)
    if OutputFormat.PDF in formats:
        from kpi_engine.render.pdf import render_pdf

        yield f"{name}.pdf", render_pdf(document, theme)
    if OutputFormat.DOCX in formats:
        from kpi_engine.render.docx import render_docx

        yield f"{name}.docx", render_docx(document, theme)


def ratings_files(
    pack: Pack,
    tables: Callable[[], Iterable[TidyTable]],
    formats: Collection[OutputFormat],
    areas: Collection[str] | None = None,
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The files of all ratings, as (file name, content in blocks); as CSV, comparisons have one of their own.

    ``tables`` gives the ratings, at least one table of rows after the other; it is asked once a file.
    ``areas`` are those that they have rows of.
    """
    if not {OutputFormat.CSV, OutputFormat.JSON}.intersection(formats):
        return
    comparisons = comparison_table(pack, areas)
    if OutputFormat.CSV in formats:
        from kpi_engine.render.data.csv import csv_blocks

        yield "ratings.csv", map(str.encode, csv_blocks(tables()))
        if pack.scorecard.comparators is not None:
            yield "comparisons.csv", map(str.encode, csv_blocks([comparisons]))
    if OutputFormat.JSON in formats:
        from kpi_engine.render.data.json import json_blocks

        yield "ratings.json", map(str.encode, json_blocks(pack.scorecard, tables(), comparisons))
