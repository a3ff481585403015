"""Which cells of an indicator follow a hypothesis, and whether it explains more than it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from kpi_engine.audit.causes.hypothesis import Case, Hypothesis, gain
from kpi_engine.audit.page.judged import JUDGED_FIELDS, Judged, fits, given_in, not_rated_in
from kpi_engine.model.arrays.observation import BoolArray, IntArray
from kpi_engine.model.outputs.audit import PrintedField, Support

# Which printed cells are still unexplained, or are to be explained: a mask of shape (n,) a field.
CellMasks = Mapping[PrintedField, BoolArray]
# A printed RAG or arrow: the figure's position on the page, and the field.
Cell = tuple[int, PrintedField]


@dataclass(frozen=True, slots=True)
class Fitting:
    """A hypothesis that explains cells of an indicator.

    ``follows`` are masks of the page's cells that are printed as the hypothesis predicts. ``right`` of the
    cells that fail it are printed as the rules give them.
    """

    hypothesis: Hypothesis
    scope: frozenset[PrintedField]
    support: Support
    right: int
    follows: CellMasks

    @property
    def gain(self) -> Fraction:
        """How much more it explains than it costs."""
        return gain(self.support.supported, self.right, self.support.failed - self.right)

    @property
    def fits(self) -> bool:
        """Whether it explains the indicator, by itself or with the support of other indicators."""
        enough = self.support.supported >= self.hypothesis.fewest
        return enough and (not self.support.failed or self.gain > 0)


@dataclass(frozen=True, slots=True)
class Tried:
    """What is to be explained, and what hypotheses are tried on: both printed and given by the rules."""

    judged: Judged
    contradictions: CellMasks
    comparable: CellMasks


@dataclass(slots=True, eq=False)
class Choice:
    """The hypothesis chosen for an indicator (``code``), and the others that explain as much of it."""

    code: int
    fitting: Fitting
    alternatives: list[Hypothesis] = field(default_factory=list)


def follows_of(judged: Judged, hypothesis: Hypothesis, case: Case) -> CellMasks:
    """Where each RAG and arrow is printed as a hypothesis predicts."""
    predicted = hypothesis.predict(case)
    return {
        name: fits(judged.printed(name), given_in(name, *predicted), not_rated_in(name, *predicted))
        for name in JUDGED_FIELDS
    }


def count_cells(
    tried: Tried, follows: CellMasks, speaks_of: BoolArray | None
) -> dict[PrintedField, IntArray]:
    """By field, and as (4, codes): cells that support, that fit both, that are right, that fit neither."""
    code, size = tried.judged.page.code, len(tried.judged.page.indicators)
    counts = {}
    for name, fit in follows.items():
        looked_at, wrong = tried.comparable[name], tried.contradictions[name]
        if speaks_of is not None:
            looked_at = looked_at & speaks_of
        groups = (fit & wrong, fit & ~wrong, ~fit & ~wrong, ~fit & wrong)
        counts[name] = np.array([np.bincount(code[looked_at & group], minlength=size) for group in groups])
    return counts


def in_scope(
    hypothesis: Hypothesis,
    scope: frozenset[PrintedField],
    code: int,
    counts: Mapping[PrintedField, IntArray],
    follows: CellMasks,
) -> Fitting:
    """How a hypothesis fits one indicator in one scope, by the counts of ``count_cells``."""
    supported, both, right, neither = (sum(int(counts[name][at, code]) for name in scope) for at in range(4))
    return Fitting(hypothesis, scope, Support(supported, right + neither, both), right, follows)


def fitting_scopes(
    hypothesis: Hypothesis, code: int, counts: Mapping[PrintedField, IntArray], follows: CellMasks
) -> Iterator[Fitting]:
    """The scopes that a hypothesis fits in; where they overlap, that which gains most, else the widest."""
    every = [in_scope(hypothesis, scope, code, counts, follows) for scope in hypothesis.scopes]
    taken: set[PrintedField] = set()
    for fitting in sorted(every, key=lambda each: -each.gain):
        if fitting.fits and not fitting.scope & taken:
            taken |= fitting.scope
            yield fitting


def codes_in_sections_of(judged: Judged, code: int) -> IntArray:
    """Positions of the indicators that share a section with ``code``, itself among them."""
    page = judged.page
    sections = np.unique(page.section[page.code == code])
    return np.unique(page.code[np.isin(page.section, sections)]).astype(np.int64)
