"""Thresholds that name bands → thresholds that hold them, version by version.

Where another version of the bands begins while a threshold holds, a second threshold begins there, for the
scopes in which the first one still holds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.band import BandsOf
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.threshold import Scope, Threshold
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error, warning
from kpi_engine.model.wording import did_you_mean, shown
from kpi_engine.read.definitions.schema.bands_schema import BANDS_NAME, BandsVersion, bands_version_of
from kpi_engine.read.definitions.threshold_record import NamedBands
from kpi_engine.read.yaml.in_force import first_in_force
from kpi_engine.read.yaml.lists import Placed
from kpi_engine.read.yaml.records import Values


@frozen
class BandSets:
    """The bands of all definitions files by name; one with a version that cannot be read is ``None``."""

    by_name: Mapping[str, tuple[BandsVersion, ...] | None]


def band_sets(records: Iterable[Values], issues: list[Issue]) -> BandSets:
    """All versions of all bands; what is wrong with them goes to ``issues``."""
    by_name: dict[str, tuple[BandsVersion, ...] | None] = {}
    for record in records:
        name = record.get(BANDS_NAME)
        version = bands_version_of(record, issues)
        if name is None:
            continue
        earlier = by_name.get(name.value, ())
        if earlier and earlier[0].location.file != record.location.file:
            what = f"the bands {shown(name.value)} are defined at {earlier[0].location} too"
            issues.append(error(name.location, what, "keep all versions in one file, or name one set anew"))
        else:
            by_name[name.value] = None if earlier is None or version is None else (*earlier, version)
    return BandSets(by_name)


def unused_bands(sets: BandSets, indicators: Iterable[Indicator]) -> list[Issue]:
    """A warning for each set that no threshold names."""
    rules = (threshold.rule for indicator in indicators for threshold in indicator.thresholds)
    used = {rule.bands.value for rule in rules if isinstance(rule, NamedBands)}
    remedy = "name them in a threshold (bands: …), or delete them"
    return [
        warning(versions[0].location, f"no threshold uses the bands {shown(name)}", remedy)
        for name, versions in sets.by_name.items()
        if versions and name not in used
    ]


_HOW_TO_DEFINE = (
    "define them, in any definitions file: bands: [{{name: {name}, green: {{from: ...}}, "
    "amber: {{from: ..., below: ...}}, red: {{below: ...}}}}]"
)


def unknown_bands(sets: BandSets, named: Iterable[Placed[str]]) -> list[Issue]:
    """An error for each name in a threshold that no bands have, also where something else is wrong there."""
    return [
        error(
            name.location,
            f"no bands are called {shown(name.value)}",
            did_you_mean(name.value, sets.by_name) or _HOW_TO_DEFINE.format(name=name.value),
        )
        for name in named
        if name.value not in sets.by_name
    ]


def with_bands(indicator: Indicator, sets: BandSets, issues: list[Issue]) -> Indicator:
    """The indicator with bands where its thresholds name them; a threshold with others is left out."""
    begins = _begins_by_scope(indicator.thresholds)
    dated_of: dict[str, list[_Dated]] = {}
    thresholds: list[Threshold] = []
    for threshold in indicator.thresholds:
        if not isinstance(threshold.rule, NamedBands):
            thresholds.append(threshold)
            continue
        bands = threshold.rule.bands
        if bands.value not in dated_of:
            dated_of[bands.value] = _dated(sets.by_name.get(bands.value) or (), indicator, issues)
        if dated_of[bands.value]:
            thresholds += _held(threshold, dated_of[bands.value], begins, indicator, issues)
    return replace(indicator, thresholds=tuple(thresholds)) if dated_of else indicator


@frozen
class _Dated:
    """A version of bands, its first ordinal (None if it always counts), and its date as written."""

    first: int | None
    label: str
    version: BandsVersion


_Begins = Mapping[Scope, Sequence[int]]


def _begins_by_scope(thresholds: Sequence[Threshold]) -> _Begins:
    """The ordinals at which thresholds begin in each scope, ascending."""
    begins: dict[Scope, list[int]] = {}
    for threshold in thresholds:
        for scope in threshold.scopes:
            begins.setdefault(scope, []).append(threshold.first)
    return {scope: sorted(ordinals) for scope, ordinals in begins.items()}


def _dated(versions: Sequence[BandsVersion], indicator: Indicator, issues: list[Issue]) -> list[_Dated]:
    """The versions in the order that they begin for an indicator; none where that cannot be found out."""
    dated: dict[int | None, _Dated] = {}
    for version in versions:
        first, label = None, ""
        if version.since is not None:
            label = version.since.value
            first = first_in_force(version.since, indicator.calendar, issues)
            if first is None:
                return []
        if first in dated:
            line = dated[first].version.location.line
            when = f"from {label}" if label else "without a date"
            what = f"a second version of the bands {shown(version.name)} {when}; the first is on line {line}"
            issues.append(error(version.location, what, "change from in one of the two, or delete one"))
            return []
        dated[first] = _Dated(first, label, version)
    return sorted(dated.values(), key=lambda one: -1 if one.first is None else one.first)


def _held(
    written: Threshold,
    dated: Sequence[_Dated],
    begins: _Begins,
    indicator: Indicator,
    issues: list[Issue],
) -> list[Threshold]:
    """A threshold as it holds under each version of its bands."""
    begun = [one for one in dated if one.first is None or one.first <= written.first]
    if not begun:
        what = (
            f"the bands {shown(dated[0].version.name)} hold from {dated[0].label} only, and this threshold "
            f"begins with {written.from_label}"
        )
        remedy = "begin the threshold with them, or write an earlier version of the bands"
        issues.append(error(written.location, what, remedy))
        return []
    held: list[Threshold] = []
    for place, one in enumerate(dated[len(begun) - 1 :], len(begun) - 1):
        part = _part_under(one, written, begins)
        if part is None:
            continue
        problem = _target_problem(one.version, written)
        if problem is not None:
            issues.append(problem)
            return []
        rated = _rated_by(one.version, part, indicator.decimals)
        held.append(_replacing(dated[place - 1].version, rated, indicator) if place else rated)
    return [_ended(part, following) for part, following in zip(held, [*held[1:], None], strict=True)]


def _rated_by(version: BandsVersion, part: Threshold, decimals: int) -> Threshold:
    year_rule = part.year_rule
    if year_rule is not None:
        year_rule = version.rule(year_rule.target, decimals)
    return replace(part, rule=version.rule(part.rule.target, decimals), year_rule=year_rule)


def _replacing(earlier: BandsVersion, part: Threshold, indicator: Indicator) -> Threshold:
    """The part with the bands that its own replaced; percent of target may have needed no target then."""
    if not isinstance(part.rule, BandsRule) or _target_problem(earlier, part) is not None:
        return part
    return replace(part, rule=replace(part.rule, earlier=earlier.rule(part.rule.target, indicator.decimals)))


def _part_under(one: _Dated, written: Threshold, begins: _Begins) -> Threshold | None:
    """The threshold from the version's date on, for the scopes where no other has begun by then."""
    begun = replace(written, floor_basis=one.version.basis)
    if one.first is None or one.first <= written.first:
        return begun
    if written.last is not None and one.first > written.last:
        return None
    still = {scope for scope in written.scopes if _next_begin(begins[scope], written.first) > one.first}
    if not still:
        return None
    return replace(begun.only_for(still), first=one.first, from_label=one.label)


def _next_begin(begins: Sequence[int], first: int) -> float:
    place = bisect_right(begins, first)
    return begins[place] if place < len(begins) else float("inf")


def _ended(part: Threshold, following: Threshold | None) -> Threshold:
    """A part that says how long it holds ends where the next begins; others end there anyway."""
    if part.last is None or following is None:
        return part
    return replace(part, last=min(part.last, following.first - 1))


def _target_problem(version: BandsVersion, written: Threshold) -> Issue | None:
    """Percent of target needs a target that something can be a percent of."""
    target = written.rule.target
    if version.of is not BandsOf.PERCENT_OF_TARGET or (target is not None and target > 0):
        return None
    name = shown(version.name)
    if target is None:
        what = f"the bands {name} are of percent of target, and this threshold has no target"
        return error(written.location, what, "add a line such as target: 85.0")
    what = f"the bands {name} are of percent of target, and nothing is a percent of the target {target}"
    return error(written.location, what, "write a target above 0, or rate by bands of the value")
