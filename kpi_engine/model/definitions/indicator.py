"""Indicators and the thresholds that rate them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from enum import Enum

from kpi_engine.model.calendars.calendar import Calendar, CalendarDetails
from kpi_engine.model.calendars.period import CalendarMonth, Frequency, YearKind
from kpi_engine.model.definitions.comparison import Comparison
from kpi_engine.model.definitions.judgement import Missing, Polarity, RateOn
from kpi_engine.model.definitions.made_from.meaning import NUMBER, Meaning, Words
from kpi_engine.model.definitions.made_from.measure import (
    AreasRated,
    Difference,
    Measure,
    Product,
    Ratio,
    ShareOfArea,
    Window,
)
from kpi_engine.model.definitions.made_from.overall import Overall
from kpi_engine.model.definitions.neighbours import Neighbours
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale
from kpi_engine.model.definitions.series.process_chart import (
    DEFAULT_CHART,
    Ambition,
    PeriodsShare,
    ProcessChart,
)
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.frozen import frozen, on_record
from kpi_engine.model.issue import Location

SCHEMA_VERSION = 1
_WORD = re.compile(r"[^\W_]+")
# Units of what is measured, and not counted: two of them make no third.
_NO_COUNTS = frozenset(
    (
        *("second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks"),
        *("month", "months", "year", "years", "score", "scores", "point", "points", "grade", "grades"),
        *("rank", "ranks", "level", "levels", "index", "rating", "ratings", "ratio", "rate", "rates"),
        *("average", "averages", "mean", "median", "gap", "gaps", "per", "percent", "percentage"),
        *("a", "each"),
    )
)


class DataPeriod(Enum):
    """What one figure covers."""

    R12M = "R12M"
    MS = "MS"
    YTD = "YTD"
    Q = "Q"
    T = "T"
    A = "A"
    P = "P"

    @property
    def words(self) -> str:
        """What the letters mean, for a reader."""
        return _DATA_PERIOD_WORDS[self]


_DATA_PERIOD_WORDS = {
    DataPeriod.R12M: "rolling 12 months",
    DataPeriod.MS: "monthly snapshot",
    DataPeriod.YTD: "year to date",
    DataPeriod.Q: "quarterly",
    DataPeriod.T: "termly",
    DataPeriod.A: "annual",
    DataPeriod.P: "the period's own figure",
}


@frozen
class OwnDataPeriod:
    """What one figure covers, by a word of the definitions and what it means."""

    code: str = on_record("code")
    words: str


class SuppliedAs(Enum):
    """What the values of a percentage are supplied as: 6.7 or, as a spreadsheet keeps it, 0.067."""

    PERCENT = "percent"
    FRACTION = "fraction"


@frozen
class PolarityInForce:
    """The polarity from ``first`` (an ordinal; None if always) until the next polarity."""

    first: int | None
    from_label: str
    polarity: Polarity
    location: Location


@frozen
class DataSource:
    """Where an indicator's figures come from: system, latest data and release, as printed in a pack."""

    name: str = on_record("name", default="")
    latest: str = ""
    release: str = ""


@frozen
class Indicator:
    """One measure.

    ``decimals`` is the number of decimals displayed; ``per`` scales numerator / denominator (100 for a
    percentage, 10000 for a rate per 10,000, 1 otherwise). ``adds_up_from`` is the level of area whose
    numerators and denominators (counts, where it has none) add up to the numerators and denominators of the
    areas above; empty: none. With ``add_up`` they are added up where no figure is supplied.
    ``possible_values``, ascending, are the only values there can be; empty: any. ``made_from`` is what its
    figures are computed from where none is supplied. ``year_to_date_from`` is the month in which its own year
    starts, where that is not the first month of ``year``: a contract year, say. Values no further apart than
    ``similar_within``, in the value's unit, are similar to a comparator. ``overall`` is how its figures are
    made from the ratings of others, where none is supplied. ``neighbours`` are bodies whose comparators are
    averaged. ``decimals_are_open``: ``decimals`` are the decimals of the standards, and the figures may have
    more. ``people``: what is counted are people, so that small numbers of them can be withheld.
    ``periods_share`` says what successive figures have in common (None: not said), ``chart`` how the series
    is charted, ``ambition`` its target some years off. ``count`` says whether its values are counts, which
    may be added up (None: not said, see ``is_count``). ``supplied_as`` says how the values of a percentage
    are written (None: not said, as percentages). ``calendar_details`` say of its periods what frequency and
    year leave open; None: nothing is. ``lag`` is how many periods its figures come late.
    ``owner`` answers for it, ``theme`` is what it is reported under, ``priority`` is the aim that it serves;
    all are words of the body's own.
    ``parts_rounded_to``: its numerators and denominators are rounded to a multiple of this (None: not said).
    Values no further apart than ``same_within`` perform the same (None: only the same value does);
    ``compare_also`` is what a second, longer arrow compares with (None: there is no such arrow).
    ``words`` are the numbers of its values, each with its word; ``words_are_labels``: the numbers
    are supplied and shown, too.
    """

    code: str = on_record("code")
    name: str
    service: str
    polarities: tuple[PolarityInForce, ...]
    data_period: DataPeriod = on_record("data_period")
    frequency: Frequency = on_record("frequency")
    year: YearKind = on_record("year")
    unit: str = on_record("unit")
    per: int = on_record("per")
    decimals: int = on_record("decimals")
    comparison: Comparison = on_record("comparison")
    rate_on: RateOn = on_record("rate_on")
    thresholds: tuple[Threshold, ...]
    qpr: bool
    seasonal: bool
    tags: tuple[str, ...]
    source: DataSource = on_record("source")
    definition: str = on_record("definition")
    location: Location
    adds_up_from: str = on_record("adds_up_from", default="")
    add_up: bool = on_record("add_up", default=False)
    possible_values: tuple[Decimal, ...] = on_record("possible_values", default=())
    made_from: Measure | None = on_record("made_from", default=None)
    overall: Overall | None = on_record("overall", default=None)
    year_to_date_from: CalendarMonth | None = on_record("year_to_date_from", default=None)
    similar_within: Decimal = Decimal(0)
    neighbours: Neighbours | None = None
    decimals_are_open: bool = False
    people: bool = True
    periods_share: PeriodsShare | None = None
    chart: ProcessChart = DEFAULT_CHART
    ambition: Ambition | None = None
    count: bool | None = on_record("count", default=None)
    supplied_as: SuppliedAs | None = on_record("supplied_as", default=None)
    calendar_details: CalendarDetails | None = on_record("calendar_details", default=None)
    lag: int = 0
    own_data_period: OwnDataPeriod | None = on_record("own_data_period", default=None)
    scale: Scale = RED_AMBER_GREEN
    owner: str = ""
    theme: str = ""
    priority: str = ""
    parts_rounded_to: int | None = on_record("parts_rounded_to", default=None)
    same_within: Decimal | None = on_record("same_within", default=None)
    compare_also: Comparison | None = None
    words: tuple[tuple[Decimal, str], ...] = on_record("words", default=())
    words_are_labels: bool = on_record("words_are_labels", default=False)

    @property
    def data_period_code(self) -> str:
        """What a figure covers, as pages print it: ``R12M``, or a word of the definitions."""
        return self.data_period.value if self.own_data_period is None else self.own_data_period.code

    @property
    def data_period_words(self) -> str:
        """What that means, for a reader."""
        return self.data_period.words if self.own_data_period is None else self.own_data_period.words

    @property
    def is_count(self) -> bool:
        """Whether values without numerator and denominator may be added up.

        Source of the rule: docs/rating-rules.md, "Counts".
        """
        if self.count is not None:
            return self.count
        is_whole = self.per == 1 and self.decimals == 0 and not self.possible_values
        is_made = self.overall is not None or isinstance(
            self.made_from, Ratio | Difference | Product | ShareOfArea
        )
        is_made |= isinstance(self.made_from, Window) and self.made_from.mean
        return is_whole and not is_made and _NO_COUNTS.isdisjoint(_WORD.findall(self.unit.casefold()))

    @property
    def is_made_of_ratings(self) -> bool:
        """Whether its figures are made from ratings, and so come after them."""
        return self.overall is not None or isinstance(self.made_from, AreasRated)

    @property
    def calendar(self) -> Calendar:
        """Its periods."""
        if self.calendar_details is None:
            return Calendar(self.frequency, self.year)
        return Calendar(self.frequency, self.year, self.calendar_details)

    @property
    def meaning(self) -> Meaning:
        """What its values say to a reader: numbers, words, or ratings that the numbers represent."""
        if self.words:
            return Words(self.words, are_labels=self.words_are_labels)
        return NUMBER if self.overall is None else self.overall.meaning

    @property
    def is_count_of_people(self) -> bool:
        """Whether a value without numerator and denominator is itself a number of people."""
        return self.people and self.per == 1 and self.decimals == 0

    def awaits(self, missing: Missing) -> bool:
        """Whether a row so marked is no latest figure yet: what comes late, and is still to be supplied.

        Source of the rule: docs/scorecard.md, "The latest figure".
        """
        return self.lag > 0 and missing is Missing.BLANK

    @property
    def own_year_starts_in(self) -> int:
        """The calendar month (1 to 12) in which its own year starts."""
        return self.year.first_month if self.year_to_date_from is None else self.year_to_date_from.number

    def place_in_year(self, ordinal: int) -> int:
        """How many periods of its own year (see ``year_to_date_from``) lie before a period: 0 for the first.

        Source of the rule: docs/rating-rules.md, "A year of its own".
        """
        return ordinal - self.own_year_of(ordinal).start

    def own_year_of(self, ordinal: int) -> range:
        """The periods of the year of its own (see ``year_to_date_from``) that a period belongs to."""
        calendar = self.calendar
        january = self.own_year_starts_in - 1
        begins = (calendar.month_of(ordinal) - january) // 12 * 12 + january
        return range(calendar.first_in_month(begins), calendar.first_in_month(begins + 12))

    def with_year_standards(self) -> Indicator:
        """The same for figures of whole years: compared with the standards of the year, not its periods'."""
        if all(threshold.rule_of_year is None for threshold in self.thresholds):
            return self
        return replace(self, thresholds=tuple(threshold.of_year() for threshold in self.thresholds))

    def polarity_in(self, ordinal: int) -> PolarityInForce:
        """The polarity in force in a period; before the first dated polarity, the first."""
        in_force = self.polarities[0]
        for candidate in self.polarities:
            if candidate.first is None or candidate.first <= ordinal:
                in_force = candidate
        return in_force

    def threshold_in(self, ordinal: int, area: str, level: str) -> Threshold | None:
        """The threshold in force in a period: in the nearest scope that has begun, the last begun.

        A threshold for the area goes before a threshold for its level, which goes before a general threshold.
        Source of the rule: docs/rating-rules.md, "Which threshold is in force".

        Returns:
            The threshold; None if no threshold is in force.
        """
        for scope in (
            [threshold for threshold in self.thresholds if area in threshold.areas],
            [threshold for threshold in self.thresholds if level in threshold.levels],
            [threshold for threshold in self.thresholds if not threshold.areas and not threshold.levels],
        ):
            begun = [threshold for threshold in scope if threshold.first <= ordinal]
            if begun:
                latest = max(begun, key=lambda threshold: threshold.first)
                if latest.last is None or ordinal <= latest.last:
                    return latest
        return None
