"""Which polarity and which threshold hold for each row.

What holds changes only where a definition says so, so it is painted once into a table by indicator, scope
and period, and looked up. A scope is a level of area, or a single area that an indicator names. The table
reaches from just before the first date in the definitions to the last; earlier and later periods are as
its ends. Rules: docs/rating-rules.md, "Which threshold is in force" and "Polarity".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from kpi_engine.model.arrays.lookup import by_row, collapsed
from kpi_engine.model.arrays.observation import BoolArray, IndexArray, IntArray, Observations
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NotRated, Polarity
from kpi_engine.model.definitions.methods.intervals import Standards
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.frozen import frozen
from kpi_engine.rate.bounds import standards_of, standards_without_rule

NO_THRESHOLD = -1
# What the table holds for a scope that no threshold ever names, and for one outside its thresholds' dates.
_NEVER, _NOT_NOW = -2, -1
_POLARITIES = tuple(Polarity)
_UNPAINTED = np.zeros(0, np.int64)


class Case(NamedTuple):
    """One way in which rows are judged: ``threshold`` is its position in the indicator's, or NO_THRESHOLD."""

    code: int
    threshold: int
    polarity: Polarity
    standards: Standards


@frozen
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
        place = period - by_row(self.first_of_code, rows.code)
        np.maximum(place, 0, out=place)
        np.minimum(place, self.steps - 1, out=place)
        place += by_row(self.block_of_code, rows.code)
        if self.variant_of_code.any():
            area = rows.area + self.variant_of_code.take(rows.code) * self.area_count
            place += self.scope_offset.take(area)
        else:
            place += by_row(self.scope_offset, rows.area)
        return self.case_at.take(place, mode="clip")


def in_force(
    indicators: Sequence[Indicator], has_rows: BoolArray, area_names: Sequence[str], areas: Sequence[Area]
) -> InForce:
    """Paint the table. ``indicators`` and ``area_names`` are parallel to the labels of the observations.

    ``has_rows`` says which of the indicators any row is of: nothing is painted for the others.
    """
    level_of = {area.name: area.level for area in areas}
    levels = list(dict.fromkeys(level_of[name] for name in area_names)) or [""]
    named = [_areas_named(indicator, area_names) for indicator in indicators]
    variants = {areas_named: variant for variant, areas_named in enumerate(dict.fromkeys([(), *named]))}
    first, steps = _reach(indicators)
    painted = [
        _paint(indicator, levels, [(name, level_of[name]) for name in names], start, steps)
        if is_asked
        else _UNPAINTED
        for indicator, is_asked, names, start in zip(
            indicators, has_rows.tolist(), named, first.tolist(), strict=True
        )
    ]
    keys = [(len(indicator.thresholds) + 2) * len(_POLARITIES) for indicator in indicators]
    first_key = np.cumsum([0, *keys])
    case_key = np.concatenate(
        [_UNPAINTED, *(block + start for block, start in zip(painted, first_key, strict=False))]
    )
    cases, case_at = _cases_that_occur(case_key, first_key, indicators)
    return InForce(
        cases=cases,
        case_at=case_at,
        steps=steps,
        first_of_code=collapsed(first),
        block_of_code=np.cumsum([0, *map(len, painted)])[:-1],
        variant_of_code=np.array([variants[names] for names in named], np.int64),
        scope_offset=steps * _scope_by_variant(tuple(variants), area_names, levels, level_of),
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


def _paint(
    indicator: Indicator, levels: Sequence[str], named: Sequence[tuple[str, str]], first: int, steps: int
) -> IntArray:
    """Keys of an indicator, (scopes × steps,): (threshold position + 2) × polarities + polarity.

    The scopes are the ``levels``, then the areas that the indicator has ``named``, each with its level.
    """
    general, of_level, of_area = _by_scope(indicator)
    table = np.full((len(levels) + len(named), steps), _NOT_NOW if general else _NEVER, np.int64)
    _paint_scope(table, general, first)
    for row, level in zip(table, [*levels, *(level for _, level in named)], strict=True):
        _paint_scope(row, of_level.get(level, ()), first)
    for row, (area, _) in zip(table[len(levels) :], named, strict=True):
        _paint_scope(row, of_area[area], first)
    table += 2
    table *= len(_POLARITIES)
    table += _polarity_codes(indicator, first, steps)
    return table.reshape(-1)


# Thresholds of one scope, each with its position among the indicator's.
_Dated: TypeAlias = list[tuple[int, Threshold]]


def _by_scope(indicator: Indicator) -> tuple[_Dated, dict[str, _Dated], dict[str, _Dated]]:
    """The general thresholds, then the thresholds of levels and of areas, by the date they begin."""
    general: _Dated = []
    of_level: dict[str, _Dated] = {}
    of_area: dict[str, _Dated] = {}
    dated = sorted(enumerate(indicator.thresholds), key=lambda entry: entry[1].first)
    for entry in dated:
        _, threshold = entry
        if not threshold.areas and not threshold.levels:
            general.append(entry)
        for level in threshold.levels:
            of_level.setdefault(level, []).append(entry)
        for area in threshold.areas:
            of_area.setdefault(area, []).append(entry)
    return general, of_level, of_area


def _paint_scope(rows: IntArray, thresholds: Sequence[tuple[int, Threshold]], first: int) -> None:
    """Paint the thresholds of one scope, (…, steps), over what wider scopes have left."""
    if not thresholds:
        return
    rows[rows == _NEVER] = _NOT_NOW
    for (position, threshold), following in zip(thresholds, [*thresholds[1:], None], strict=True):
        end = rows.shape[-1] if following is None else following[1].first - first
        if threshold.last is not None:
            end = min(end, threshold.last + 1 - first)
        rows[..., threshold.first - first : end] = position


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
    found = np.flatnonzero(occurs)
    codes = np.searchsorted(first_key, found, side="right") - 1
    threshold, polarity = np.divmod(found - first_key[codes], len(_POLARITIES))
    cases = tuple(
        _case(code, position - 2, _POLARITIES[letter], indicators[code])
        for code, position, letter in zip(codes.tolist(), threshold.tolist(), polarity.tolist(), strict=True)
    )
    return cases, number[keys]


def _case(code: int, threshold: int, polarity: Polarity, indicator: Indicator) -> Case:
    if threshold >= 0:
        standards = standards_of(indicator.thresholds[threshold].rule, polarity, indicator.rate_on)
        return Case(code, threshold, polarity, standards)
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
