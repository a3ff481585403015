"""A Document that holds one of everything a page can show, for the tests of the renderers.

The figures are a county's and one of its teams'; every kind of cell, mark, note and gap occurs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi_engine.model.definitions.judgement import DirectionOfTravel, Rag
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN
from kpi_engine.model.outputs.document import (
    Cell,
    CellKind,
    Column,
    Document,
    KeyEntry,
    Lack,
    Row,
    Table,
    TrendPoint,
)

PERIODS = ("Feb 2024", "Mar 2024", "Apr 2024", "May 2024", "Jun 2024", "Jul 2024", "Aug 2024")
NO_FIGURE = "no figure supplied"
_NO_TARGET = Cell("", CellKind.NUMBER, words="no target", lacks=Lack.NOT_APPLICABLE)


@dataclass(frozen=True)
class Line:
    """One row of the example: its names, seven values, standards and judgement; ``note`` is its remark."""

    code: str
    name: str
    values: tuple[float | None, ...]
    target: float | None
    floor: float | None
    rag: Rag
    direction: DirectionOfTravel
    note: str = ""


LINES = (
    Line(
        "SCS03",
        "Percentage re-referrals to Children's Social Work Services within 12 months",
        (23.0, 23.1, 23.4, 23.3, 23.4, 23.1, 23.3),
        25.0,
        30.0,
        Rag.GREEN,
        DirectionOfTravel.WORSENED,
    ),
    Line(
        "SCS40",
        "Percentage of case holding posts filled by permanent qualified social workers",
        (73.6, 73.6, 72.2, 73.3, 71.8, 72.4, 72.1),
        85.0,
        75.0,
        Rag.RED,
        DirectionOfTravel.WORSENED,
    ),
    Line(
        "SCS42",
        "Average caseloads in the CIC Teams",
        (16.4, 16.6, None, 16.9, 17.1, 17.0, 16.8),
        15.0,
        18.0,
        Rag.AMBER,
        DirectionOfTravel.IMPROVED,
    ),
    Line(
        "SCS37",
        "Percentage of Case File Audits graded good or outstanding",
        (85.1, 85.2, 85.9, 85.0, 85.7, 85.7, 85.7),
        85.0,
        75.0,
        Rag.GREEN,
        DirectionOfTravel.SAME,
        "carried forward",
    ),
    Line(
        "EPWAIT6",
        "Open Educational Psychology referrals waiting more than 6 weeks",
        (None, None, None, None, None, None, 26.9),
        None,
        None,
        Rag.NONE,
        DirectionOfTravel.NONE,
        "no target",
    ),
    Line(
        "NEW01",
        "A new indicator without any figure yet",
        (None,) * 7,
        50.0,
        None,
        Rag.NONE,
        DirectionOfTravel.NONE,
        "no value: to be supplied",
    ),
)


def example_document() -> Document:
    """A county's scorecard with one section, and one of a team below it."""
    title = "Integrated children's services – monthly"
    return Document(
        title="Children, Young People and Education performance scorecard",
        area="Kent",
        as_at="Aug 2024",
        dated=date(2024, 9, 30),
        facts=(
            ("Area", "Kent (county)"),
            ("Published", "30 September 2024"),
            ("Contact", "mi@example.gov.uk"),
        ),
        summary=_summary(title),
        sections=(
            section_table("ics-monthly", title, "Kent", LINES),
            section_table("swale-cswt-ics-monthly", title, "Swale Central CSWT", LINES[1:3]),
        ),
        key=_key(),
        abbreviations=(
            KeyEntry("CSWT", "Children's Social Work Team"),
            KeyEntry("R12M", "Rolling 12 months"),
        ),
        sources=_listing("sources", "Data sources", "Source", "Liberi, August 2024"),
        definitions=_listing("definitions", "Indicator definitions", "Definition", "What the figure counts."),
        notes=("Figures are provisional until the year's outturn.",),
        highlights=(_missed(), Table("masking", "Masking", "", (), (), empty="Nothing is masked.")),
        volumes=(section_table("volumes-ics", "Activity volumes: children", "Swale", LINES[4:5]),),
        heat_maps=(_heat_map(),),
    )


def _summary(title: str) -> Table:
    counted = (("red", "RED", Rag.RED), ("amber", "AMBER", Rag.AMBER), ("green", "GREEN", Rag.GREEN))
    columns = (
        Column("section", "Section", CellKind.TEXT),
        *(
            Column(key, word, CellKind.NUMBER, f"{rag.words[0].upper()}{rag.words[1:]}", "Rating")
            for key, word, rag in counted
        ),
        Column("not_rated", "Not rated", CellKind.NUMBER, group="Rating"),
        Column("improved", "↑ Improved", CellKind.NUMBER, group="Direction of travel", detail=True),
    )

    def row(name: str, counts: Sequence[int], total: bool = False) -> Row:
        rags = (*(rag for _, _, rag in counted), Rag.NONE, Rag.NONE)
        cells = (
            Cell(str(count), CellKind.NUMBER, words=str(count), number=Decimal(count), rag=rag)
            for count, rag in zip(counts, rags, strict=True)
        )
        return Row("", "" if total else "Kent", (Cell(name, words=name), *cells), total=total)

    rows = (
        row(title, (1, 1, 2, 2, 1)),
        row(f"Swale Central CSWT: {title}", (1, 1, 0, 0, 1)),
        row("Total", (2, 2, 2, 2, 2), total=True),
    )
    return Table("summary", "Summary", "How many indicators are RED, AMBER and GREEN", columns, rows)


def section_table(identifier: str, title: str, area: str, lines: Sequence[Line]) -> Table:
    """A section of monthly figures with every column a pack has."""
    columns = (
        Column("code", "Code", CellKind.TEXT),
        Column("indicator", "Indicator", CellKind.TEXT),
        Column("polarity", "Polarity", CellKind.TEXT, "Which way is better", detail=True),
        Column("qpr", "QPR", CellKind.TEXT, "In the quarterly performance report", detail=True),
        *(
            Column(f"period:{at}", period, CellKind.NUMBER, f"The figure for {period}", "Trend", detail=True)
            for at, period in enumerate(PERIODS)
        ),
        Column("trend", "Trend", CellKind.TREND, "From Feb 2024 to Aug 2024", "Trend"),
        Column("latest", "Latest", CellKind.NUMBER, "The figure for Aug 2024"),
        Column("denominator", "Denominator", CellKind.NUMBER, detail=True),
        Column(
            "direction_of_travel",
            "Direction of travel",
            CellKind.DIRECTION,
            "Whether performance, not the number, got better or worse",
        ),
        Column("target", "Target", CellKind.NUMBER, "The value aimed at"),
        Column("rag", "RAG", CellKind.RAG, "RED, AMBER or GREEN"),
        Column("outturn_rag", "2022-23 RAG", CellKind.RAG, "Of the outturn", "Outturn 2022-23", detail=True),
        Column(
            "comparator:England", "England", CellKind.NUMBER, "Reference value", "Comparators", detail=True
        ),
    )
    rows = tuple(Row(line.code, area, _cells(line)) for line in lines)
    caption = f"{title}: {area}, latest figures Aug 2024"
    return Table(
        identifier, title, caption, columns, rows, ("A note on the table.",), area, "ics", "Aug 2024"
    )


def _cells(line: Line) -> tuple[Cell, ...]:
    trend = trend_of(line)
    stale = line.note == "carried forward"
    latest = _figure(line.values[-1], line.note if stale else "")
    return (
        Cell(line.code, words=line.code),
        Cell(line.name, words=line.name),
        Cell("H", words="highest is best"),
        Cell("✓", words="yes"),
        *(_figure(value) for value in line.values),
        Cell(
            "▁▂▃", CellKind.TREND, ", ".join(f"{point.period} {point.text}" for point in trend), trend=trend
        ),
        latest,
        Cell("9", CellKind.NUMBER, "9 (small cohort)", "small cohort", Decimal(9), small_cohort=True),
        _direction(line.direction),
        _NO_TARGET if line.target is None else _target(line.target),
        _rag(line.rag, line.note),
        _rag(Rag.RED, ""),
        Cell("", CellKind.NUMBER),
    )


def _figure(value: float | None, note: str = "") -> Cell:
    if value is None:
        return Cell(NO_FIGURE, CellKind.NUMBER, words=NO_FIGURE, lacks=Lack.NOT_AVAILABLE)
    text = f"{value:.1f}%"
    words = f"{text} ({note})" if note else text
    return Cell(text, CellKind.NUMBER, words, note, Decimal(str(value)), 1, stale=bool(note))


def _target(target: float) -> Cell:
    text = f"{target:.1f}%"
    return Cell(text, CellKind.NUMBER, f"{text} or more is GREEN", number=Decimal(str(target)), decimals=1)


def _direction(direction: DirectionOfTravel) -> Cell:
    if direction is DirectionOfTravel.NONE:
        reason = "no previous value"
        return Cell("no arrow", CellKind.DIRECTION, f"no arrow: {reason}", reason)
    return Cell(
        f"{direction.arrow} {direction.value}",
        CellKind.DIRECTION,
        f"{direction.value} compared with Jul 2024",
        direction=direction,
    )


def _rag(rag: Rag, note: str) -> Cell:
    if rag is Rag.NONE:
        return Cell("not rated", CellKind.RAG, f"not rated: {note}", note)
    return Cell(rag.value, CellKind.RAG, f"{rag.value}: {rag.words}", rag=rag)


def trend_of(line: Line) -> tuple[TrendPoint, ...]:
    """The line's seven points, heights between its lowest and highest figure."""
    figures = [figure for figure in (*line.values, line.target, line.floor) if figure is not None]
    lowest, highest = min(figures, default=0.0), max(figures, default=1.0)

    def height(figure: float | None) -> float | None:
        if figure is None:
            return None
        return (figure - lowest) / (highest - lowest) if highest > lowest else 0.5

    return tuple(
        TrendPoint(
            period,
            _figure(value).text,
            height(value),
            height(line.target),
            height(line.floor),
            line.rag if value is not None else Rag.NONE,
            _figure(line.target).text if line.target is not None else "",
            _figure(line.floor).text if line.floor is not None else "",
            line.note if line.note == "carried forward" and period == PERIODS[-1] else "",
        )
        for period, value in zip(PERIODS, line.values, strict=True)
    )


def _missed() -> Table:
    columns = (
        Column("code", "Code", CellKind.TEXT),
        Column("indicator", "Indicator", CellKind.TEXT),
        Column("missed_by", "Missed by", CellKind.NUMBER, "In the unit of the figure"),
    )
    line = LINES[1]
    cells = (Cell(line.code), Cell(line.name), Cell("2.9", CellKind.NUMBER, "2.9", number=Decimal("2.9")))
    return Table(
        "floor-standards-missed",
        "Floor standards missed",
        "Each must result in management action",
        columns,
        (Row(line.code, "Kent", cells),),
    )


def _heat_map() -> Table:
    columns = (
        Column("code", "Code", CellKind.TEXT),
        Column("indicator", "Indicator", CellKind.TEXT),
        *(Column(f"area:{name}", name, CellKind.HEAT) for name in ("Kent", "Ashford", "Swale")),
    )
    line = LINES[1]
    cells = (
        Cell(line.code),
        Cell(line.name),
        Cell("72.1%", CellKind.HEAT, "72.1%, RED", number=Decimal("72.1"), rag=Rag.RED),
        Cell("2", CellKind.HEAT, "2, not rated", "not rated, small cohort", Decimal(2), small_cohort=True),
        Cell("", CellKind.HEAT),
    )
    rows = (Row(line.code, "", cells),)
    return Table(
        "heat-map-district", "Heat map: district", "The latest figure of each district", columns, rows
    )


def _key() -> tuple[KeyEntry, ...]:
    return (
        *(KeyEntry(rag.value, rag.words, rag=rag, group="Rating") for rag in RED_AMBER_GREEN.rags),
        *(
            KeyEntry(
                f"{direction.arrow} {direction.value}",
                f"performance has {direction.value}",
                direction=direction,
                group="Direction of travel",
            )
            for direction in DirectionOfTravel
            if direction is not DirectionOfTravel.NONE
        ),
        KeyEntry("H", "highest is best", group="Polarity"),
        KeyEntry("carried forward", "no new data came", group="Marks"),
    )


def _listing(identifier: str, title: str, heading: str, words: str) -> Table:
    columns = (
        Column("code", "Code", CellKind.TEXT),
        Column("indicator", "Indicator", CellKind.TEXT),
        Column(heading.lower(), heading, CellKind.TEXT),
    )
    rows = tuple(
        Row(line.code, "Kent", tuple(Cell(part, words=part) for part in (line.code, line.name, words)))
        for line in LINES
    )
    return Table(identifier, title, f"{title} of the indicators on this page", columns, rows)
