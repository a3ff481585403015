"""Which hypotheses explain the contradictions of an indicator: all of its printed cells, in all areas.

A hypothesis fits when none of the cells it speaks of fails it and some of them only it explains. Of several
that fit, the one that explains most is chosen, then the one that explains the same in most other
indicators of the section, then the simplest. docs/audit.md, "What explains them".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kpi_engine.audit.causes.hypotheses import hypotheses
from kpi_engine.audit.causes.hypothesis import Case, Hypothesis
from kpi_engine.audit.causes.other_standards import other_standards
from kpi_engine.audit.page.judged import JUDGED_FIELDS, Judged, chosen_sheets, fits, given_in, not_rated_in
from kpi_engine.model.arrays.observation import BoolArray, IntArray
from kpi_engine.model.outputs.audit import PrintedField, Support

# Which printed cells are still unexplained, or are to be explained: a mask of shape (n,) a field.
CellMasks = Mapping[PrintedField, BoolArray]


@dataclass(frozen=True, slots=True)
class Fitting:
    """A hypothesis that fits every cell of an indicator (``code``) that it speaks of."""

    hypothesis: Hypothesis
    scope: frozenset[PrintedField]
    support: Support


@dataclass(frozen=True, slots=True)
class Explained:
    """Indicators of one section whose contradictions one hypothesis explains.

    ``codes`` are positions in the page's; ``cells`` the contradictions explained, as (figure, field);
    ``alternatives`` the other hypotheses that fit each of the indicators as well.
    """

    hypothesis: Hypothesis
    scope: frozenset[PrintedField]
    codes: tuple[int, ...]
    cells: tuple[tuple[int, PrintedField], ...]
    support: Support
    alternatives: tuple[Hypothesis, ...]


@dataclass(slots=True)
class _Choice:
    code: int
    fitting: Fitting
    alternatives: list[Hypothesis] = field(default_factory=list)


def diagnose(judged: Judged, contradictions: CellMasks, comparable: CellMasks) -> list[Explained]:
    """What explains the contradictions, as far as anything does.

    ``comparable`` are the cells that a hypothesis is tried on: both printed and given by the rules.
    """
    suspects = _codes_with(judged, contradictions)
    if not len(suspects):
        return []
    by_code = _fitting(judged, suspects, contradictions, comparable)
    choices = [choice for code in suspects.tolist() for choice in _choose(judged, code, by_code, suspects)]
    for code in suspects.tolist():
        covered = {name for choice in choices if choice.code == code for name in choice.fitting.scope}
        choices += _by_other_standards(judged, code, covered, contradictions, comparable)
    return _merged(judged, choices, contradictions)


def _by_other_standards(
    judged: Judged,
    code: int,
    covered: Collection[PrintedField],
    contradictions: CellMasks,
    comparable: CellMasks,
) -> Iterator[_Choice]:
    """What thresholds that nobody has defined would explain, of the RAGs that nothing else does."""
    for name in (PrintedField.RAG, PrintedField.OUTTURN_RAG):
        if name in covered:
            continue
        hypothesis = other_standards(judged, code, name, contradictions[name], comparable[name])
        if hypothesis is not None:
            own = judged.page.code == code
            supported = int((contradictions[name] & own).sum())
            support = Support(supported, 0, int((comparable[name] & own).sum()) - supported)
            yield _Choice(code, Fitting(hypothesis, frozenset({name}), support))


def _codes_with(judged: Judged, cells: CellMasks) -> IntArray:
    some = np.zeros(len(judged.page), np.bool_)
    for mask in cells.values():
        some |= mask
    return np.unique(judged.page.code[some]).astype(np.int64)


def _fitting(
    judged: Judged, suspects: IntArray, contradictions: CellMasks, comparable: CellMasks
) -> dict[int, list[Fitting]]:
    """For each suspect the hypotheses that fit, each in the widest scope that it fits in."""
    case = Case(judged, *chosen_sheets(judged, suspects))
    found: dict[int, list[Fitting]] = {code: [] for code in suspects.tolist()}
    for hypothesis in hypotheses(judged, [judged.page.indicators[code] for code in suspects.tolist()]):
        counts = _counts(judged, hypothesis, case, contradictions, comparable)
        for code in suspects.tolist():
            found[code] += _fitting_scopes(hypothesis, {name: each[:, code] for name, each in counts.items()})
    return found


def _counts(
    judged: Judged, hypothesis: Hypothesis, case: Case, contradictions: CellMasks, comparable: CellMasks
) -> dict[PrintedField, IntArray]:
    """Supported, failed and cannot-tell cells by field: (3, codes)."""
    code, size = judged.page.code, len(judged.page.indicators)
    predicted = hypothesis.predict(case)
    counts = {}
    for name in JUDGED_FIELDS:
        fit = fits(judged.printed(name), given_in(name, *predicted), not_rated_in(name, *predicted))
        tried, wrong = comparable[name], contradictions[name]
        if hypothesis.speaks_of is not None:
            tried = tried & hypothesis.speaks_of
        groups = (tried & fit & wrong, tried & ~fit, tried & fit & ~wrong)
        counts[name] = np.array([np.bincount(code[group], minlength=size) for group in groups])
    return counts


def _fitting_scopes(hypothesis: Hypothesis, counts: Mapping[PrintedField, IntArray]) -> Iterator[Fitting]:
    """The widest scopes without a cell that fails; a narrower one only for fields not in a wider."""
    taken: set[PrintedField] = set()
    for scope in hypothesis.scopes:
        supported, failed, cannot_tell = (sum(int(counts[name][at]) for name in scope) for at in range(3))
        if supported >= hypothesis.fewest and not failed and not scope & taken:
            taken |= scope
            yield Fitting(hypothesis, scope, Support(supported, failed, cannot_tell))


def _choose(
    judged: Judged, code: int, by_code: Mapping[int, list[Fitting]], suspects: IntArray
) -> list[_Choice]:
    """The fewest hypotheses that explain what can be explained of an indicator."""
    choices: list[_Choice] = []
    covered: set[PrintedField] = set()
    neighbours = _neighbours(judged, code, suspects)

    def rank(fitting: Fitting) -> tuple[int, int, int]:
        same = sum(
            any(other.hypothesis.name == fitting.hypothesis.name for other in by_code[neighbour])
            for neighbour in neighbours
        )
        return -fitting.support.supported, -same, fitting.hypothesis.weight

    for fitting in sorted(by_code[code], key=rank):
        if fitting.scope & covered:
            for choice in choices:
                if _explains_as_much(fitting, choice.fitting):
                    choice.alternatives.append(fitting.hypothesis)
            continue
        covered |= fitting.scope
        choices.append(_Choice(code, fitting))
    return choices


def _explains_as_much(other: Fitting, chosen: Fitting) -> bool:
    return bool(other.scope & chosen.scope) and other.support.supported >= chosen.support.supported


def _neighbours(judged: Judged, code: int, suspects: IntArray) -> list[int]:
    """Suspects that stand in a section with the code."""
    page = judged.page
    sections = np.unique(page.section[page.code == code])
    there = np.unique(page.code[np.isin(page.section, sections)])
    return [other for other in suspects.tolist() if other != code and other in there]


def _merged(judged: Judged, choices: Sequence[_Choice], contradictions: CellMasks) -> list[Explained]:
    """One entry for the indicators of a section that the same hypothesis explains."""
    groups: dict[tuple[object, ...], list[_Choice]] = {}
    for choice in choices:
        page = judged.page
        sections = tuple(np.unique(page.section[page.code == choice.code]).tolist())
        key = (choice.fitting.hypothesis.name, choice.fitting.scope, sections, _standing(judged, choice))
        groups.setdefault(key, []).append(choice)
    return [_explained(judged, group, contradictions) for group in groups.values()]


def _standing(judged: Judged, choice: _Choice) -> tuple[str, ...]:
    """What the words of a hypothesis depend on: indicators that share it can share a sentence."""
    indicator = judged.page.indicators[choice.code]
    hypothesis = choice.fitting.hypothesis
    return hypothesis.fit(indicator), hypothesis.rather_than(indicator)


def _explained(judged: Judged, group: Sequence[_Choice], contradictions: CellMasks) -> Explained:
    codes = tuple(choice.code for choice in group)
    scope = group[0].fitting.scope
    own = np.isin(judged.page.code, codes)
    speaks_of = group[0].fitting.hypothesis.speaks_of
    if speaks_of is not None:
        own &= speaks_of
    cells = [
        (int(at), name)
        for name in JUDGED_FIELDS
        if name in scope
        for at in np.flatnonzero(contradictions[name] & own)
    ]
    supports = [choice.fitting.support for choice in group]
    shared = [
        hypothesis
        for hypothesis in group[0].alternatives
        if all(any(hypothesis.name == other.name for other in choice.alternatives) for choice in group)
    ]
    return Explained(
        hypothesis=group[0].fitting.hypothesis,
        scope=scope,
        codes=codes,
        cells=tuple(sorted(cells, key=lambda cell: (cell[0], JUDGED_FIELDS.index(cell[1])))),
        support=Support(
            sum(support.supported for support in supports),
            sum(support.failed for support in supports),
            sum(support.cannot_tell for support in supports),
        ),
        alternatives=tuple(sorted(dict.fromkeys(shared), key=lambda hypothesis: hypothesis.weight)),
    )
