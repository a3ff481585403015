"""RAGs that no known threshold gives, but that some other target and floor standard would.

Tried on contradictions that nothing else explains, two of one indicator at least: one misprinted colour
always fits some threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

import numpy as np

from kpi_engine.audit.hypotheses import Hypothesis
from kpi_engine.audit.judged import Judged
from kpi_engine.audit.sheets import Judgement
from kpi_engine.model.audit import PrintedField
from kpi_engine.model.figure import Figure
from kpi_engine.model.indicator import FloorAndTarget, Indicator
from kpi_engine.model.judgement import Polarity, Rag
from kpi_engine.model.number_text import value_text
from kpi_engine.model.observation import BoolArray

_FEWEST_CONTRADICTIONS = 2
_MERIT = attrgetter("merit")


@dataclass(frozen=True, slots=True)
class _Rated:
    """A printed RAG and its value; ``merit`` is the value, turned round where lowest is best."""

    merit: Decimal
    value: Decimal
    rag: Rag


def other_standards(
    judged: Judged, code: int, field: PrintedField, wrong: BoolArray, comparable: BoolArray
) -> Hypothesis | None:
    """The hypothesis that other standards were used for an indicator, if any could give its printed RAGs.

    ``wrong`` and ``comparable`` are masks of the figures whose RAG contradicts, and of all that are tried.
    """
    own = judged.page.code == code
    if int((wrong & own).sum()) < _FEWEST_CONTRADICTIONS:
        return None
    figures = np.flatnonzero(comparable & own).tolist()
    rated = [_rated(judged, at, field) for at in figures]
    known = [each for each in rated if each is not None]
    polarities = {_figure(judged, at, field).polarity for at in figures}
    if len(known) < len(rated) or len(polarities) != 1 or not _ordered(known):
        return None
    indicator = judged.page.indicators[code]
    fit = _fit(known, indicator, polarities.pop())
    return Hypothesis(
        name="other_standards",
        weight=3,
        scopes=(frozenset({field}),),
        predict=lambda _: (judged.values, judged.outturns),
        fit=lambda _: fit,
        rather_than=lambda _: "not the one in force",
    )


def _figure(judged: Judged, at: int, field: PrintedField) -> Figure:
    judgement: Judgement = judged.outturns if field is PrintedField.OUTTURN_RAG else judged.values
    return Figure(judgement.ratings[judgement.sheet[at]], int(judgement.row[at]))


def _rated(judged: Judged, at: int, field: PrintedField) -> _Rated | None:
    """The printed RAG of a figure; None where it is not rated by a target and floor standard."""
    figure = _figure(judged, at, field)
    threshold = figure.threshold
    if figure.value is None or threshold is None or not isinstance(threshold.rule, FloorAndTarget):
        return None
    if figure.polarity not in (Polarity.HIGHEST, Polarity.LOWEST):
        return None
    merit = figure.value if figure.polarity is Polarity.HIGHEST else -figure.value
    return _Rated(merit, figure.value, tuple(Rag)[int(judged.printed(field)[at])])


def _ordered(rated: Sequence[_Rated]) -> bool:
    """Whether every GREEN is better than every AMBER, and that than every RED."""
    worst_better: Decimal | None = None
    for rag in (Rag.GREEN, Rag.AMBER, Rag.RED):
        merits = [each.merit for each in rated if each.rag is rag]
        if not merits:
            continue
        if worst_better is not None and max(merits) >= worst_better:
            return False
        worst_better = min(merits)
    return True


def _fit(rated: Sequence[_Rated], indicator: Indicator, polarity: Polarity) -> str:
    """``fit any target from 34.5% to below 37.9%``."""
    green = [each for each in rated if each.rag is Rag.GREEN]
    others = [each for each in rated if each.rag is not Rag.GREEN]
    ends = []
    if green:
        ends.append(value_text(min(green, key=_MERIT).value, indicator))
    if others:
        side = "above" if polarity is Polarity.HIGHEST else "below"
        ends.append(f"{side} {value_text(max(others, key=attrgetter('merit')).value, indicator)}")
    if len(ends) == 2:
        return f"fit any target from {ends[0]} to {ends[1]}"
    return f"fit a target of {ends[0]} or one easier to meet" if green else f"fit any target {ends[0]}"
