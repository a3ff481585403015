"""The formats of output: a line each, with the renderer, and what must be installed for it.

Renderers are imported when a format is asked for: some are heavy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from importlib import import_module
from itertools import chain
from pathlib import Path
from traceback import extract_tb
from types import MappingProxyType, ModuleType
from typing import NamedTuple

from kpi_engine.assemble.section.sections import Pack
from kpi_engine.loading import Loaded
from kpi_engine.model.definitions.area import areas_on_page
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.issue import InputError, Location, error
from kpi_engine.model.outputs.data_tables import COMPARISONS_CSV, RATINGS_CSV
from kpi_engine.model.outputs.document import Document
from kpi_engine.model.outputs.site import NO_SITE, Site
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.model.wording import did_you_mean, same_word, shown
from kpi_engine.render.shared.paper import LARGE, SIZE


class Shown(NamedTuple):
    """An area's scorecard; ``ratings_of`` gives the ratings of some areas that the document shows.

    ``site`` are the pages and files beside its page.
    """

    loaded: Loaded
    document: Document
    ratings_of: Callable[[Collection[str]], TidyTable]
    site: Site = NO_SITE

    def ratings(self) -> TidyTable:
        """The ratings of every area that the document shows."""
        return self.ratings_of({area.name for area in areas_on_page(self.loaded.areas, self.document.area)})


class Rows(NamedTuple):
    """All ratings, in tables of some rows each, asked for once a file, and the comparisons."""

    pack: Pack
    tables: Callable[[], Iterable[TidyTable]]
    comparisons: TidyTable


class Extra(NamedTuple):
    """The extra of the distribution that brings what a format needs, and the modules that must be there."""

    name: str
    modules: tuple[str, ...]


class PageFormat(NamedTuple):
    """A file for each area: the module that renders it, and how. ``is_common``: forked workers inherit it."""

    module: str
    render: Callable[[ModuleType, Shown], bytes]
    extra: Extra | None = None
    is_common: bool = False


class DataFile(NamedTuple):
    """A file of data as text in blocks; ``columns`` are the columns of a table in a file of its own."""

    name: str
    blocks: Iterable[str]
    columns: tuple[str, ...] = ()


class RatingsFormat(NamedTuple):
    """Files of all ratings: the module that renders them, how, and their names."""

    module: str
    render: Callable[[ModuleType, Rows], Iterator[DataFile]]
    files: tuple[str, ...]


def _csv(module: ModuleType, rows: Rows) -> Iterator[DataFile]:
    """As CSV, comparisons have a file of their own, where the scorecard names comparators."""
    tables = iter(rows.tables())
    first = next(tables)
    yield DataFile(RATINGS_CSV, module.csv_blocks(chain([first], tables)), tuple(first.columns))
    if rows.pack.scorecard.comparators is not None:
        columns = tuple(rows.comparisons.columns)
        yield DataFile(COMPARISONS_CSV, module.csv_blocks([rows.comparisons]), columns)


def _json(module: ModuleType, rows: Rows) -> Iterator[DataFile]:
    blocks = module.json_blocks(rows.pack.scorecard, rows.tables(), rows.comparisons)
    yield DataFile("ratings.json", blocks)


def _pdf(size: float = SIZE) -> PageFormat:
    return PageFormat(
        "kpi_engine.render.pdf",
        lambda module, shown: module.render_pdf(shown.document, shown.loaded.theme, size),
        Extra("pdf", ("typst", "pikepdf")),
    )


def _docx(size: float = SIZE) -> PageFormat:
    return PageFormat(
        "kpi_engine.render.docx",
        lambda module, shown: module.render_docx(shown.document, shown.loaded.theme, size),
        Extra("docx", ("docx", "typst")),
    )


# In the order in which files are written. A further format is a line here, and its name in OutputFormat.
PAGE_FORMATS: Mapping[OutputFormat, PageFormat] = MappingProxyType(
    {
        OutputFormat.HTML: PageFormat(
            "kpi_engine.render.html",
            lambda module, shown: module.render_html(shown.document, shown.loaded.theme, shown.site).encode(),
            is_common=True,
        ),
        OutputFormat.XLSX: PageFormat(
            "kpi_engine.render.xlsx",
            lambda module, shown: module.render_xlsx(shown.document, shown.ratings(), shown.loaded.theme),
            is_common=True,
        ),
        OutputFormat.ODS: PageFormat(
            "kpi_engine.render.ods",
            lambda module, shown: module.render_ods(shown.document, shown.ratings(), shown.loaded.theme),
            is_common=True,
        ),
        OutputFormat.PDF: _pdf(),
        OutputFormat.LARGE_PDF: _pdf(LARGE),
        OutputFormat.DOCX: _docx(),
        OutputFormat.LARGE_DOCX: _docx(LARGE),
    }
)
RATINGS_FORMATS: Mapping[OutputFormat, RatingsFormat] = MappingProxyType(
    {
        OutputFormat.CSV: RatingsFormat("kpi_engine.render.data.csv", _csv, (RATINGS_CSV, COMPARISONS_CSV)),
        OutputFormat.JSON: RatingsFormat("kpi_engine.render.data.json", _json, ("ratings.json",)),
    }
)


def named_formats(names: Iterable[str]) -> tuple[OutputFormat, ...]:
    """The formats named one by one or with commas between them, each once.

    Raises:
        InputError: there is no such format.
    """
    known = {output.value: output for output in OutputFormat}
    wanted = [part.strip() for name in names for part in name.split(",")]
    found = {name: same_word(name, known) for name in wanted}
    issues = [
        error(
            Location("--format"),
            f"there is no format {shown(name)}",
            did_you_mean(name, known) or f"use one of {', '.join(known)}",
        )
        for name, meant in found.items()
        if meant is None
    ]
    if issues:
        raise InputError(issues)
    return tuple(dict.fromkeys(known[meant] for meant in found.values() if meant is not None))


def load_renderers(formats: Collection[OutputFormat]) -> None:
    """Import what makes the commonest files of an area, so that workers forked later need not each do it."""
    for output, made in PAGE_FORMATS.items():
        if made.is_common and output in formats:
            import_module(made.module)


class FormatFailed(NamedTuple):
    """Why a file of one format could not be made, in place of its content."""

    reason: str


def page_files(
    shown: Shown, name: str, formats: Collection[OutputFormat]
) -> Iterator[tuple[str, bytes | FormatFailed]]:
    """The files of one area's scorecard, as (file name, content); ``name`` is theirs without an ending.

    What goes wrong with one format does not stop the others.
    """
    for output, made in PAGE_FORMATS.items():
        if output in formats:
            content: bytes | FormatFailed
            try:
                content = made.render(import_module(made.module), shown)
            except Exception as error:  # whatever it is, it is this format's reason
                content = FormatFailed(f"the {output.value} file: {fault_of(error)}")
            yield f"{name}.{output.value}", content


def fault_of(error: Exception) -> str:
    """A fault of ours in a line that can be reported."""
    place = extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    return f"a fault of kpi itself ({type(error).__name__}: {error}, {where}); please report it"


def names_of_files(names: Iterable[str], formats: Collection[OutputFormat]) -> Iterator[str]:
    """The names of all files that there may be; ``names`` are the names of areas, without an ending."""
    for name in names:
        yield from (f"{name}.{output.value}" for output in PAGE_FORMATS if output in formats)
    for output, made in RATINGS_FORMATS.items():
        if output in formats:
            yield from made.files


def rows_files(rows: Rows, formats: Collection[OutputFormat]) -> Iterator[DataFile]:
    """The files of all ratings."""
    for output, made in RATINGS_FORMATS.items():
        if output in formats:
            yield from made.render(import_module(made.module), rows)
