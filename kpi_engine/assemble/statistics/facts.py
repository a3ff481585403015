"""What the statistics say of one figure, as scalars and model objects: for whatever puts it into words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.series.case_kind import CaseKind, case_kind
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.outcomes import (
    Assurance,
    Differs,
    IntervalMethod,
    NoStatistic,
    Variation,
)
from kpi_engine.model.statistics.results import NO_SEGMENT, ProcessLimits, Statistics
from kpi_engine.model.statistics.signals import rule_told
from kpi_engine.model.statistics.verdict_key import VerdictKey
from kpi_engine.model.words.number_text import PERCENT, value_text

_REASONS = tuple(NoStatistic)
_VARIATIONS = tuple(Variation)
_ASSURANCES = tuple(Assurance)
_DIFFERS = tuple(Differs)
_METHODS = tuple(IntervalMethod)
_VERDICTS = tuple(VerdictKey)
_RAGS = tuple(Rag)
_HUNDRED = Fraction(100)


@frozen
class Bound:
    """A number printed beside a figure. ``natural`` says that no figure can be beyond it."""

    number: Decimal
    natural: bool = False


@frozen
class ChartFacts:
    """A figure in its process chart."""

    process: ProcessLimits
    figure: Figure

    @property
    def status(self) -> NoStatistic:
        """Why there is no chart, or no point of this figure in the chart; TOLD if there is a point."""
        return _REASONS[int(self.process.status[self.figure.row])]

    @property
    def is_charted(self) -> bool:
        """Whether its series has limits."""
        return int(self.process.segment[self.figure.row]) != NO_SEGMENT

    @property
    def variation(self) -> Variation:
        """Whether the figure is unusual."""
        return _VARIATIONS[int(self.process.variation[self.figure.row])]

    @property
    def marks(self) -> int:
        """Every rule by which it is a signal: bits of model/statistics/signals.py."""
        return int(self.process.marks[self.figure.row])

    @property
    def rule(self) -> int:
        """The rule that is named to a reader; 0 if there is no signal."""
        return rule_told(self.marks)

    @property
    def run(self) -> int:
        """How many periods on end, up to this period, that rule has been reported."""
        return int(self.process.run[self.figure.row])

    @property
    def limits_say(self) -> Assurance:
        """What the limits say of the target, whether or not it may be reported."""
        return _ASSURANCES[int(self.process.assurance[self.figure.row])]

    @property
    def no_assurance(self) -> NoStatistic:
        """Why nothing is said about whether the target will be met; TOLD if something is said."""
        return _REASONS[int(self.process.no_assurance[self.figure.row])]

    @property
    def assurance(self) -> Assurance:
        """Whether the target will be met, where that can be said."""
        return self.limits_say if self.no_assurance is NoStatistic.TOLD else Assurance.NONE

    @property
    def limits(self) -> tuple[Fraction, Fraction, Fraction] | None:
        """The mean, the lower and the upper limit, exactly; None without a chart."""
        return self.process.limits(self.figure.row)

    @property
    def is_change(self) -> bool:
        """Whether the change on the year before is charted."""
        return self.is_charted and bool(self.process.segments.is_change[self._segment])

    @property
    def is_prime(self) -> bool:
        """Whether limits are by denominator."""
        return self.is_charted and bool(self.process.segments.is_prime[self._segment])

    @property
    def points(self) -> int:
        """The number of points that the limits are made of; 0 without a chart."""
        return int(self.process.segments.points[self._segment]) if self.is_charted else 0

    @property
    def begins(self) -> int | None:
        """The period from which the limits are made; None without a chart."""
        return int(self.process.segments.begins[self._segment]) if self.is_charted else None

    @property
    def carried(self) -> int:
        """How many figures that repeat an earlier one were taken as gaps."""
        return int(self.process.segments.carried[self._segment]) if self.is_charted else 0

    @property
    def new_limits(self) -> tuple[int, str] | None:
        """The period from which limits are made anew, and why; None for the beginning of the series."""
        baseline = self.figure.indicator.chart.first_of(self.figure.period, self.figure.area)
        begins = self.begins
        if begins is not None and self.process.segments.from_break[self._segment]:
            return begins, "a break in the series"
        return None if baseline is None else (baseline.first, baseline.reason)

    @property
    def _segment(self) -> int:
        return int(self.process.segment[self.figure.row])

    def bounds(self) -> tuple[Bound, Bound, Bound] | None:
        """Mean, lower and upper limit as printed: with the figure's decimals, and no further than nature
        goes.
        """
        limits = self.limits
        if limits is None:
            return None
        decimals = shown_decimals(self.figure)
        low, high = (None, None) if self.is_change else natural_bounds(self.figure)
        mean, lower, upper = (rounded_half_up(limit, decimals) for limit in limits)
        return (
            Bound(mean),
            Bound(rounded_half_up(low, decimals), True)
            if low is not None and limits[1] <= low
            else Bound(lower),
            Bound(rounded_half_up(high, decimals), True)
            if high is not None and limits[2] >= high
            else Bound(upper),
        )


def shown_decimals(figure: Figure) -> int:
    """How many decimals the figure is displayed with."""
    return int(figure.ratings.displayed.decimals[figure.row])


def natural_bounds(figure: Figure) -> tuple[Fraction | None, Fraction | None]:
    """Below and above which there can be no figure: 0 where cases are counted, 100% of them."""
    kind = case_kind(figure.indicator)
    if kind is CaseKind.NEITHER or figure.value is None or figure.value < 0:
        return None, None
    numerator, denominator = figure.numerator, figure.denominator
    if kind is not CaseKind.PROPORTION:
        return Fraction(0), None
    within = numerator is not None and denominator is not None and 0 <= numerator <= denominator
    return Fraction(0), _HUNDRED if within else None


def facts_of_chart(figure: Figure) -> ChartFacts | None:
    """The figure in its process chart; None where charts are not asked for."""
    statistics = figure.ratings.statistics
    return (
        None if statistics is None or statistics.process is None else ChartFacts(statistics.process, figure)
    )


@frozen
class CaseFacts:
    """A figure as cases: its interval and differences."""

    statistics: Statistics
    figure: Figure

    @property
    def method(self) -> IntervalMethod:
        """How its interval is made; NONE if there is no interval."""
        intervals = self.statistics.intervals
        return IntervalMethod.NONE if intervals is None else _METHODS[int(intervals.method[self.figure.row])]

    @property
    def no_interval(self) -> NoStatistic:
        """Why it has no interval."""
        intervals = self.statistics.intervals
        return (
            NoStatistic.NOT_ASKED if intervals is None else _REASONS[int(intervals.why_none[self.figure.row])]
        )

    def interval(self) -> tuple[Decimal, Decimal] | None:
        """Lower and upper limit as shown, with the figure's decimals; None if there is no interval."""
        intervals = self.statistics.intervals
        if intervals is None or self.method is IntervalMethod.NONE:
            return None
        decimals = shown_decimals(self.figure)
        lower, upper = (Fraction(float(limit[self.figure.row])) for limit in intervals.shown)
        return rounded_half_up(lower, decimals), rounded_half_up(upper, decimals)

    @property
    def differs_from_target(self) -> Differs:
        """Whether it differs from its target by more than chance."""
        differences = self.statistics.differences
        return Differs.NONE if differences is None else _DIFFERS[int(differences.target[self.figure.row])]

    @property
    def differs_from_floor(self) -> Differs:
        """Whether it differs from its floor standard by more than chance."""
        differences = self.statistics.differences
        return Differs.NONE if differences is None else _DIFFERS[int(differences.floor[self.figure.row])]

    @property
    def no_difference(self) -> NoStatistic:
        """Why nothing is said about a difference from the figure before; TOLD if something is said."""
        differences = self.statistics.differences
        if differences is None:
            return NoStatistic.NOT_ASKED
        return _REASONS[int(differences.no_previous[self.figure.row])]

    @property
    def with_more(self) -> Rag:
        """The RAG that one case more would give, where that is another; else NONE."""
        differences = self.statistics.differences
        return Rag.NONE if differences is None else _RAGS[int(differences.with_more[self.figure.row])]

    @property
    def with_fewer(self) -> Rag:
        """The RAG that one case fewer would give, where that is another; else NONE."""
        differences = self.statistics.differences
        return Rag.NONE if differences is None else _RAGS[int(differences.with_fewer[self.figure.row])]


def verdict_of(figure: Figure) -> VerdictKey:
    """Which one line is said of a figure; NONE if none is asked for."""
    statistics = figure.ratings.statistics
    if statistics is None or statistics.verdict is None:
        return VerdictKey.NONE
    return _VERDICTS[int(statistics.verdict[figure.row])]


def between(low: Decimal, high: Decimal, indicator: Indicator, word: str = "to") -> str:
    """``44.0 to 58.0%``: two numbers and one sign."""
    if indicator.unit == PERCENT:
        return f"{low:,f} {word} {value_text(high, indicator)}"
    return f"{value_text(low, indicator)} {word} {value_text(high, indicator)}"
