"""The fields of a definition that say how its series can be charted (see definition_schema.py)."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.definitions.series.process_chart import (
    DEFAULT_CHART,
    FEWEST_POINTS,
    Ambition,
    Baseline,
    ChartKind,
    ChartOn,
    LeftOut,
    PeriodsShare,
    ProcessChart,
)
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.statistics.profiles import PROFILES, Profile
from kpi_engine.model.wording import did_you_mean, shown
from kpi_engine.read.yaml.in_force import first_in_force, last_in_force, one_period
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.lists import ListOf, OneOrMore, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import DecimalNumber, WholeNumber
from kpi_engine.read.yaml.scalars import Choice, PeriodText, Text
from kpi_engine.read.yaml.yaml_nodes import ScalarNode


class _ProfileName(ScalarKind[Profile]):
    """The name of a profile."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return " or ".join(profile.name for profile in PROFILES)

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> Profile | None:
        """See ``ScalarKind.read_text``."""
        named = {profile.name: profile for profile in PROFILES}
        if node.text not in named:
            remedy = did_you_mean(node.text, named) or f"write {self.noun}"
            issues.append(error(node.location, f"{label} {shown(node.text)} is not known", remedy))
        return named.get(node.text)

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"enum": [profile.name for profile in PROFILES]}


_TOO_NARROW = "its limits are too narrow where denominators are large; write p_prime"
_NO_EVENTS = "it is of the days between events, which figures by period do not have; add up to quarters"
_NO_SAMPLES = "it is of samples of single measurements, which are not in the data; write xmr"
_MEDIANS = "its limits are made of medians, which mark more points where nothing has changed; write xmr"
_OTHER_NAMES = "it is another name for {}; write {}"
# Charts that other tools have, and why kpi does not.
REFUSED_CHARTS = {
    "p": _TOO_NARROW,
    "u": _TOO_NARROW,
    "c": "Poisson limits are too narrow for counts that vary by more than chance; write xmr",
    "g": _NO_EVENTS,
    "t": _NO_EVENTS,
    "xbar": _NO_SAMPLES,
    "s": _NO_SAMPLES,
    "mr": "moving ranges are what the limits of xmr are made of; write xmr",
    "i_m": _MEDIANS,
    "i_mm": _MEDIANS,
    "run": "runs are marked on the chart of single values, too; write xmr",
    "i": _OTHER_NAMES.format("xmr", "xmr"),
    "pp": _OTHER_NAMES.format("p_prime", "p_prime"),
    "up": _OTHER_NAMES.format("p_prime", "p_prime"),
}


class _ChartName(Choice[ChartKind]):
    """The kind of a chart; of charts that other tools have, the reason why kpi has none."""

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> ChartKind | None:
        """See ``ScalarKind.read_text``."""
        why, _, remedy = REFUSED_CHARTS.get(node.text, "").rpartition("; ")
        if not why:
            return super().read_text(node, label, issues)
        issues.append(error(node.location, f"{label} {shown(node.text)} is not drawn: {why}", remedy))
        return None


PERIODS_SHARE = Field(
    "periods_share",
    Choice(PeriodsShare),
    "What successive figures have in common. nothing: each period has its own cases, as decisions in the "
    "month. the_same_cases: a stock is counted again, as open cases. Must be said for a monthly snapshot "
    "(MS) where a scorecard asks for statistics that depend on it; nothing for Q, T and A. R12M and YTD "
    "always share months.",
    "nothing",
)
PROFILE = Field(
    "profile",
    _ProfileName(),
    "The set of rules that the chart is read by: mdc, or nhs_r. Without it: mdc.",
    "mdc",
)
SHIFT = Field("shift", WholeNumber(5, 12), "How many points on one side of the mean are a shift.", 8)
TREND = Field("trend", WholeNumber(4, 12), "How many points in a row that rise or fall are a trend.", 7)
BASELINE_FROM = Field(
    "from",
    WithPlace(PeriodText()),
    "The first period, or year, that the new limits are made of.",
    "2024-09",
    required=True,
)
REASON = Field("reason", Text(), "Why. It is printed with the chart.", "New duty team", required=True)
BASELINE_AREAS = OptionalField(
    "areas",
    OneOrMore(Text(), distinct=True),
    "The areas that it is for. Without it: all.",
    ["Swale"],
    default=(),
)
BASELINE = Record(
    "a baseline",
    "A period from which a process is another, so that its limits are made anew.",
    (BASELINE_FROM, REASON, BASELINE_AREAS),
)
BASELINES: OptionalField[tuple[Values, ...]] = OptionalField(
    "baselines",
    ListOf(BASELINE, most=100),
    "The periods from which limits are made anew. Never found automatically: it is a judgement.",
    None,
    default=(),
)
UNTIL = Field(
    "until",
    WithPlace(PeriodText()),
    "The last period, or year, that the limits are made of. They are extended from there on.",
    "2024-03",
    required=True,
)
LIMITS_FROM = Field(
    "limits_from",
    Record("a span of limits", "The points that limits are made of.", (UNTIL,)),
    "The points that limits are made of, where these are not all.",
    None,
)
LEFT_OUT_PERIOD = Field(
    "period", WithPlace(PeriodText()), "The period, of the indicator's frequency.", "2020-04", required=True
)
LEFT_OUT = Record(
    "a period left out", "A period that counts for no limit and no run.", (LEFT_OUT_PERIOD, REASON)
)
LEAVE_OUT: OptionalField[tuple[Values, ...]] = OptionalField(
    "leave_out",
    ListOf(LEFT_OUT, most=100),
    "Periods that are drawn hollow, and count for no limit and no run.",
    None,
    default=(),
)
CHART = OptionalField(
    "chart",
    _ChartName(ChartKind),
    "Which chart: auto, xmr (individual values), p_prime (limits by denominator) or none. auto takes "
    "p_prime where the largest denominator is more than twice the smallest, else xmr.",
    "auto",
    default=ChartKind.AUTO,
)
ON = OptionalField(
    "on",
    Choice(ChartOn),
    "What is charted: the value, or its change_on_year, which removes the effect of the seasons.",
    "value",
    default=ChartOn.VALUE,
)
POINTS = OptionalField(
    "points",
    WholeNumber(FEWEST_POINTS, 60),
    "The fewest points that limits are made of.",
    13,
    default=DEFAULT_CHART.points,
)


class AssuranceTold(Enum):
    """When a page says whether a target will be met."""

    ALWAYS = "always"


ASSURANCE = Field(
    "assurance",
    Choice(AssuranceTold),
    "always: whether the target will be met is said also while the process is changing.",
    "always",
)
SPC_RECORD = Record(
    "a process chart",
    "How the series is charted and read.",
    (PROFILE, SHIFT, TREND, BASELINES, LIMITS_FROM, LEAVE_OUT, CHART, ON, POINTS, ASSURANCE),
)
SPC = Field("spc", SPC_RECORD, "How the series is charted (statistical process control).", None)
AMBITION_FROM = Field(
    "from", WithPlace(PeriodText()), "The year or period that it begins with.", "2022-23", required=True
)
AMBITION_VALUE = Field("value", DecimalNumber(), "The value then.", 60.0, required=True)
AMBITION_BY = Field(
    "by",
    WithPlace(PeriodText()),
    "The year or period whose target is to be reached.",
    "2026-27",
    required=True,
)
AMBITION_RECORD = Record(
    "an ambition",
    "A target some years off, and where the way to it began.",
    (AMBITION_FROM, AMBITION_VALUE, AMBITION_BY),
)
AMBITION = Field(
    "ambition",
    AMBITION_RECORD,
    "A target some years off: figures are held against a straight line from its beginning.",
    None,
)


def process_chart_of(values: Values, calendar: Calendar, issues: list[Issue]) -> ProcessChart:
    """How a series is charted; the usual way where nothing is said."""
    given = values.get(SPC)
    if given is None:
        return DEFAULT_CHART
    profile, changes = _profile(given)
    limits = given.get(LIMITS_FROM)
    until = None if limits is None else limits.get(UNTIL)
    baselines = [_baseline(record, calendar, issues) for record in given.get(BASELINES)]
    left_out = [_left_out(record, calendar, issues) for record in given.get(LEAVE_OUT)]
    return ProcessChart(
        profile=profile,
        changes=changes,
        baselines=tuple(each for each in baselines if each is not None),
        limits_until=None if until is None else last_in_force(until, calendar, issues),
        left_out=tuple(each for each in left_out if each is not None),
        kind=given.get(CHART),
        on=given.get(ON),
        points=given.get(POINTS),
        always_assured=given.get(ASSURANCE) is not None,
    )


def _profile(given: Values) -> tuple[Profile, str]:
    """The profile with what is changed of it, and that in words."""
    profile = given.get(PROFILE) or DEFAULT_CHART.profile
    shift, trend = given.get(SHIFT) or profile.shift, given.get(TREND) or profile.trend
    changed = [
        f"{name} {now}"
        for name, now, usual in (("shift", shift, profile.shift), ("trend", trend, profile.trend))
        if now != usual
    ]
    return replace(profile, shift=shift, trend=trend), ", ".join(changed)


def _baseline(record: Values, calendar: Calendar, issues: list[Issue]) -> Baseline | None:
    label, reason = record.get(BASELINE_FROM), record.get(REASON)
    first = None if label is None else first_in_force(label, calendar, issues)
    if label is None or first is None or reason is None:
        return None
    return Baseline(first, label.value, reason, record.get(BASELINE_AREAS), record.location)


def _left_out(record: Values, calendar: Calendar, issues: list[Issue]) -> LeftOut | None:
    label, reason = record.get(LEFT_OUT_PERIOD), record.get(REASON)
    period = None if label is None else one_period(label, "period", calendar, issues)
    if label is None or period is None or reason is None:
        return None
    return LeftOut(period, label.value, reason, record.location)


def ambition_of(values: Values, calendar: Calendar, issues: list[Issue]) -> Ambition | None:
    """The ambition, or None where there is none or it cannot be read."""
    given = values.get(AMBITION)
    if given is None:
        return None
    start, end, value = given.get(AMBITION_FROM), given.get(AMBITION_BY), given.get(AMBITION_VALUE)
    first = None if start is None else last_in_force(start, calendar, issues)
    last = None if end is None else last_in_force(end, calendar, issues)
    if start is None or end is None or value is None or first is None or last is None:
        return None
    if last <= first:
        what = f"the ambition ends by {end.value}, which is not after {start.value}"
        issues.append(error(end.location, what, "write a later year"))
        return None
    return Ambition(first, value, last, start.value, end.value, given.location)
