"""Explanations that several indicators of a section share, told together; and their exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kpi_engine.audit.causes.fitting import (
    Cell,
    Choice,
    Tried,
    codes_in_sections_of,
    count_cells,
    follows_of,
)
from kpi_engine.audit.causes.hypothesis import Case, Hypothesis, gain
from kpi_engine.audit.page.judged import JUDGED_FIELDS, chosen_sheets
from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.outputs.audit import PrintedField, Support


@dataclass(frozen=True, slots=True)
class Explained:
    """Indicators of one section whose contradictions one hypothesis explains.

    ``codes`` are positions in the page's; ``cells`` the contradictions explained; ``right`` and ``neither``
    are the exceptions, printed as the rules give them or as neither gives them; ``alternatives`` the other
    hypotheses that explain as much of each indicator.
    """

    hypothesis: Hypothesis
    scope: frozenset[PrintedField]
    codes: tuple[int, ...]
    cells: tuple[Cell, ...]
    right: tuple[Cell, ...]
    neither: tuple[Cell, ...]
    support: Support
    alternatives: tuple[Hypothesis, ...]


def merged(tried: Tried, choices: Sequence[Choice]) -> list[Explained]:
    """One entry for the indicators of a section that the same hypothesis explains."""
    groups: dict[tuple[object, ...], list[Choice]] = {}
    for choice in choices:
        page = tried.judged.page
        sections = tuple(np.unique(page.section[page.code == choice.code]).tolist())
        key = (choice.fitting.hypothesis.name, choice.fitting.scope, sections, _standing(tried, choice))
        groups.setdefault(key, []).append(choice)
    return [
        _explained(tried, together) for group in groups.values() for together in _told_together(tried, group)
    ]


def _told_together(tried: Tried, group: list[Choice]) -> Iterator[list[Choice]]:
    """The group together, or without the indicators that support neither it nor each other.

    An indicator with one wrong cell is no evidence by itself: it fits whatever turns that cell round.
    """
    alone = [choice for choice in group if choice.fitting.gain <= 0]
    if not alone or len(group) == 1 or _gains_together(tried, group):
        yield group
        return
    supported = [choice for choice in group if choice.fitting.gain > 0]
    if supported:
        yield supported
    yield from ([choice] for choice in alone)


def _gains_together(tried: Tried, group: Sequence[Choice]) -> bool:
    """Whether one mistake in a whole section explains more than it costs, its right cells counted too."""
    first = group[0].fitting
    if first.hypothesis.is_of_one_indicator:
        return False
    judged = tried.judged
    codes = codes_in_sections_of(judged, group[0].code)
    case = Case(judged, *chosen_sheets(judged, codes))
    follows = follows_of(judged, first.hypothesis, case)
    counts = count_cells(tried, follows, first.hypothesis.speaks_of)
    right = sum(int(counts[name][2, codes].sum()) for name in first.scope)
    supported = sum(choice.fitting.support.supported for choice in group)
    neither = sum(choice.fitting.support.failed - choice.fitting.right for choice in group)
    return gain(supported, right, neither) > 0


def _followed_by(tried: Tried, group: Sequence[Choice], name: PrintedField) -> BoolArray:
    """The cells of a field that follow the hypothesis of their own indicator."""
    followed: BoolArray = np.zeros(len(tried.judged.page), np.bool_)
    for choice in group:
        followed |= choice.fitting.follows[name] & (tried.judged.page.code == choice.code)
    return followed


def _standing(tried: Tried, choice: Choice) -> tuple[str, ...]:
    """What the words of a hypothesis depend on: indicators that share it can share a sentence."""
    indicator = tried.judged.page.indicators[choice.code]
    hypothesis = choice.fitting.hypothesis
    return hypothesis.fit(indicator), hypothesis.rather_than(indicator)


def _explained(tried: Tried, group: Sequence[Choice]) -> Explained:
    first = group[0].fitting
    codes = tuple(choice.code for choice in group)
    own = np.isin(tried.judged.page.code, codes)
    if first.hypothesis.speaks_of is not None:
        own &= first.hypothesis.speaks_of
    supports = [choice.fitting.support for choice in group]
    shared = [
        hypothesis
        for hypothesis in group[0].alternatives
        if all(any(hypothesis.name == other.name for other in choice.alternatives) for choice in group)
    ]

    def cells(of: Mapping[PrintedField, BoolArray]) -> tuple[Cell, ...]:
        found = [(int(at), name) for name in first.scope for at in np.flatnonzero(of[name] & own)]
        return tuple(sorted(found, key=lambda cell: (cell[0], JUDGED_FIELDS.index(cell[1]))))

    wrong, looked_at = tried.contradictions, tried.comparable
    follows = {name: _followed_by(tried, group, name) for name in first.scope}
    return Explained(
        hypothesis=first.hypothesis,
        scope=first.scope,
        codes=codes,
        cells=cells({name: wrong[name] & follows[name] for name in first.scope}),
        right=cells({name: looked_at[name] & ~wrong[name] & ~follows[name] for name in first.scope}),
        neither=cells({name: wrong[name] & ~follows[name] for name in first.scope}),
        support=Support(
            sum(support.supported for support in supports),
            sum(support.failed for support in supports),
            sum(support.cannot_tell for support in supports),
        ),
        alternatives=tuple(sorted(dict.fromkeys(shared), key=lambda hypothesis: hypothesis.weight)),
    )
