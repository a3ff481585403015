"""Overall figures, once more: one at a time, with fractions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import NotRated, Rag
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMethod
from kpi_engine.model.words.number_text import PERCENT
from tests.oracle.records import PlainObservation, PlainRating

# A rating by code, area and period.
Found = Mapping[tuple[str, str, int], PlainRating]


def overall_figures(
    indicator: Indicator, observations: Sequence[PlainObservation], ratings: Sequence[PlainRating]
) -> dict[tuple[str, int], Fraction | None]:
    """By area and period an overall figure before it is rounded; None: a member has nothing to count."""
    overall = indicator.overall
    assert overall is not None
    codes = [member.code for member in overall.members]
    found = {
        (row.code, row.area, row.period): rating
        for row, rating in zip(observations, ratings, strict=True)
        if row.code in codes
    }
    places = {(area, period) for _, area, period in found}
    return {
        (area, period + overall.periods_back): _figure(indicator, overall, area, period, found)
        for area, period in places
    }


def _figure(indicator: Indicator, overall: Overall, area: str, period: int, found: Found) -> Fraction | None:
    every = [(member, found.get((member.code, area, period))) for member in overall.members]
    kept = [(member, part) for member, part in every if part is None or applies(part)]
    if not kept:
        return None
    parts = [part for _, part in kept]
    weights = [Fraction(member.weight) for member, _ in kept]
    counts = [None if part is None else _count(overall, part) for part in parts]
    present = [count for count in counts if count is not None]
    if len(present) < len(counts):
        return None
    if overall.method is OverallMethod.WORST:
        return min(present)
    mean = sum((weight * count for weight, count in zip(weights, present, strict=True)), Fraction(0)) / sum(
        weights
    )
    if overall.method is OverallMethod.WEIGHTED_POINTS and indicator.unit == PERCENT:
        assert overall.points is not None
        return 100 * mean / Fraction(overall.points.green)
    return mean


def applies(part: PlainRating) -> bool:
    """Whether nobody says that the member cannot exist there."""
    return part.not_rated is not NotRated.NOT_APPLICABLE


def _count(overall: Overall, part: PlainRating) -> Fraction | None:
    if overall.method is OverallMethod.MEAN_PERCENT_OF_TARGET:
        target = None if part.threshold is None else part.threshold.rule.target
        if part.displayed is None or target is None or target <= 0:
            return None
        percent = 100 * Fraction(part.displayed) / Fraction(target)
        return percent if overall.capped_at is None else min(percent, Fraction(overall.capped_at))
    if part.rag is Rag.NONE:
        return None
    if overall.method is OverallMethod.SHARE_GREEN:
        return Fraction(100 if part.rag is Rag.GREEN else 0)
    assert overall.points is not None
    points = overall.points
    return Fraction({Rag.GREEN: points.green, Rag.AMBER: points.amber, Rag.RED: points.red}[part.rag])


def rounded_plainly(figure: Fraction, decimals: int) -> Decimal:
    """Half up: away from zero."""
    whole, rest = divmod(abs(figure) * 10**decimals, 1)
    size = int(whole) + (1 if 2 * rest >= 1 else 0)
    return Decimal(-size if figure < 0 else size).scaleb(-decimals)
