"""The files of a pack: which formats an area has, and which are one for all areas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from kpi_engine.assemble.section.sections import Pack
from kpi_engine.assemble.tidy.comparisons import comparison_table
from kpi_engine.commands.output.formats import (
    RATINGS_FORMATS,
    DataFile,
    FormatFailed,
    Rows,
    Shown,
    page_files,
    rows_files,
)
from kpi_engine.loading import Loaded
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.outputs.document import Document
from kpi_engine.model.outputs.site import NO_SITE, RESERVED_NAMES, Site
from kpi_engine.model.outputs.tidy import TidyTable

_UNSAFE = re.compile(r"[^a-z0-9]+")
_ACCENTS = re.compile(r"[\u0300-\u036f]")
# Windows opens a device for such a name, whatever its ending.
_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
# Disks take 255 bytes; a number and an ending follow.
_LONGEST = 120


def file_names(areas: Sequence[str], *, taken: Iterable[str] = RESERVED_NAMES) -> dict[str, str]:
    """A name for the files of each area, safe on every disk; areas that would share one are numbered.

    ``taken`` are names that other files have.
    """
    names: dict[str, str] = {}
    taken = set(taken)
    for area in areas:
        base = _UNSAFE.sub("-", _plain_letters(area)).strip("-")[:_LONGEST].rstrip("-") or "area"
        name, number = base, 1
        if _RESERVED.fullmatch(base):
            name = f"{base}-{number}"
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        names[area] = name
        taken.add(name)
    return names


def _plain_letters(name: str) -> str:
    """``tim ty gwyn`` of ``Tîm Tŷ Gwyn``: small letters without their accents."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", name.lower()))


def area_files(
    loaded: Loaded,
    document: Document,
    ratings_of: Callable[[Collection[str]], TidyTable],
    name: str,
    formats: Collection[OutputFormat],
    *,
    site: Site = NO_SITE,
) -> Iterator[tuple[str, bytes | FormatFailed]]:
    """The files of one area's scorecard, as (file name, content or why there is none).

    ``ratings_of`` gives the ratings of some areas that the document shows; ``site`` is around its page.
    """
    return page_files(Shown(loaded, document, ratings_of, site), name, formats)


def ratings_files(
    pack: Pack,
    tables: Callable[[], Iterable[TidyTable]],
    formats: Collection[OutputFormat],
    areas: Collection[str] | None = None,
) -> Iterator[DataFile]:
    """The files of all ratings. As CSV, comparisons have a file of their own.

    ``tables`` gives the ratings, at least one table of rows after the other; it is called once a file.
    ``areas`` are the areas that the ratings have rows of.
    """
    if not RATINGS_FORMATS.keys() & set(formats):
        return iter(())
    return rows_files(Rows(pack, tables, comparison_table(pack, areas)), formats)
