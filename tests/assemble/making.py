"""Small scorecards for the tests of assemble/: definitions, figures and layout from a few words each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from kpi_engine.assemble.page.document import assemble_document, make_pack
from kpi_engine.assemble.section.sections import Pack
from kpi_engine.assemble.section.selection import EVERYTHING, Selection
from kpi_engine.every_figure import every_figure
from kpi_engine.model.calendars.period import Frequency, Month, YearKind
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Missing, Polarity
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.scorecard import (
    Comparator,
    FileSource,
    LastPeriod,
    Precision,
    Scorecard,
    Section,
    SectionEntry,
)
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.figures.commentary import Commentary
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.document import Cell, Document, Row, Table
from kpi_engine.rate.kernel import rate_observations
from tests.derive.making import columns_of
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import a_threshold, an_indicator

HERE = Location("test")
AUGUST = Month(2024, 8).ordinal
AREAS = (
    Area("Kent", "county", ()),
    Area("Swale", "district", ("Kent",)),
    Area("Dover", "district", ("Kent",)),
    Area("Swale EHU", "team", ("Swale",)),
    Area("Coast EHU", "team", ("Swale", "Dover")),
)
_DATA_PERIODS = {
    Frequency.MONTHLY: DataPeriod.MS,
    Frequency.QUARTERLY: DataPeriod.Q,
    Frequency.TERMLY: DataPeriod.T,
    Frequency.ANNUAL: DataPeriod.A,
}


def threshold(
    first: int = 0, target: str | None = "85", floor: str | None = "75", **changes: Any
) -> Threshold:
    """A threshold for every area, with a stated floor."""
    basis = None if floor is None else FloorBasis.STATED
    fields = {"from_label": "2023-24", "floor_basis": basis, "location": HERE, **changes}
    return a_threshold(target, floor, first=first, **fields)


def target_range() -> Threshold:
    """20, GREEN from 17.5 to 22.5 and AMBER, as inferred, from 12.5 to 27.5."""
    rule = TargetRange(
        Decimal("20.0"), (Decimal("17.5"), Decimal("22.5")), (Decimal("12.5"), Decimal("27.5"))
    )
    return threshold(rule=rule, floor_basis=FloorBasis.INFERRED)


def indicator(
    code: str = "SCS40",
    polarity: Polarity = Polarity.HIGHEST,
    frequency: Frequency = Frequency.MONTHLY,
    thresholds: Sequence[Threshold] | None = None,
    **changes: Any,
) -> Indicator:
    """A percentage with one decimal, target 85 and floor 75."""
    fields = {
        "name": f"Name of {code}",
        "service": "Test",
        "data_period": _DATA_PERIODS[frequency],
        "frequency": frequency,
        "year": YearKind.ACADEMIC if frequency is Frequency.TERMLY else YearKind.FINANCIAL,
        "thresholds": (threshold(),) if thresholds is None else tuple(thresholds),
        "definition": f"What {code} counts.",
        "location": HERE,
    }
    return an_indicator(polarity, code=code, **{**fields, **changes})


def figure(
    value: str | None,
    period: int = AUGUST,
    area: str = "Kent",
    code: str = "SCS40",
    parts: tuple[str, str] | None = None,
    **changes: Any,
) -> PlainObservation:
    """One observation as printed; without a value it is not available, unless said otherwise."""
    if value is None:
        changes.setdefault("missing", Missing.NOT_AVAILABLE)
    numerator, denominator = (Decimal(part) for part in parts) if parts else (None, None)
    return PlainObservation(
        code=code,
        area=area,
        period=period,
        value=None if value is None else Decimal(value),
        numerator=numerator,
        denominator=denominator,
        as_printed=True,
        **changes,
    )


def months(*values: str | None, last: int = AUGUST, **changes: Any) -> list[PlainObservation]:
    """Figures of neighbouring periods, the last one in August 2024."""
    return [
        figure(value, last - len(values) + 1 + position, **changes) for position, value in enumerate(values)
    ]


def section(*codes: str, identity: str = "ics", levels: tuple[str, ...] = (), **changes: Any) -> Section:
    """A monthly section of three periods."""
    fields: dict[str, Any] = {
        "id": identity,
        "title": f"Title of {identity}",
        "frequency": Frequency.MONTHLY,
        "entries": tuple(SectionEntry(code, levels, HERE) for code in codes),
        "periods": 3,
        "last_period": None,
        "location": HERE,
    }
    last = changes.get("last_period")
    if last is not None:
        changes["last_period"] = LastPeriod("", HERE, tuple((code, last) for code in codes))
    return Section(**{**fields, **changes})


def scorecard(*sections: Section, **changes: Any) -> Scorecard:
    """A scorecard as at August 2024."""
    no_file = FileSource("", Precision.AS_PRINTED, "", False, HERE)
    fields: dict[str, Any] = {
        "title": "Scorecard",
        "as_at": Month(2024, 8),
        "publication_date": "",
        "producer": "",
        "contact": "",
        "small_cohort": None,
        "area_names": ("Kent",),
        "area_locations": (HERE,),
        "sections": sections or (section("SCS40"),),
        "observations": (),
        "outturns": (),
        "areas": no_file,
        "comparators": None,
        "definitions": (),
        "outputs": (),
        "output_folder": "",
        "abbreviations": (),
        "notes": (),
        "file": "",
        "root": "",
    }
    return Scorecard(**{**fields, **changes})


def comparator(
    name: str, value: str, code: str = "SCS40", section: str = "", *, year: str = "", area: str = ""
) -> Comparator:
    """A reference value."""
    return Comparator(code, name, section, Decimal(value), value, year, HERE, area)


def rated(
    figures: Sequence[PlainObservation],
    indicators: Sequence[Indicator],
    outturns: bool = False,
    areas: Sequence[Area] = AREAS,
) -> Ratings:
    """The figures as the kernel rates them; with them, those of any overall ratings."""
    if any(each.overall for each in indicators):
        made = every_figure(columns_of(figures, indicators), indicators, areas, Month(2024, 8))
        return rate_observations(made.observations, indicators, areas)
    return rate_observations(observations_of(figures), indicators, areas, outturns=outturns)


def document(
    figures: Sequence[PlainObservation],
    indicators: Sequence[Indicator] | None = None,
    layout: Scorecard | None = None,
    *,
    area: str = "Kent",
    outturns: Sequence[PlainObservation] = (),
    comparators: Sequence[Comparator] = (),
    selection: Selection = EVERYTHING,
    commentary: Sequence[Commentary] | None = None,
    **changes: Any,
) -> Document:
    """The scorecard of an area; ``changes`` are the other arguments of ``assemble_document``."""
    made = pack(
        figures,
        indicators,
        layout,
        outturns=outturns,
        comparators=comparators,
        selection=selection,
        commentary=commentary,
    )
    return assemble_document(made, area, **changes)


def pack(
    figures: Sequence[PlainObservation],
    indicators: Sequence[Indicator] | None = None,
    layout: Scorecard | None = None,
    *,
    outturns: Sequence[PlainObservation] = (),
    comparators: Sequence[Comparator] = (),
    selection: Selection = EVERYTHING,
    commentary: Sequence[Commentary] | None = None,
) -> Pack:
    """What the scorecards of all areas are made from."""
    known = [indicator()] if indicators is None else indicators
    return make_pack(
        layout or scorecard(),
        rated(figures, known),
        rated(outturns, known, outturns=True),
        indicators=known,
        areas=AREAS,
        comparators=comparators,
        selection=selection,
        commentary=commentary,
    )


def highlight(shown: Document, identity: str) -> Table:
    """The highlight with an id."""
    return next(table for table in shown.highlights if table.id == identity)


def texts(table: Table, *shown: str) -> list[list[str]]:
    """What is shown in some columns, row by row."""
    return [[cell(table, key, row).shown for key in shown] for row in table.rows]


def cell(table: Table, key: str, row: int | Row = 0) -> Cell:
    """The cell of a column, by its key."""
    chosen = table.rows[row] if isinstance(row, int) else row
    return chosen.cells[keys(table).index(key)]


def keys(table: Table) -> list[str]:
    """The columns of a table."""
    return [column.key for column in table.columns]
