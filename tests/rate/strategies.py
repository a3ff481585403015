"""Random definitions, areas and observations: valid, but of every kind that the rules know."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hypothesis import strategies as st

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.indicator import Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import Missing, Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.band import Band, BandsOf, Edge
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.issue import Location
from tests.calendars import calendars
from tests.oracle.records import PlainObservation
from tests.rate.making import an_indicator

NOWHERE = Location("test")
AREAS = (
    Area("County", "county", ()),
    Area("North", "district", ("County",)),
    Area("South", "district", ("County",)),
    Area("Both", "team", ("North", "South")),
)
FIRST_PERIOD = 2020
PERIODS = st.integers(FIRST_PERIOD, FIRST_PERIOD + 6)
# Numbers that meet, miss by a hair, or lie near the guard of the fast path.
_TELLING = (
    *("0", "1", "-1", "0.1", "0.2", "0.3", "0.25", "-0.25", "-0.19", "-0.12"),
    *("24.95", "25", "25.0", "25.04", "25.05", "84.95", "85", "120.8"),
)
SMALL = st.sampled_from([Decimal(text) for text in _TELLING])
DECIMALS = st.one_of(
    SMALL,
    st.builds(
        lambda mantissa, places: Decimal(mantissa).scaleb(-places),
        st.integers(-1000, 1000),
        st.integers(0, 3),
    ),
)
HUGE = st.builds(
    lambda mantissa, places: Decimal(mantissa).scaleb(-places),
    st.one_of(st.integers(-(10**18), 10**18), st.sampled_from([10**18, 10**18 - 1, 1 - 10**18])),
    st.integers(3, 18),
)
COMPARISONS = st.builds(
    Comparison,
    st.sampled_from(list(ComparisonKind)),
    periods_back=st.integers(1, 7),
    since=st.integers(FIRST_PERIOD - 1, FIRST_PERIOD + 7),
)
ORDINARY_OR_HUGE = st.one_of(DECIMALS, DECIMALS, DECIMALS, HUGE)


@st.composite
def rules(draw: st.DrawFn, polarity: Polarity, numbers: st.SearchStrategy[Decimal]) -> RatingRule:
    if polarity is Polarity.TARGET:
        ends = sorted(draw(st.lists(numbers, min_size=5, max_size=5)))
        amber = draw(st.sampled_from([None, (ends[0], ends[4])]))
        if draw(st.integers(0, 4)) == 0:
            return FloorAndTarget(ends[2], None)
        target = draw(st.sampled_from([ends[2], ends[2], None]))
        return TargetRange(target, (ends[1], ends[3]), amber, amber is None and draw(st.booleans()))
    if draw(st.booleans()):
        return draw(bands_rules(polarity, numbers))
    worse, better = sorted(draw(st.lists(numbers, min_size=2, max_size=2)))
    if polarity is Polarity.LOWEST:
        worse, better = better, worse
    if draw(st.booleans()):
        return draw(target_alone(polarity, better))
    return FloorAndTarget(
        draw(st.sampled_from([better, better, None])),
        draw(st.sampled_from([worse, worse, None])),
        draw(st.booleans()),
        draw(further_edges(polarity, better, worse)),
    )


@st.composite
def further_edges(
    draw: st.DrawFn, polarity: Polarity, better: Decimal, worse: Decimal
) -> tuple[tuple[Rag, Decimal], ...]:
    """Some ratings beside the three: above the target, in the middle and below the floor standard."""
    step = abs(better - worse) + Decimal("0.5")
    step = -step if polarity is Polarity.LOWEST else step
    edges = (
        (Rag.BLUE, better + step),
        (Rag.AMBER_GREEN, (better + worse) / 2),
        (Rag.AMBER_RED, worse - step),
    )
    return tuple(edge for edge in edges if draw(st.integers(0, 4)) == 0)


@st.composite
def target_alone(draw: st.DrawFn, polarity: Polarity, target: Decimal) -> RatingRule:
    """Rated by a target that is met or missed, or with a tolerance."""
    strict = draw(st.booleans())
    if draw(st.booleans()):
        return MetOrMissed(target, strict)
    size = draw(st.sampled_from([Decimal(text) for text in ("5", "0.5", "10", "33.333", "100")]))
    return Tolerance(target, size, draw(st.booleans()), strict, polarity is Polarity.LOWEST)


PERCENTS = st.one_of(
    st.sampled_from([Decimal(text) for text in ("0", "50", "65", "99.95", "100", "-10", "33.333")]),
    st.builds(
        lambda mantissa, places: Decimal(mantissa).scaleb(-places),
        st.integers(-200, 3000),
        st.integers(0, 2),
    ),
)


@st.composite
def bands_rules(draw: st.DrawFn, polarity: Polarity, numbers: st.SearchStrategy[Decimal]) -> BandsRule:
    """Bands that touch, with or without AMBER, each edge in one of the two."""
    of = draw(st.sampled_from(list(BandsOf)))
    is_percent = of is BandsOf.PERCENT_OF_TARGET
    edges = draw(st.lists(PERCENTS if is_percent else numbers, min_size=1, max_size=2, unique=True))
    bands = touching_bands(sorted(edges), draw(st.lists(st.booleans(), min_size=2, max_size=2)))
    if polarity is Polarity.LOWEST:
        bands.reverse()
    target = draw(numbers)
    return BandsRule(
        target=abs(target) + (target == 0) if is_percent else draw(st.sampled_from([target, None])),
        name="bands",
        of=of,
        decimals=draw(st.integers(0, 3)),
        green=bands[-1],
        amber=bands[1] if len(bands) == 3 else None,
        red=bands[0],
    )


def touching_bands(edges: Sequence[Decimal], upper_has: Sequence[bool]) -> list[Band]:
    """The bands between ascending edges; each edge is in the upper one of the two that it divides, or not."""
    lows = [None, *(Edge(edge, upper) for edge, upper in zip(edges, upper_has, strict=False))]
    highs = [*(Edge(edge, not upper) for edge, upper in zip(edges, upper_has, strict=False)), None]
    return [Band(low, high, NOWHERE) for low, high in zip(lows, highs, strict=True)]


@st.composite
def indicators(
    draw: st.DrawFn, code: str = "A1", numbers: st.SearchStrategy[Decimal] = ORDINARY_OR_HUGE
) -> Indicator:
    calendar = draw(calendars())
    polarities = draw(_polarities())
    return an_indicator(
        code=code,
        polarities=polarities,
        frequency=calendar.frequency,
        year=calendar.year,
        calendar_details=calendar.details,
        unit=draw(st.sampled_from(["percent", "days"])),
        per=draw(st.sampled_from([1, 100, 10000])),
        decimals=draw(st.integers(0, 3)),
        comparison=draw(COMPARISONS),
        compare_also=draw(st.one_of(st.none(), COMPARISONS)),
        same_within=draw(st.sampled_from([None, None, None, Decimal(0), Decimal("0.5"), Decimal("120.25")])),
        rate_on=draw(st.sampled_from(list(RateOn))),
        thresholds=draw(_thresholds(polarities, numbers)),
    )


@st.composite
def _polarities(draw: st.DrawFn) -> tuple[PolarityInForce, ...]:
    """One polarity, or one that gives way to another of the same kind of rule."""
    first = draw(st.sampled_from(list(Polarity)))
    if first is Polarity.TARGET or draw(st.booleans()):
        return (PolarityInForce(None, "", first, NOWHERE),)
    second = draw(st.sampled_from([Polarity.HIGHEST, Polarity.LOWEST, Polarity.NONE]))
    start = draw(st.sampled_from([None, FIRST_PERIOD]))
    return (
        PolarityInForce(start, "", first, NOWHERE),
        PolarityInForce(draw(st.integers(FIRST_PERIOD + 1, FIRST_PERIOD + 5)), "", second, NOWHERE),
    )


@st.composite
def _thresholds(
    draw: st.DrawFn, polarities: tuple[PolarityInForce, ...], numbers: st.SearchStrategy[Decimal]
) -> tuple[Threshold, ...]:
    """Thresholds of several scopes; within one scope no two begin together."""
    scopes = [
        ((), ()),
        (("county",), ()),
        (("district", "team"), ()),
        ((), ("North",)),
        ((), ("Both", "County")),
    ]
    thresholds = []
    for levels, areas in draw(st.lists(st.sampled_from(scopes), unique=True, max_size=4)):
        for start in draw(st.lists(PERIODS, unique=True, max_size=3)):
            length = draw(st.one_of(st.none(), st.integers(0, 3)))
            thresholds.append(
                Threshold(
                    first=start,
                    last=None if length is None else start + length,
                    from_label="",
                    levels=levels,
                    areas=areas,
                    rule=draw(rules(polarities[0].polarity, numbers)),
                    floor_basis=FloorBasis.STATED,
                    location=NOWHERE,
                )
            )
    return tuple(thresholds)


def observations(
    code: str, numbers: st.SearchStrategy[Decimal] = ORDINARY_OR_HUGE
) -> st.SearchStrategy[list[PlainObservation]]:
    """Figures of an indicator, no period of an area twice."""
    maybe = st.one_of(st.none(), numbers)
    return st.lists(
        st.builds(
            PlainObservation,
            code=st.just(code),
            area=st.sampled_from([area.name for area in AREAS]),
            period=PERIODS,
            value=st.one_of(numbers, numbers, st.none()),
            numerator=maybe,
            denominator=maybe,
            missing=st.one_of(st.just(Missing.PRESENT), st.sampled_from(list(Missing))),
            carried_forward=st.booleans(),
            is_new=st.sampled_from([False, False, False, True]),
            as_printed=st.booleans(),
            parts_rounded_to=st.sampled_from([0, 0, 0, 5]),
            marks=st.sampled_from([0, 0, 0, 0, FigureMark.PROVISIONAL.bit, FigureMark.BREAK.bit]),
        ),
        unique_by=lambda record: (record.area, record.period),
        max_size=16,
    )
