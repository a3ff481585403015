"""The fields by which a scorecard asks for statistics (see scorecard_schema.py)."""

from __future__ import annotations

from kpi_engine.model.definitions.scorecard import (
    NO_STATISTICS,
    IntervalConfidence,
    IntervalsShown,
    Overdispersion,
    Statistic,
    StatisticsAsked,
)
from kpi_engine.read.yaml.kinds import JsonObject
from kpi_engine.read.yaml.lists import ListOf, Placed, WithPlace
from kpi_engine.read.yaml.records import Field, Needs, OptionalField, Record, Values
from kpi_engine.read.yaml.scalars import Choice

_KINDS: WithPlace[tuple[Statistic, ...]] = WithPlace(ListOf(Choice(Statistic), distinct=True))
STATISTICS: Field[Placed[tuple[Statistic, ...]]] = Field(
    "statistics",
    _KINDS,
    "What to say of figures beyond their ratings: intervals, process_limits, trend, run_rate, verdict. "
    "Without it, nothing.",
    ["intervals", "process_limits", "verdict"],
)
INTERVALS_SHOW = OptionalField(
    "show",
    Choice(IntervalsShown),
    "Beside which figures pages show intervals: always, small (denominators below small_cohort) or never. "
    "Data files have them all.",
    "small",
    default=IntervalsShown.ALWAYS,
)


class _Percent(Choice[IntervalConfidence]):
    """One of some percentages, which an editor may see as a number."""

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        names = [member.value for member in self.members]
        return {"enum": [*names, *(float(name) for name in names)]}


INTERVALS_CONFIDENCE = OptionalField(
    "confidence",
    _Percent(IntervalConfidence),
    "The confidence, in percent, of the intervals that pages show and of the differences reported. Data "
    "files have both intervals.",
    99.8,
    default=IntervalConfidence.USUAL,
)
INTERVALS_OVERDISPERSION = OptionalField(
    "overdispersion",
    Choice(Overdispersion),
    "Where ten areas or more differ more than chance alone explains: tell, or adjust the funnel to it, so "
    "that fewer areas are outside.",
    "adjust",
    default=Overdispersion.TELL,
)
INTERVALS_RECORD = Record(
    "intervals", "How intervals are shown.", (INTERVALS_SHOW, INTERVALS_CONFIDENCE, INTERVALS_OVERDISPERSION)
)
INTERVALS = Field("intervals", INTERVALS_RECORD, "How intervals are shown.", None)
INTERVALS_NEED = Needs(INTERVALS, (STATISTICS,), "add statistics: [intervals], or remove intervals")


def statistics_of(values: Values) -> StatisticsAsked:
    """What a scorecard asks for."""
    given, shown_as = values.get(STATISTICS), values.get(INTERVALS)
    if given is None:
        return NO_STATISTICS
    if shown_as is None:
        return StatisticsAsked(frozenset(given.value), IntervalsShown.ALWAYS, given.location)
    return StatisticsAsked(
        frozenset(given.value),
        shown_as.get(INTERVALS_SHOW),
        given.location,
        shown_as.get(INTERVALS_CONFIDENCE),
        shown_as.get(INTERVALS_OVERDISPERSION),
    )
