"""Random figures of a few indicators, and others made of them in every way there is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from kpi_engine.model.calendars.period import CalendarMonth, Frequency, YearKind
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import (
    Covers,
    Difference,
    Product,
    Ratio,
    ShareOfArea,
    Sum,
    Window,
)
from tests.derive.making import member
from tests.oracle.records import PlainObservation
from tests.rate.making import a_threshold, an_indicator
from tests.rate.strategies import AREAS, DECIMALS, HUGE

NUMBERS = st.one_of(DECIMALS, DECIMALS, st.integers(0, 40).map(Decimal), HUGE)
# Windows of months; all others: test_windows_against_oracle.py.
COVERS = (
    *(Covers.ROLLING_12_MONTHS, Covers.ROLLING, Covers.YEAR_TO_DATE),
    *(Covers.TWO_MONTHS, Covers.QUARTER, Covers.HALF_YEAR, Covers.TERM, Covers.YEAR),
)
FREQUENCY_OF = {
    Covers.TWO_MONTHS: Frequency.BIMONTHLY,
    Covers.HALF_YEAR: Frequency.HALF_YEARLY,
    Covers.QUARTER: Frequency.QUARTERLY,
    Covers.TERM: Frequency.TERMLY,
    Covers.YEAR: Frequency.ANNUAL,
}
FIRST_MONTH = 2023 * 12 + 7


def window_of(code: str, covers: Covers) -> Window:
    """Three periods where nothing else says how many."""
    return Window(member(code), covers, 3 if covers is Covers.ROLLING else None)


def indicators() -> st.SearchStrategy[list[Indicator]]:
    return st.builds(
        _pack,
        percent=st.booleans(),
        covers=st.sampled_from(COVERS),
        starts=st.one_of(st.none(), st.sampled_from(list(CalendarMonth))),
        year=st.sampled_from(list(YearKind)),
        of_target=st.booleans(),
        level=st.sampled_from(["", "district", "team"]),
    )


def _pack(
    *,
    percent: bool,
    covers: Covers,
    starts: CalendarMonth | None,
    year: YearKind,
    of_target: bool,
    level: str,
) -> list[Indicator]:
    up: dict[str, Any] = {"adds_up_from": level, "add_up": level != ""}
    kind: dict[str, Any] = {"unit": "percent", "per": 100} if percent else {"unit": "cases", "per": 1}
    frequency = FREQUENCY_OF.get(covers, Frequency.MONTHLY)
    kind_of_year = {Frequency.QUARTERLY: YearKind.FINANCIAL, Frequency.TERMLY: YearKind.ACADEMIC}
    own_year = kind_of_year.get(frequency, year)
    targets = (
        a_threshold("7", levels=("district",), first=2023),
        a_threshold("0", areas=("Both",), first=2024),
    )
    window = {**kind, "frequency": frequency, "year": own_year}
    return [
        an_indicator(code="W2", made_from=window_of("S", covers), **window),
        an_indicator(code="W", made_from=window_of("A", covers), year_to_date_from=starts, **window),
        an_indicator(
            code="R", made_from=Ratio(member("W"), member("P"), of_target), **{**window, "per": 1000}
        ),
        an_indicator(code="S", made_from=Sum((member("A"), member("B"))), **kind),
        an_indicator(code="D", made_from=Difference(member("A"), member("B")), decimals=2, **kind),
        an_indicator(code="Q", made_from=Ratio(member("A"), member("B"))),
        an_indicator(code="X", made_from=Product((member("A"), member("B"))), decimals=2, **kind),
        an_indicator(code="Z", made_from=ShareOfArea(member("B"), level or "county"), **kind),
        an_indicator(
            code="P", frequency=Frequency.ANNUAL, year=own_year, unit="people", per=1, thresholds=targets
        ),
        an_indicator(code="A", **kind, **up),
        an_indicator(code="B", **kind, **up),
    ]


def figures() -> st.SearchStrategy[list[PlainObservation]]:
    """Figures of the indicators, none of an area and period twice; some to be supplied."""
    months, years = st.integers(FIRST_MONTH, FIRST_MONTH + 16), st.integers(2022, 2025)
    lists = [_rows(code, months, 30) for code in ("A", "B")]
    lists += [_rows(code, months, 4) for code in ("S", "D", "Q", "X", "Z")]
    lists += [_rows("P", years, 6)]
    return st.tuples(*lists).map(lambda parts: [row for part in parts for row in part])


def _rows(code: str, periods: st.SearchStrategy[int], most: int) -> st.SearchStrategy[list[PlainObservation]]:
    maybe = st.one_of(st.none(), NUMBERS)
    return st.lists(
        st.builds(
            PlainObservation,
            code=st.just(code),
            area=st.sampled_from([area.name for area in AREAS[:2]] * 3 + [area.name for area in AREAS]),
            period=periods,
            value=st.one_of(NUMBERS, NUMBERS, st.none()),
            numerator=maybe,
            denominator=maybe,
            missing=st.one_of(*[st.just(Missing.PRESENT)] * 4, st.sampled_from(list(Missing))),
            as_printed=st.booleans(),
            marks=st.one_of(*[st.just(0)] * 4, st.integers(0, 63)),
        ),
        unique_by=lambda row: (row.area, row.period),
        max_size=most,
    )
