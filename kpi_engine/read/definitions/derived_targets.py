"""Targets that are a percentage of another indicator's, put in once all definitions are read.

Rules: docs/rating-rules.md, "Targets that are computed".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.arrays.rounding import Rounding, rounded, rounding_note
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.threshold import Scope, Threshold
from kpi_engine.model.definitions.window import unlike_periods
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error, errors_in
from kpi_engine.model.wording import did_you_mean, shown
from kpi_engine.model.words.number_text import count_text
from kpi_engine.read.definitions.schema import definition_schema as fields
from kpi_engine.read.definitions.schema.computed_target_schema import (
    BASE,
    PERCENT_OF_BASE,
    ROUNDING,
    TARGET_FROM,
)
from kpi_engine.read.definitions.threshold_record import threshold_of
from kpi_engine.read.yaml.lists import Placed
from kpi_engine.read.yaml.records import Values
from kpi_engine.read.yaml.scalar_numbers import MOST_DECIMALS, MOST_WHOLE_DIGITS


def first_by_scope(thresholds: Iterable[Threshold]) -> dict[Scope, int]:
    """The period from which each scope has thresholds."""
    first: dict[Scope, int] = {}
    for threshold in thresholds:
        for scope in threshold.scopes:
            first[scope] = min(threshold.first, first.get(scope, threshold.first))
    return first


def copies_in_force(
    base: Indicator, first: int, last: int | None, written: Mapping[Scope, int]
) -> Iterator[Threshold]:
    """What is in force for ``base`` from ``first`` to ``last``, one that had begun before without a label.

    Each scope in ``written`` has thresholds of its own from that period on, and no copies.
    """
    begun: dict[Scope, int] = {}
    for threshold in base.thresholds:
        for scope in threshold.scopes:
            if threshold.first <= first:
                begun[scope] = max(threshold.first, begun.get(scope, threshold.first))
    for threshold in base.thresholds:
        begins = max(first, threshold.first)
        by_end: dict[int | None, list[Scope]] = {}
        for scope in threshold.scopes:
            ends = [end for end in (threshold.last, last) if end is not None]
            ends += [written[scope] - 1] if scope in written else []
            end = min(ends, default=None)
            is_in_force = threshold.first >= begun.get(scope, threshold.first)
            if is_in_force and (end is None or begins <= end):
                by_end.setdefault(end, []).append(scope)
        for end, scopes in by_end.items():
            label = threshold.from_label if threshold.first >= first else ""
            yield replace(threshold.only_for(scopes), first=begins, last=end, from_label=label)


_STANDS_IN = Decimal(0)
# Nobody follows a target further than that.
_MOST_STEPS = 20


@frozen
class DerivedTarget:
    """A threshold whose target is ``percent`` of the target of ``base``.

    Its own target is only a placeholder.
    """

    threshold: Threshold
    percent: Decimal
    base: Placed[str]
    rounding: Rounding


@frozen
class Draft:
    """An indicator as its file has it, and the targets that are still to be derived."""

    indicator: Indicator
    derived: tuple[DerivedTarget, ...]


def derived_targets_of(
    values: Values, indicator: Indicator, issues: list[Issue]
) -> tuple[DerivedTarget, ...]:
    """The derived targets among an indicator's thresholds, in the order they begin.

    ``values`` are the indicator's fields; problems go to ``issues``.
    """
    records = [record for record in values.get(fields.THRESHOLDS) if record.names(TARGET_FROM)]
    found = [_derived_target_of(record, indicator, issues) for record in records]
    return tuple(
        sorted((one for one in found if one is not None), key=lambda derived: derived.threshold.first)
    )


def _derived_target_of(values: Values, indicator: Indicator, issues: list[Issue]) -> DerivedTarget | None:
    threshold = threshold_of(values, indicator.calendar, issues, _STANDS_IN)
    given = values.get(TARGET_FROM)
    if threshold is None or given is None or given.unreadable(ROUNDING):
        return None
    percent, base = given.get(PERCENT_OF_BASE), given.get(BASE)
    if percent is None or base is None:
        return None
    if percent <= 0:
        what = f"percent {percent} of another target aims at nothing"
        issues.append(error(given.at(PERCENT_OF_BASE), what, "write a number above 0"))
        return None
    return DerivedTarget(threshold, percent, base, given.get(ROUNDING))


def with_derived_targets(drafts: Sequence[Draft], issues: list[Issue]) -> tuple[Indicator, ...]:
    """The indicators, with a plain threshold for each target that can be derived.

    Problems go to ``issues``. Where there are any errors already, a target may be missing because of them,
    and is not missed.
    """
    by_code: dict[str, Draft] = {}
    for draft in drafts:
        by_code.setdefault(draft.indicator.code, draft)
    resolver = _Resolver(by_code, issues)
    return tuple(resolver.resolved(draft) for draft in drafts)


class _Resolver:
    """Derives each indicator's targets after the targets that they come from."""

    def __init__(self, by_code: Mapping[str, Draft], issues: list[Issue]) -> None:
        self._by_code = by_code
        self._issues = issues
        self._is_sound = not errors_in(issues)
        self._done: dict[int, Indicator] = {}
        self._under_way: list[str] = []

    def resolved(self, draft: Draft) -> Indicator:
        """The indicator of a draft with its derived targets; one in a cycle stays without them."""
        if id(draft) not in self._done:
            self._under_way.append(draft.indicator.code)
            derived = tuple(self._derived(draft))
            self._under_way.pop()
            thresholds = sorted(
                (*draft.indicator.thresholds, *derived), key=lambda each: (each.location, each.first)
            )
            indicator = replace(draft.indicator, thresholds=tuple(thresholds)) if derived else draft.indicator
            self._done[id(draft)] = indicator
        return self._done[id(draft)]

    def _derived(self, draft: Draft) -> Iterator[Threshold]:
        written = first_by_scope(draft.indicator.thresholds)
        for position, entry in enumerate(draft.derived):
            base = self._base(draft.indicator, entry)
            if base is None:
                continue
            following = [other.threshold.first for other in draft.derived[position + 1 :]]
            ends = [first - 1 for first in following] + [entry.threshold.last]
            last = min((end for end in ends if end is not None), default=None)
            found = list(copies_in_force(base, entry.threshold.first, last, written))
            if not found and self._is_sound:
                self._issues.append(_without_targets(base, entry, last))
            for copy in found:
                derived = self._with_target(copy, entry, draft.indicator)
                if derived is not None:
                    yield derived

    def _base(self, indicator: Indicator, entry: DerivedTarget) -> Indicator | None:
        code, place = entry.base.value, entry.base.location
        draft = self._by_code.get(code)
        if draft is None:
            if self._is_sound:
                remedy = did_you_mean(code, self._by_code) or "check the code"
                self._issues.append(error(place, f"no indicator has the code {shown(code)}", remedy))
            return None
        if code in self._under_way:
            circle = " from ".join([*self._under_way[self._under_way.index(code) :], code])
            self._refuse(entry, f"these targets are derived in a circle: {circle}")
            return None
        if len(self._under_way) > _MOST_STEPS:
            self._refuse(entry, f"this target is derived over more than {_MOST_STEPS} others")
            return None
        base = draft.indicator
        unlike = unlike_periods(base, indicator)
        if unlike:
            self._issues.append(error(place, unlike, "write the targets out, with target"))
            return None
        return self.resolved(draft)

    def _refuse(self, entry: DerivedTarget, what: str) -> None:
        """Raise that targets hang on each other; what they then lack is no further problem."""
        self._issues.append(error(entry.base.location, what, "write one of them as target"))
        self._is_sound = False

    def _with_target(self, copy: Threshold, entry: DerivedTarget, indicator: Indicator) -> Threshold | None:
        """The entry's threshold with the scope and dates of ``copy`` and a percentage of its target."""
        if copy.figure is not None:
            what = f"the target of {entry.base.value} is {copy.figure.words()}, and no number"
            remedy = "write target_figure here, or the target itself"
            self._issues.append(error(entry.base.location, what, remedy))
            return None
        target = self._part(copy.rule.target, entry, indicator)
        if target is None:
            return None
        year_target = copy.year_target
        year_part = None if year_target is None else self._part(year_target, entry, indicator)
        rule = entry.threshold.rule
        return replace(
            entry.threshold,
            first=copy.first,
            last=copy.last,
            from_label=copy.from_label or entry.threshold.from_label,
            levels=copy.levels,
            areas=copy.areas,
            rule=replace(rule, target=target),
            year_rule=None if year_part is None else replace(rule, target=year_part),
            origin=_origin(copy.rule.target or _STANDS_IN, target, entry, indicator),
            exact_target=_exact_part(copy.rule.target or _STANDS_IN, entry),
        )

    def _part(self, target: Decimal | None, entry: DerivedTarget, indicator: Indicator) -> Decimal | None:
        if target is None:
            what = f"a threshold of {entry.base.value} has no target to derive one from"
            self._issues.append(error(entry.base.location, what, "add it there, or write target here"))
            return None
        decimals = MOST_DECIMALS if entry.rounding is Rounding.NONE else indicator.decimals
        try:
            part = rounded(_exact_part(target, entry), decimals, entry.rounding)
        except ValueError:
            what = f"{entry.percent}% of {target} does not end within {MOST_DECIMALS} decimals"
            self._issues.append(error(entry.base.location, what, "write rounding: half_up, up or down"))
            return None
        if abs(part) >= 10**MOST_WHOLE_DIGITS:
            what = f"{entry.percent}% of {target} has more than {MOST_WHOLE_DIGITS} digits before its point"
            self._issues.append(error(entry.base.location, what, "correct percent or that target"))
            return None
        return part


def _without_targets(base: Indicator, entry: DerivedTarget, last: int | None) -> Issue:
    label = entry.threshold.from_label
    if any(copies_in_force(base, entry.threshold.first, last, {})):
        what = f"wherever {base.code} has a target in force from {label}, one is written out here"
        return error(entry.base.location, what, "delete target_from, or the thresholds that are written out")
    what = f"{base.code} has no target in force from {label}"
    return error(entry.base.location, what, "correct from, or add that target")


def _exact_part(target: Decimal, entry: DerivedTarget) -> Fraction:
    return Fraction(entry.percent) * Fraction(target) / 100


def _origin(of: Decimal, target: Decimal, entry: DerivedTarget, indicator: Indicator) -> str:
    """``65% of CEH50's target 1,874 (1,218.1), rounded down``."""
    note = rounding_note(_exact_part(of, entry), target, indicator.decimals, entry.rounding)
    return f"{entry.percent}% of {entry.base.value}'s target {count_text(of)}{note}"
