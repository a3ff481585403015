"""A file of proposed thresholds → the definitions as they would be with them.

Rules: docs/statistics.md, "What if".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kpi_engine.model.definitions.indicator import SCHEMA_VERSION, Indicator
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import did_you_mean, shown
from kpi_engine.read.definitions.moving_targets import plain_thresholds
from kpi_engine.read.definitions.schema.computed_target_schema import TARGET_FROM
from kpi_engine.read.definitions.schema.moving_target_schema import TARGET_FIGURE
from kpi_engine.read.definitions.schema.threshold_schema import THRESHOLD, THRESHOLD_BANDS
from kpi_engine.read.definitions.threshold_record import threshold_of, with_sides
from kpi_engine.read.places import display_path
from kpi_engine.read.reporting import in_order
from kpi_engine.read.yaml.file_schema import schema_version_field
from kpi_engine.read.yaml.lists import ListOf, WithPlace
from kpi_engine.read.yaml.records import Field, Record, Values
from kpi_engine.read.yaml.scalars import CODE_SIGNS, Code
from kpi_engine.read.yaml.yaml_nodes import load_nodes

PROPOSED_CODE = Field(
    "code", WithPlace(Code(CODE_SIGNS)), "The code of a defined indicator.", "SCS40", required=True
)
PROPOSED_THRESHOLDS = Field(
    "thresholds",
    ListOf(THRESHOLD, most=1000),
    "Thresholds as in definitions. Each replaces those of the same areas and levels in its periods; without "
    "until, in all later ones.",
    None,
    required=True,
)
PROPOSAL = Record("a proposal", "Thresholds proposed for an indicator.", (PROPOSED_CODE, PROPOSED_THRESHOLDS))
PROPOSED = Field("proposals", ListOf(PROPOSAL), "What is proposed, by indicator.", None, required=True)
PROPOSALS = Record(
    "a file of proposals",
    "Thresholds to replay history under.",
    (schema_version_field(SCHEMA_VERSION), PROPOSED),
)


def read_proposals(
    path: Path, indicators: Sequence[Indicator]
) -> tuple[tuple[Indicator, ...], tuple[Issue, ...]]:
    """The indicators that a file proposes thresholds for, with these, and every problem of the file."""
    node, issues = load_nodes(path, display_path(path))
    values = None if node is None else PROPOSALS.read(node, "this file", issues)
    defined = {indicator.code: indicator for indicator in indicators}
    found: dict[str, Indicator] = {}
    for record in () if values is None else values.get(PROPOSED) or ():
        code = record.get(PROPOSED_CODE)
        if code is None:
            continue
        if code.value not in defined:
            what = f"there is no sound definition of an indicator {shown(code.value)}"
            remedy = did_you_mean(code.value, defined) or "`kpi list indicators` shows them"
            issues.append(error(code.location, what, remedy))
        elif code.value in found:
            what = f"{code.value} has a second entry"
            issues.append(error(code.location, what, "write all its thresholds in one"))
        else:
            found[code.value] = _with(defined[code.value], record, issues)
    return tuple(found.values()), tuple(in_order(issues))


def _with(indicator: Indicator, record: Values, issues: list[Issue]) -> Indicator:
    proposed = [
        threshold
        for each in record.get(PROPOSED_THRESHOLDS) or ()
        for threshold in _thresholds(each, indicator, issues)
    ]
    kept = indicator.thresholds
    for threshold in proposed:
        kept = tuple(part for each in kept for part in _outside(each, threshold))
    return with_sides(replace(indicator, thresholds=(*kept, *proposed)))


def _thresholds(record: Values, indicator: Indicator, issues: list[Issue]) -> tuple[Threshold, ...]:
    for unusable in (THRESHOLD_BANDS, TARGET_FROM, TARGET_FIGURE):
        if record.names(unusable):
            what = f"a proposal with {unusable.name} cannot be replayed"
            issues.append(
                error(record.at(unusable), what, "write the target and the floor standard themselves")
            )
            return ()
    threshold = threshold_of(record, indicator.calendar, issues)
    return () if threshold is None else plain_thresholds(threshold, record, indicator, issues)


def _outside(standing: Threshold, proposed: Threshold) -> Iterator[Threshold]:
    """What is left of a threshold beside a proposed threshold: other areas, and the same areas' other
    periods.
    """
    shared = [scope for scope in standing.scopes if scope in proposed.scopes]
    others = [scope for scope in standing.scopes if scope not in shared]
    if not shared:
        yield standing
        return
    if others:
        yield standing.only_for(others)
    same = standing.only_for(shared)
    if same.first < proposed.first:
        last = proposed.first - 1
        yield replace(same, last=last if same.last is None else min(same.last, last))
    if proposed.last is not None and (same.last is None or same.last > proposed.last):
        yield replace(same, first=max(same.first, proposed.last + 1))
