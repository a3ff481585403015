"""The pages that are published beside each other, and what each says of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.document import Cell, Table

INDEX = "index.html"
BRIEF_PAGE = "summary.html"
BRIEF_TEXT = "summary.txt"
# Names, without an ending, that no area's files may have.
RESERVED_NAMES = ("index", "summary")


@frozen
class Site:
    """Which files are beside a page; all of it is empty for a page on its own.

    ``pages`` are the pages of areas by the area's name, in the order of the scorecard; ``shown_on`` names for
    an area without a page the page that has its rows. ``indicators`` are the pages of indicators by code.
    ``files`` are the other files of each area, ``common`` the files of all areas, ``descriptions`` the files
    that describe the tables among them for machines. ``edition`` is the name of the edition; ``previous``
    leads to the edition before it, which is called ``previous_name``.
    """

    pages: Mapping[str, str] = field(default_factory=dict)
    shown_on: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    common: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    edition: str = ""
    previous: str = ""
    previous_name: str = ""


NO_SITE = Site()


@frozen
class Headline:
    """A row that a reader should know of: ``words`` say the figure and what is wrong or what has changed."""

    code: str
    indicator: str
    area: str
    words: str


@frozen
class AreaEntry:
    """What the first page of a site and the summary for a mail say of an area.

    ``counts`` are (heading, cell) pairs of its ratings or, where nothing is rated, of its arrows.
    ``changes`` are since the last edition; ``has_changes`` is whether its page tells of them.
    """

    title: str
    area: str
    as_at: str
    facts: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, Cell], ...]
    red: tuple[Headline, ...]
    changes: tuple[Headline, ...] = ()
    movements: tuple[Headline, ...] = ()
    has_changes: bool = False
    services: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def red_name(self) -> str:
        """What the scale of the scorecard calls RED."""
        names = (cell.rating_name for _title, cell in self.counts if cell.rag is Rag.RED)
        return next(names, Rag.RED.value)


@frozen
class AreaPicture:
    """The trend of an indicator in one area, on the scale of all areas; ``target`` leads to its row."""

    area: str
    trend: Cell
    latest: Cell
    rag: Cell


@frozen
class IndicatorPage:
    """All that there is of an indicator.

    ``facts`` are (label, text) pairs; ``history`` is the trend of the first area over every period, in
    ``history_area``; ``standards`` and ``comparators`` are tables; ``explanation`` says why the latest figure
    of that area is rated as it is; ``remarks`` are (when and where, Markdown) pairs, the newest first.
    """

    title: str
    as_at: str
    code: str
    name: str
    facts: tuple[tuple[str, str], ...]
    history_area: str
    history: Cell
    pictures: tuple[AreaPicture, ...]
    standards: Table
    comparators: Table
    explanation: tuple[str, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()
