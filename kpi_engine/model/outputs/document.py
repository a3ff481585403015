"""What a page shows, before any format: neutral tables of typed cells. Renderers do no arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from kpi_engine.model.definitions.judgement import BEST_FIRST, DirectionOfTravel, Rag
from kpi_engine.model.frozen import frozen

# For records whose field ``date`` is a text.
Day: TypeAlias = date
# Starts the key of a column that holds one period of the trend: ``period:2024-08``.
PERIOD_KEY = "period:"
# Starts the key of a heat map's column that holds one area: ``area:Swale``.
AREA_KEY = "area:"
# The key of the column that says in one line what a figure can bear.
VERDICT_KEY = "verdict"
# The ids of the tables that can be in ``Document.highlights``.
FLOOR_STANDARDS_MISSED = "floor-standards-missed"
MASKING = "masking"
MOVEMENTS = "biggest-movements"
CHANGES = "since-the-last-edition"
FACTORS = "factors"


class CellKind(Enum):
    """What a cell holds, so that a renderer can align, format and emphasise it.

    A HEAT cell is a value together with its rating: ``text`` and ``number`` are the value, ``rag`` is to be
    shown as word, shape and colour; ``note`` says why there is no rating, or warns.
    """

    TEXT = "text"
    NUMBER = "number"
    RAG = "rag"
    DIRECTION = "direction"
    TREND = "trend"
    HEAT = "heat"


class Lack(Enum):
    """Why a cell for a number has none, with the shorthand that government statistics use for the reason."""

    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"
    CONFIDENTIAL = "[c]"

    @property
    def words(self) -> str:
        """The reason."""
        return self.name.lower().replace("_", " ")


class Icon(Enum):
    """A sign beside words that say the same: what is unusual, and whether a target will be met."""

    USUAL = "usual"
    GOOD_HIGH = "good high"
    GOOD_LOW = "good low"
    BAD_HIGH = "bad high"
    BAD_LOW = "bad low"
    HIGH = "high"
    LOW = "low"
    WILL_MEET = "will meet"
    HIT_OR_MISS = "hit or miss"
    WILL_MISS = "will miss"


@frozen
class TrendLimits:
    """The limits of a process chart at one point, as heights; ``text`` says them, ``baseline`` why they
    begin.
    """

    mean: float
    lower: float
    upper: float
    text: str
    baseline: str = ""


@frozen
class TrendEdge:
    """Where GREEN or AMBER begins in one period of a trend, where bands rate it.

    ``height`` is on the scale of the points; ``text`` is the band, ``bands`` what the definitions call all of
    them.
    """

    rag: Rag
    height: float | None
    text: str
    bands: str
    rating: str = ""


@frozen
class TrendPoint:
    """One period of a trend.

    ``text`` is the value as displayed, or why there is none, and ``note`` a warning beside it; ``height``
    places it between the lowest (0) and highest (1) line of the chart; ``target_height`` and ``floor_height``
    place the standards in force then, and ``target_text`` and ``floor_text`` say them; None and empty where
    there is none. ``edges`` are the edges of the bands in force then. In a process chart, ``limits`` are the
    limits in force, ``mark`` and ``mark_text`` say what is unusual, and a ``hollow`` point counts for no
    limit. ``restarts``: the count of a year to date begins again here, so that no line leads to it.
    ``floor_name`` is what the floor is called, and ``floor_in_short`` what it is called in a picture.
    """

    period: str
    text: str
    height: float | None
    target_height: float | None = None
    floor_height: float | None = None
    rag: Rag = Rag.NONE
    target_text: str = ""
    floor_text: str = ""
    note: str = ""
    edges: tuple[TrendEdge, ...] = ()
    limits: TrendLimits | None = None
    mark: Icon | None = None
    mark_text: str = ""
    hollow: bool = False
    rating: str = ""
    restarts: bool = False
    floor_name: str = "Floor standard"
    floor_in_short: str = "Floor"

    def edge_of(self, rag: Rag) -> TrendEdge | None:
        """Where the band of a rating begins; None where no bands rate it."""
        return next((edge for edge in self.edges if edge.rag is rag), None)


@frozen
class AxisLabel:
    """A round value on the axis of a chart, on the scale of its points.

    ``is_zero`` says that the axis begins at 0.
    """

    height: float
    text: str
    is_zero: bool = False


def has_sign(name: str) -> bool:
    """Whether the name of a rating begins with a sign of its own, which is shown in place of its shape."""
    return bool(name) and not name[0].isalnum()


def banded_rags(trend: Sequence[TrendPoint]) -> Sequence[Rag]:
    """The ratings whose bands begin somewhere in the chart of a trend; none where no bands rate it."""
    drawn = {edge.rag for point in trend if point.edges for edge in point.edges}
    return [rag for rag in BEST_FIRST if rag in drawn] if drawn else ()


@frozen
class Cell:
    """One cell.

    ``text`` is what is shown; ``words`` is the same in full, for readers who see no colour or symbol;
    ``number`` and ``decimals`` are for spreadsheets; ``note`` is a reason or a warning shown beside the text
    (``shown`` puts the two together; ``words`` holds both already). A TREND cell's ``text`` is a sparkline of
    block characters, scaled on the values alone; its ``words`` say every period and value. ``rating`` is what
    a scale of its own calls ``rag``, here and in every other record that has a ``rag``. ``icon`` is a sign
    beside the text; ``history`` of a TREND cell is its process chart, which can be longer than the trend.
    ``axis`` labels the scale of the chart, or of the process chart.
    ``lacks`` of a cell for a number says of what kind the reason is that its text or words give; ``day`` is
    the day that a text says. ``label`` is the heading of this cell alone, where its column's heading names
    several things. ``areas`` are the parts of a text that is a list of areas: the name of each area, and what
    is shown of it, which commas join.
    """

    text: str = ""
    kind: CellKind = CellKind.TEXT
    words: str = ""
    note: str = ""
    number: Decimal | None = None
    decimals: int = 0
    rag: Rag = Rag.NONE
    direction: DirectionOfTravel = DirectionOfTravel.NONE
    trend: tuple[TrendPoint, ...] = ()
    stale: bool = False
    small_cohort: bool = False
    icon: Icon | None = None
    history: tuple[TrendPoint, ...] = ()
    rating: str = ""
    axis: tuple[AxisLabel, ...] = ()
    lacks: Lack | None = None
    day: date | None = None
    label: str = ""
    areas: tuple[tuple[str, str], ...] = ()

    @property
    def rating_name(self) -> str:
        """The rating as readers see it: by the scale's name, where it has one of its own."""
        return self.rating or self.rag.value

    @property
    def shown(self) -> str:
        """The text with its note.

        Returns:
            Words such as ``not rated: no target``, ``66.7% (carried forward)`` or ``66.7% GREEN``.
        """
        text = (
            f"{self.text} {self.rating_name}" if self.kind is CellKind.HEAT and self.rag.value else self.text
        )
        if not self.note or not text:
            return text or self.note
        if self.kind in (CellKind.RAG, CellKind.DIRECTION):
            return f"{text}: {self.note}"
        return f"{text} ({self.note})"


@frozen
class Column:
    """A column: ``key`` is its name in data, ``title`` its heading, ``explanation`` what that means.

    Neighbouring columns with the same ``group`` ("Trend", "Last year", "Comparators") belong together.
    ``detail``: where there is no room for every column, this one can go into a line under the row; one that
    holds a ``sentence`` has a column of its own on a page.
    """

    key: str
    title: str
    kind: CellKind
    explanation: str = ""
    group: str = ""
    detail: bool = False
    sentence: bool = False


@frozen
class Row:
    """One indicator in one area; ``cells`` is parallel to the table's columns, the first names the row.

    ``total``: the row sums the rows before it. ``period`` is the period of its latest figure in words, and
    ``period_end`` its last day; None for a row without a period.
    """

    code: str
    area: str
    cells: tuple[Cell, ...]
    total: bool = False
    period: str = ""
    period_end: date | None = None


@frozen
class Table:
    """A table with a caption; ``id`` is unique in its document and safe in a link.

    ``area`` is the area that all its rows are about; empty where it is about several. ``section`` is the
    id of the scorecard's section that it shows, and ``period`` the latest period there, in words.
    ``empty`` is what is said in the table's place where it has no rows. ``lead`` says in one line what the
    rows say in all, such as how many are RED.
    """

    id: str
    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    area: str = ""
    section: str = ""
    period: str = ""
    empty: str = ""
    lead: str = ""


@frozen
class KeyEntry:
    """A symbol or term and its meaning; ``rag`` or ``direction`` where it is a rating or a direction.

    ``group`` is what it is a key to ("Rating", "Direction of travel", "Polarity", "Data period", "Marks").
    """

    term: str
    meaning: str
    rag: Rag = Rag.NONE
    direction: DirectionOfTravel = DirectionOfTravel.NONE
    group: str = ""
    rating: str = ""


@frozen
class Comment:
    """The commentary on one row: an indicator in an area.

    ``facts`` are (label, text) pairs of the row's figures, and ``sentence`` is the same to read,
    empty where its author's own words hold it.
    ``markdown`` is as its author wrote it, not to be trusted (render/markdown.py); where it is empty,
    ``missing`` says that the row should have a commentary and has none. ``author`` and ``day`` are of this
    comment; empty and None where they are not known.
    """

    code: str
    indicator: str
    area: str
    rag: Rag
    direction: DirectionOfTravel
    facts: tuple[tuple[str, str], ...]
    markdown: str
    missing: str = ""
    small_cohort: bool = False
    sentence: str = ""
    rating: str = ""
    author: str = ""
    day: date | None = None


@frozen
class CommentaryGroup:
    """The commentary of a service on its rows of one RAG, in the order of the page.

    The groups of a service follow each other: RED, AMBER, GREEN, not rated. ``author`` and ``date`` are of
    the service's commentary; empty where they are not known. ``introduction`` is a text on the service as a
    whole, in Markdown, written on ``day``; such a group comes first and has no comments.
    """

    service: str
    rag: Rag
    comments: tuple[Comment, ...]
    author: str = ""
    date: str = ""
    introduction: str = ""
    rating: str = ""
    day: Day | None = None


@frozen
class Chart:
    """A trend that is drawn large on paper, of an indicator in an area."""

    code: str
    indicator: str
    area: str
    trend: Cell


@frozen
class Document:
    """A scorecard of one area, ready to render.

    ``dated`` is the day that its files give as theirs, the same however often they are made: the day of
    publication, or the last of the as-at month where that is not known. ``facts`` are (label, text) pairs of
    the cover; ``summary`` counts ratings by section (its number cells say by ``rag`` what they count; its
    last row is the total); ``sections`` are the tables of the area, and of each area below it after it;
    ``sources`` and ``definitions`` are tables with one row an indicator.

    ``highlights`` are the tables that belong to the summary, by the ids above: floor standards missed,
    masking, counts by two factors, changes since the last edition, biggest movements. ``volumes`` are the
    tables of context indicators, which are not rated, section by section; a section is in ``sections``, in
    ``volumes`` or in both. ``heat_maps`` have one row an indicator and one HEAT column an area: each table
    shows areas of one level beside the page's own. ``commentary`` is grouped by service, then RED before
    AMBER before GREEN. ``services`` are the names of services, each with its codes, and ``owners`` the people
    who answer for indicators. ``orders`` have a row for each row of ``sections``, in other orders.
    ``charts`` are the trends of the rows that must result in action.
    """

    title: str
    area: str
    as_at: str
    dated: date
    facts: tuple[tuple[str, str], ...]
    summary: Table
    sections: tuple[Table, ...]
    key: tuple[KeyEntry, ...]
    abbreviations: tuple[KeyEntry, ...]
    sources: Table
    definitions: Table
    notes: tuple[str, ...] = field(default=())
    highlights: tuple[Table, ...] = ()
    volumes: tuple[Table, ...] = ()
    heat_maps: tuple[Table, ...] = ()
    commentary: tuple[CommentaryGroup, ...] = ()
    services: tuple[tuple[str, tuple[str, ...]], ...] = ()
    owners: tuple[tuple[str, tuple[str, ...]], ...] = ()
    orders: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
