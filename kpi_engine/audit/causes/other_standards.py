"""RAGs that no known threshold gives, but that some other target and floor standard would.

Tried on contradictions that nothing else explains, two of one indicator at least: one misprinted colour
always fits some threshold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from operator import attrgetter

import numpy as np

from kpi_engine.audit.causes.hypothesis import Hypothesis
from kpi_engine.audit.page.judged import Judged
from kpi_engine.audit.page.sheets import Judgement
from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.outputs.audit import PrintedField
from kpi_engine.model.words.number_text import value_text

_FEWEST_CONTRADICTIONS = 2
_MERIT = attrgetter("merit")


@dataclass(frozen=True, slots=True)
class _Rated:
    """A printed RAG and its value; ``merit`` is the value, turned round where lowest is best."""

    merit: Decimal
    value: Decimal
    rag: Rag
    achieves_target: bool


@dataclass(frozen=True, slots=True)
class OtherStandards:
    """The hypothesis of other standards, and the mask of the page's figures whose RAG they give."""

    hypothesis: Hypothesis
    follows: BoolArray


def other_standards(
    judged: Judged, code: int, field: PrintedField, wrong: BoolArray, comparable: BoolArray
) -> OtherStandards | None:
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
    if len(known) < len(rated) or len(polarities) != 1:
        return None
    kept = _in_order(known, [bool(wrong[at]) for at in figures])
    follows: BoolArray = np.zeros(len(judged.page), np.bool_)
    follows[[at for at, each in zip(figures, known, strict=True) if each in kept]] = True
    fit = _fit(kept, judged.page.indicators[code], polarities.pop())
    hypothesis = Hypothesis(
        name="other_standards",
        weight=3,
        scopes=(frozenset({field}),),
        predict=lambda _: (judged.values, judged.outturns),
        fit=lambda _: fit,
        rather_than=lambda _: "not the one in force",
        is_of_one_indicator=True,
    )
    return OtherStandards(hypothesis, follows)


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
    target = threshold.rule.target
    if target is None:
        return None
    sign = 1 if figure.polarity is Polarity.HIGHEST else -1
    beyond = sign * (figure.value - target)
    achieves_target = beyond > 0 or (beyond == 0 and not threshold.rule.strict)
    rag = tuple(Rag)[int(judged.printed(field)[at])]
    return _Rated(sign * figure.value, figure.value, rag, achieves_target)


def _in_order(rated: Sequence[_Rated], wrong: Sequence[bool]) -> list[_Rated]:
    """The cells that one target and floor standard can give, where they gain most (``hypothesis.gain``).

    Every pair of places among the values is tried, for where AMBER and where GREEN begin.
    """
    merits = sorted({each.merit for each in rated})
    places = [*merits, merits[-1] + 1]
    at = {merit: place for place, merit in enumerate(merits)}

    def gains(rag: Rag) -> list[Fraction]:
        """What rating everything below a place by one RAG gains, for each place."""
        of_merit = [Fraction(0)] * len(merits)
        for each, is_wrong in zip(rated, wrong, strict=True):
            if each.rag is rag:
                of_merit[at[each.merit]] += 1 if is_wrong else 0
            else:
                of_merit[at[each.merit]] -= Fraction(1, 2) if is_wrong else 1
        return [Fraction(0), *accumulate(of_merit)]

    red, amber, green = (gains(rag) for rag in (Rag.RED, Rag.AMBER, Rag.GREEN))
    _, first, second = max(
        (red[first] + amber[second] - amber[first] + green[-1] - green[second], -first, -second)
        for first in range(len(places))
        for second in range(first, len(places))
    )
    starts = places[-first], places[-second]
    return [each for each in rated if each.rag is _rag_between(each.merit, *starts)]


def _rag_between(merit: Decimal, amber: Decimal, green: Decimal) -> Rag:
    if merit >= green:
        return Rag.GREEN
    return Rag.AMBER if merit >= amber else Rag.RED


def _fit(rated: Sequence[_Rated], indicator: Indicator, polarity: Polarity) -> str:
    """``fit any target from 34.5% to below 37.9%``; where every GREEN is right, of the floor standard."""
    green, amber, red = (
        [each for each in rated if each.rag is rag] for rag in (Rag.GREEN, Rag.AMBER, Rag.RED)
    )
    if all(each.achieves_target is (each.rag is Rag.GREEN) for each in rated):
        start = _worst(amber, indicator) or "the target"
        return _between("floor standard", start, _end(red, indicator, polarity))
    return _between("target", _worst(green, indicator), _end([*amber, *red], indicator, polarity))


def _worst(achieving: Sequence[_Rated], indicator: Indicator) -> str:
    """The value that a standard is not harder than, so that all cells achieve it; empty without cells."""
    return value_text(min(achieving, key=_MERIT).value, indicator) if achieving else ""


def _end(missing: Sequence[_Rated], indicator: Indicator, polarity: Polarity) -> str:
    """The value that a standard is harder than, so that all cells miss it; empty without cells."""
    if not missing:
        return ""
    side = "above" if polarity is Polarity.HIGHEST else "below"
    return f"{side} {value_text(max(missing, key=_MERIT).value, indicator)}"


def _between(standard: str, start: str, end: str) -> str:
    if start and end:
        return f"fit any {standard} from {start} to {end}"
    return f"fit a {standard} of {start} or one easier to meet" if start else f"fit any {standard} {end}"
