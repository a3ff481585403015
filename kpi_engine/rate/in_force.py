"""Which polarity and which threshold hold for each row.

What holds changes only where a definition says so, so it is painted once into a table by indicator, scope
and period, and looked up. A scope is a level of area, or a single area that an indicator names. The table
reaches from just before the first date in the definitions to the last; earlier and later periods are as
its ends. Rules: docs/rating-rules.md, "Which threshold is in force" and "Polarity".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_engine.model.area import Area
from kpi_engine.model.indicator import Indicator, Threshold
from kpi_engine.model.judgement import NotRated, Polarity
from kpi_engine.model.observation import IndexArray, IntArray, Observations
from kpi_engine.rate.bounds import Standards, standards_of, standards_without_rule

NO_THRESHOLD = -1
# What the table holds for a scope that no threshold ever names, and for one outside its thresholds' dates.
_NEVER, _NOT_NOW = -2, -1
_POLARITIES = tuple(Polarity)


@dataclass(frozen=True, slots=True)
class Case:
    """One way in which rows are judged: ``threshold`` is its position in the indicator's, or NO_THRESHOLD."""

    code: int
    threshold: int
    polarity: Polarity
    standards: Standards


@dataclass(frozen=True, slots=True)
class InForce:
    """The cases that occur, and the table that finds a row's.

    A row's place in ``case_at`` is ``block_of_code + scope × steps + step``, where the step counts periods
    from ``first_of_code`` and stays inside the table, and the scope is looked up by variant (one for all
    indicators that name no area, one for each set of areas named) and area; ``scope_offset`` is the scope
    times ``steps``.
    """

    cases: tuple[Case, ...]
    case_at: IndexArray
    steps: int
    first_of_code: IntArray
    block_of_code: IntArray
    variant_of_code: IntArray
    scope_offset: IntArray
    area_count: int

    def case_of(self, rows: Observations, period: IntArray) -> IndexArray:
        """Position in ``cases`` of what holds for each row in ``period``."""
        place = period - self.first_of_code.take(rows.code)
        np.clip(place, 0, self.steps - 1, out=place)
        place += self.block_of_code.take(rows.code)
        if self.variant_of_code.any():
            area = rows.area + self.variant_of_code.take(rows.code) * self.area_count
            place += self.scope_offset.take(area)
        else:
            place += self.scope_offset.take(rows.area)
        return self.case_at.take(place)


@dataclass(frozen=True, slots=True)
class _Scope:
    level: str
    area: str | None

    def holds(self, threshold: Threshold) -> int | None:
        """How near a threshold's scope is: 0 general, 1 this level, 2 this area; None: not in scope."""
        if threshold.areas:
            return 2 if self.area in threshold.areas else None
        if threshold.levels:
            return 1 if self.level in threshold.levels else None
        return 0


def in_force(indicators: Sequence[Indicator], area_names: Sequence[str], areas: Sequence[Area]) -> InForce:
    """Paint the table. ``indicators`` and ``area_names`` are parallel to the labels of the observations."""
    level_of = {area.name: area.level for area in areas}
    levels = list(dict.fromkeys(level_of[name] for name in area_names)) or [""]
    variants = list(dict.fromkeys([(), *(_areas_named(indicator, area_names) for indicator in indicators)]))
    first, steps = _reach(indicators)
    painted: list[IndexArray] = []
    blocks = np.zeros(len(indicators), np.int64)
    keys = np.zeros(len(indicators) + 1, np.int64)
    size = 0
    for code, indicator in enumerate(indicators):
        named = _areas_named(indicator, area_names)
        scopes = [_Scope(level, None) for level in levels] + [_Scope(level_of[name], name) for name in named]
        keys[code + 1] = keys[code] + (len(indicator.thresholds) + 2) * len(_POLARITIES)
        blocks[code] = size
        block = _paint(indicator, scopes, int(first[code]), steps) + keys[code]
        painted.append(block)
        size += len(block)
    cases, case_at = _cases_that_occur(np.concatenate([np.zeros(0, np.int64), *painted]), keys, indicators)
    return InForce(
        cases=cases,
        case_at=case_at,
        steps=steps,
        first_of_code=first,
        block_of_code=blocks,
        variant_of_code=np.array(
            [variants.index(_areas_named(indicator, area_names)) for indicator in indicators], np.int64
        ),
        scope_offset=steps * _scope_by_variant(variants, area_names, levels, level_of),
        area_count=len(area_names),
    )


def _areas_named(indicator: Indicator, area_names: Sequence[str]) -> tuple[str, ...]:
    named = {area for threshold in indicator.thresholds for area in threshold.areas}
    return tuple(name for name in area_names if name in named) if named else ()


def _reach(indicators: Sequence[Indicator]) -> tuple[IntArray, int]:
    """The first period of each indicator's part of the table, and the periods that the longest one needs."""
    first = np.zeros(len(indicators), np.int64)
    steps = 1
    for code, indicator in enumerate(indicators):
        dates = list(_dates(indicator))
        if dates:
            first[code] = min(dates) - 1
            steps = max(steps, max(dates) - min(dates) + 2)
    return first, steps


def _dates(indicator: Indicator) -> Iterator[int]:
    for threshold in indicator.thresholds:
        yield threshold.first
        if threshold.last is not None:
            yield threshold.last + 1
    for polarity in indicator.polarities:
        if polarity.first is not None:
            yield polarity.first


def _paint(indicator: Indicator, scopes: Sequence[_Scope], first: int, steps: int) -> IntArray:
    """Keys of an indicator, (scopes × steps,): (threshold position + 2) × polarities + polarity."""
    table = np.full((len(scopes), steps), _NEVER, np.int64)
    for row, scope in zip(table, scopes, strict=True):
        by_nearness: dict[int, list[tuple[int, int, Threshold]]] = {}
        for position, threshold in enumerate(indicator.thresholds):
            nearness = scope.holds(threshold)
            if nearness is not None:
                by_nearness.setdefault(nearness, []).append((threshold.first, position, threshold))
        if by_nearness:
            row[:] = _NOT_NOW
        for nearness in sorted(by_nearness):
            _paint_scope(row, by_nearness[nearness], first)
    table += 2
    table *= len(_POLARITIES)
    table += _polarity_codes(indicator, first, steps)
    return table.reshape(-1)


def _paint_scope(row: IntArray, thresholds: list[tuple[int, int, Threshold]], first: int) -> None:
    """Paint the thresholds of one scope over what farther scopes have left."""
    thresholds.sort(key=lambda entry: entry[:2])
    for (start, position, threshold), following in zip(thresholds, [*thresholds[1:], None], strict=True):
        end = len(row) if following is None else following[0] - first
        if threshold.last is not None:
            end = min(end, threshold.last + 1 - first)
        row[start - first : end] = position


def _polarity_codes(indicator: Indicator, first: int, steps: int) -> IntArray:
    codes = np.full(steps, indicator.polarities[0].polarity.code, np.int64)
    for entry in indicator.polarities:
        begins = 0 if entry.first is None else entry.first - first
        codes[begins:] = entry.polarity.code
    return codes


def _cases_that_occur(
    keys: IntArray, first_key: IntArray, indicators: Sequence[Indicator]
) -> tuple[tuple[Case, ...], IndexArray]:
    """Number the keys that occur, and spell out what each means."""
    occurs = np.zeros(int(first_key[-1]), np.bool_)
    occurs[keys] = True
    number = (np.cumsum(occurs) - 1).astype(np.int32)
    cases = []
    for key in np.flatnonzero(occurs).tolist():
        code = int(np.searchsorted(first_key, key, side="right")) - 1
        threshold, polarity = divmod(key - int(first_key[code]), len(_POLARITIES))
        cases.append(_case(code, threshold - 2, _POLARITIES[polarity], indicators[code]))
    return tuple(cases), number[keys]


def _case(code: int, threshold: int, polarity: Polarity, indicator: Indicator) -> Case:
    if threshold >= 0:
        return Case(code, threshold, polarity, standards_of(indicator.thresholds[threshold].rule, polarity))
    lacking = NotRated.NO_TARGET_IN_FORCE if threshold == _NOT_NOW else NotRated.NO_TARGET
    return Case(code, NO_THRESHOLD, polarity, standards_without_rule(lacking, polarity))


def _scope_by_variant(
    variants: Sequence[tuple[str, ...]],
    area_names: Sequence[str],
    levels: Sequence[str],
    level_of: Mapping[str, str],
) -> IntArray:
    """Position of each area's scope in an indicator's part of the table, (variants × areas,)."""
    position_of_level = {level: position for position, level in enumerate(levels)}
    by_level = [position_of_level[level_of[name]] for name in area_names]
    table = np.tile(np.array(by_level, np.int64), (len(variants), 1))
    position_of_area = {name: position for position, name in enumerate(area_names)}
    for row, named in zip(table, variants, strict=True):
        for position, name in enumerate(named):
            row[position_of_area[name]] = len(levels) + position
    return table.reshape(-1)
