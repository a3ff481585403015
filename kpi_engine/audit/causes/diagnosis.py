"""Which hypotheses explain the contradictions of an indicator: all of its printed cells, in all areas.

A hypothesis is accepted where it explains more than it costs (``hypothesis.gain``); the cells that do not
follow it are its exceptions. Of several, the hypothesis that gains most is chosen, then the one that explains
the same in most other indicators of the section, then the simplest. docs/audit.md, "What explains them".
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from kpi_engine.audit.causes.fitting import (
    CellMasks,
    Choice,
    Fitting,
    Tried,
    codes_in_sections_of,
    count_cells,
    fitting_scopes,
    follows_of,
    in_scope,
)
from kpi_engine.audit.causes.hypotheses import hypotheses
from kpi_engine.audit.causes.hypothesis import Case
from kpi_engine.audit.causes.merging import Explained, merged
from kpi_engine.audit.causes.other_standards import other_standards
from kpi_engine.audit.page.judged import Judged, chosen_sheets
from kpi_engine.model.arrays.observation import IntArray
from kpi_engine.model.outputs.audit import PrintedField


def diagnose(judged: Judged, contradictions: CellMasks, comparable: CellMasks) -> list[Explained]:
    """What explains the contradictions, as far as anything does.

    ``comparable`` are the cells that a hypothesis is tried on: both printed and given by the rules.
    """
    tried = Tried(judged, contradictions, comparable)
    suspects = _codes_with(judged, contradictions)
    if not len(suspects):
        return []
    by_code = _fitting(tried, suspects)
    choices = [choice for code in suspects.tolist() for choice in _choose(judged, code, by_code, suspects)]
    for code in suspects.tolist():
        for name in (PrintedField.RAG, PrintedField.OUTTURN_RAG):
            _try_other_standards(tried, code, name, choices)
    return merged(tried, choices)


def _try_other_standards(tried: Tried, code: int, name: PrintedField, choices: list[Choice]) -> None:
    """Explain RAGs by thresholds that nobody has defined, where nothing else explains each of them."""
    chosen = [choice for choice in choices if choice.code == code and name in choice.fitting.scope]
    if any(not choice.fitting.support.failed or len(choice.fitting.scope) > 1 for choice in chosen):
        return
    wrong, comparable = tried.contradictions[name], tried.comparable[name]
    found = other_standards(tried.judged, code, name, wrong, comparable)
    if found is None:
        return
    counts = count_cells(tried, {name: found.follows}, None)
    fitting = in_scope(found.hypothesis, frozenset({name}), code, counts, {name: found.follows})
    if fitting.gain > max((choice.fitting.gain for choice in chosen), default=Fraction(0)):
        choices[:] = [choice for choice in choices if choice not in chosen]
        choices.append(Choice(code, fitting))


def _codes_with(judged: Judged, cells: CellMasks) -> IntArray:
    some = np.zeros(len(judged.page), np.bool_)
    for mask in cells.values():
        some |= mask
    return np.unique(judged.page.code[some]).astype(np.int64)


def _fitting(tried: Tried, suspects: IntArray) -> dict[int, list[Fitting]]:
    """For each suspect the hypotheses that fit, each in the scopes in which it gains most."""
    judged = tried.judged
    case = Case(judged, *chosen_sheets(judged, suspects))
    found: dict[int, list[Fitting]] = {code: [] for code in suspects.tolist()}
    for hypothesis in hypotheses(judged, [judged.page.indicators[code] for code in suspects.tolist()]):
        follows = follows_of(judged, hypothesis, case)
        counts = count_cells(tried, follows, hypothesis.speaks_of)
        for code in suspects.tolist():
            found[code] += fitting_scopes(hypothesis, code, counts, follows)
    return found


def _choose(
    judged: Judged, code: int, by_code: Mapping[int, list[Fitting]], suspects: IntArray
) -> list[Choice]:
    """The fewest hypotheses that explain what can be explained of an indicator."""
    choices: list[Choice] = []
    covered: set[PrintedField] = set()
    neighbours = _neighbours(judged, code, suspects)

    def rank(fitting: Fitting) -> tuple[Fraction, int, int]:
        same = sum(
            any(other.hypothesis.name == fitting.hypothesis.name for other in by_code[neighbour])
            for neighbour in neighbours
        )
        return -fitting.gain, -same, fitting.hypothesis.weight

    for fitting in sorted(by_code[code], key=rank):
        if fitting.scope & covered:
            for choice in choices:
                if _explains_as_much(fitting, choice.fitting):
                    choice.alternatives.append(fitting.hypothesis)
            continue
        covered |= fitting.scope
        choices.append(Choice(code, fitting))
    return choices


def _explains_as_much(other: Fitting, chosen: Fitting) -> bool:
    return bool(other.scope & chosen.scope) and other.gain >= chosen.gain


def _neighbours(judged: Judged, code: int, suspects: IntArray) -> list[int]:
    """Suspects that share a section with the code."""
    there = codes_in_sections_of(judged, code)
    return [other for other in suspects.tolist() if other != code and other in there]
