"""A printed scorecard without a mistake, at random: figures, definitions, and rows as the rules rate them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from kpi_engine.audit.audit import audit_printed
from kpi_engine.audit.page.judged import Tools
from kpi_engine.derive.measures.derive import Derived
from kpi_engine.every_figure import every_figure, every_outturn
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.comparison import Comparison, ComparisonKind
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.outturns import for_outturns
from kpi_engine.model.definitions.scorecard import Comparator
from kpi_engine.model.definitions.threshold import FloorBasis, Threshold
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.issue import Location
from kpi_engine.model.outputs.audit import Audit, PrintedField, Reasons
from kpi_engine.model.outputs.printed import NOT_PRINTED, PrintedFigure, PrintedNumber
from kpi_engine.rate.kernel import rate_observations
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import a_threshold, an_indicator

NOW = Month(2024, 8).ordinal
LAST_OF_YEAR = Month(2024, 3).ordinal
OUTTURN_YEAR = 2023
HISTORY = 14
DISTRICTS = tuple(f"District {letter}" for letter in "ABCDEFG")
AREAS = (Area("County", "county", ()), *(Area(name, "district", ("County",)) for name in DISTRICTS))
CODES = ("K1", "K2", "K3")
NEGATIVE = "N1"
_HERE = Location("test")
_TENTH = Decimal("0.1")


@dataclass
class Row:
    """A printed row, to be spoiled."""

    code: str
    area: str
    section: str
    polarity: Polarity
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    target: Decimal | None
    rag: Rag
    direction: DirectionOfTravel
    outturn_year: int | None
    outturn: Decimal | None
    outturn_target: Decimal | None
    outturn_rag: Rag
    data_period: DataPeriod | None = DataPeriod.R12M
    sign: str = ""
    percent_of_target: Decimal | None = None
    illegible: frozenset[PrintedField] = frozenset()
    history: dict[int, Decimal] = field(default_factory=dict)

    def printed(self, line: int) -> PrintedFigure:
        """As it is read: what is illegible holds nothing."""
        whole = self._printed(line)
        number = {PrintedField.VALUE: "value", PrintedField.TARGET: "target"}
        nothing = {name: NOT_PRINTED for field, name in number.items() if field in self.illegible}
        return replace(
            whole,
            **nothing,
            rag=Rag.NONE if PrintedField.RAG in self.illegible else whole.rag,
            direction=DirectionOfTravel.NONE if PrintedField.DIRECTION in self.illegible else whole.direction,
        )

    def _printed(self, line: int) -> PrintedFigure:
        return PrintedFigure(
            self.code,
            self.area,
            self.section,
            self.polarity,
            self.data_period,
            NOW,
            _number(self.value),
            _number(self.numerator),
            _number(self.denominator),
            _target(self.target, self.sign),
            self.rag,
            self.direction,
            self.outturn_year,
            _number(self.outturn),
            _number(self.outturn_target),
            self.outturn_rag,
            Location("published.csv", line),
            percent_of_target=NOT_PRINTED
            if self.percent_of_target is None
            else _number(self.percent_of_target),
            illegible=self.illegible,
            history=tuple((period, _number(number)) for period, number in self.history.items()),
        )


def _target(target: Decimal | None, sign: str) -> PrintedNumber:
    number = _number(target)
    return replace(number, text=f"{sign} {number.text}", sign=sign) if sign else number


def _number(number: Decimal | None) -> PrintedNumber:
    if number is None:
        return PrintedNumber("N/A", None, Missing.NOT_AVAILABLE)
    return PrintedNumber(f"{number:f}", number, Missing.PRESENT)


@dataclass
class Page:
    """Definitions, figures and printed rows. Without a ``section`` each code has one of its own."""

    indicators: dict[str, Indicator]
    figures: dict[tuple[str, str, int], PlainObservation]
    outturns: list[PlainObservation] = field(default_factory=list)
    comparators: list[Comparator] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    section: str = ""

    def row(self, code: str, area: str) -> Row:
        return next(row for row in self.rows if (row.code, row.area) == (code, area))

    def observations(self) -> Observations:
        return observations_of(list(self.figures.values()))

    def ratings(
        self, change: Callable[[Indicator], Indicator] = lambda each: each
    ) -> dict[tuple[str, str], Figure]:
        """The figures of the month as rated, with definitions changed."""
        changed = [change(indicator) for indicator in self.indicators.values()]
        return _by_place(rate_observations(self.observations(), changed, AREAS), NOW)

    def outturn_ratings(self) -> dict[tuple[str, str], Figure]:
        rated = rate_observations(
            observations_of(self.outturns), list(self.indicators.values()), AREAS, outturns=True
        )
        return _by_place(rated, OUTTURN_YEAR)

    def print_clean(self) -> None:
        """Every row as the rules rate it."""
        outturns = self.outturn_ratings()
        self.rows = [
            _row(figure, outturns.get(place), self.section) for place, figure in self.ratings().items()
        ]

    def derived(self) -> Derived:
        """The figures with those made from them."""
        return every_figure(self.observations(), list(self.indicators.values()), AREAS, Month(2024, 8))

    def final(self) -> Derived:
        """The outturns likewise."""
        supplied = observations_of(self.outturns)
        return every_outturn(supplied, list(self.indicators.values()), AREAS, Month(2024, 8))

    def audit(self) -> Audit:
        indicators = list(self.indicators.values())
        derived, final = self.derived(), self.final()
        return audit_printed(
            [row.printed(line) for line, row in enumerate(self.rows, 2)],
            derived.observations,
            final.observations,
            recomputed=derived.recomputed,
            recomputed_outturns=final.recomputed,
            indicators=indicators,
            areas=AREAS,
            comparators=self.comparators,
            titles={},
            tools=TOOLS,
        )


def _rate(observations: Observations, indicators: Sequence[Indicator]) -> Ratings:
    return rate_observations(observations, indicators, AREAS)


def _rate_outturns(observations: Observations, indicators: Sequence[Indicator]) -> Ratings:
    return rate_observations(observations, for_outturns(indicators), AREAS, outturns=True)


TOOLS = Tools(rate=_rate, rate_outturns=_rate_outturns, explain=lambda _ratings, _row: Reasons("why", "why"))


def _by_place(ratings: Ratings, period: int) -> dict[tuple[str, str], Figure]:
    rows = ratings.observations
    return {
        (rows.codes[rows.code[row]], rows.areas[rows.area[row]]): Figure(ratings, row)
        for row in range(len(ratings))
        if rows.period[row] == period
    }


def _row(figure: Figure, outturn: Figure | None, section: str) -> Row:
    assert figure.threshold is not None
    of_outturn = None if outturn is None else outturn.threshold
    return Row(
        code=figure.indicator.code,
        area=figure.area,
        section=section or f"section of {figure.indicator.code}",
        polarity=figure.polarity,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        target=figure.threshold.rule.target,
        rag=figure.rag,
        direction=figure.direction,
        outturn_year=None if outturn is None else OUTTURN_YEAR,
        outturn=None if outturn is None else outturn.value,
        outturn_target=None if of_outturn is None else of_outturn.rule.target,
        outturn_rag=Rag.NONE if outturn is None else outturn.rag,
        data_period=figure.indicator.data_period,
        sign=">" if figure.threshold.rule.is_strict else "",
        percent_of_target=figure.percent_of_target,
    )


def clean_page(random: Random) -> Page:
    """A page with three percentages in all areas, one of which is lowest is best, and a score below 0."""
    indicators = {code: _percentage(code, random) for code in CODES} | {NEGATIVE: _score()}
    figures = {}
    for code in CODES:
        for area in AREAS:
            figures.update(
                {(code, area.name, each.period): each for each in _series(code, area.name, random)}
            )
    for area in AREAS:
        for period in range(NOW - HISTORY + 1, NOW + 1):
            value = Decimal(random.randint(-199, -1)).scaleb(-2)
            figures[NEGATIVE, area.name, period] = PlainObservation(
                NEGATIVE, area.name, period, value, as_printed=True
            )
    page = Page(indicators, figures)
    page.outturns = [
        PlainObservation(code, area, OUTTURN_YEAR, figure.value, as_printed=True)
        for (code, area, period), figure in figures.items()
        if period == LAST_OF_YEAR
    ]
    page.comparators = [
        Comparator(code, "England", section, Decimal(value), value, "", _HERE, area)
        for code in CODES
        for area, value in (("", "61.5"), (DISTRICTS[0], "61.4"), (DISTRICTS[1], "62.5"))
        for section in ("one", "two")
    ]
    page.print_clean()
    return page


def _series(code: str, area: str, random: Random) -> list[PlainObservation]:
    """Fourteen months; numerator and denominator for the last."""
    earlier = [
        PlainObservation(code, area, period, Decimal(random.randint(400, 800)) * _TENTH, as_printed=True)
        for period in range(NOW - HISTORY + 1, NOW)
    ]
    denominator = Decimal(random.randint(211, 1999))
    numerator = (denominator * random.randint(400, 800) / 1000).to_integral_value()
    value = (100 * numerator / denominator).quantize(_TENTH, ROUND_HALF_UP)
    return [
        *earlier,
        PlainObservation(code, area, NOW, value, numerator, denominator, as_printed=True),
    ]


def _percentage(code: str, random: Random) -> Indicator:
    polarity = Polarity.LOWEST if code == "K2" else random.choice((Polarity.HIGHEST, Polarity.LOWEST))
    worse, better = Decimal(55), Decimal(65)
    if polarity is Polarity.LOWEST:
        worse, better = better, worse
    years = {2022: Decimal(-8), 2023: Decimal(4), 2024: Decimal(0)}
    thresholds = tuple(threshold(year, better + shift, worse + shift) for year, shift in years.items())
    return indicator_of(code, polarity, thresholds, unit="percent", per=100, decimals=1)


def _score() -> Indicator:
    thresholds = tuple(threshold(year, Decimal("-0.50"), Decimal("-1.20")) for year in (2022, 2023))
    return indicator_of(NEGATIVE, Polarity.HIGHEST, thresholds, unit="score", per=1, decimals=2)


def threshold(year: int, target: Decimal, floor: Decimal) -> Threshold:
    return a_threshold(
        first=Month(year, 4).ordinal,
        from_label=f"{year}-{year % 100 + 1}",
        rule=FloorAndTarget(target, floor),
        floor_basis=FloorBasis.STATED,
    )


def indicator_of(
    code: str, polarity: Polarity, thresholds: tuple[Threshold, ...], *, unit: str, per: int, decimals: int
) -> Indicator:
    return an_indicator(
        polarity,
        code=code,
        data_period=DataPeriod.R12M,
        unit=unit,
        per=per,
        decimals=decimals,
        thresholds=thresholds,
    )


def with_comparison(periods: int) -> Callable[[Indicator], Indicator]:
    comparison = Comparison(ComparisonKind.PERIODS_BACK, periods)
    return lambda indicator: replace(indicator, comparison=comparison)
