"""What an overall figure is made from, member by member. Rules: docs/rating-rules.md, "Overall ratings"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kpi_engine.analyse.explanation import MemberPart, MembersPart
from kpi_engine.analyse.wording import decimals_text, place_text
from kpi_engine.model.arrays.rounding import before_rounding
from kpi_engine.model.calendars.period_text import period_label, period_words
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMethod
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.gap import not_applying_words
from kpi_engine.model.figures.members import Role
from kpi_engine.model.figures.overall_parts import OverallPart
from kpi_engine.model.figures.worst import worst_of
from kpi_engine.model.issue import Location
from kpi_engine.model.words.number_text import PERCENT, count_text, standard_text, value_text, with_sign


def overall_words(figure: Figure) -> str:
    """The value of an overall figure and the rule that makes it; or what its members lack."""
    made = figure.made_words
    if figure.value is None:
        return f"none, {figure.why_no_value}; it would be {made}."
    worst = worst_of(figure)
    if worst is not None:
        return f"{figure.indicator.scale.name(worst.rag)}, {made}: {worst.words}."
    rounding = f" ({decimals_text(figure.indicator.decimals)}, half up)"
    without = not_applying_words(figure)
    return f"{value_text(figure.value, figure.indicator)}{rounding}, {made}{without and f', {without}'}."


def overall_members(figure: Figure, parts: Sequence[OverallPart]) -> MembersPart | None:
    """Each member's part in an overall figure, and the arithmetic; None without ``parts``."""
    indicator, overall = figure.indicator, figure.indicator.overall
    if overall is None or not parts:
        return None
    period = figure.period - overall.periods_back
    counting = [part for part in parts if part.applies]
    start = "Computed beside it" if figure.origin is Origin.SUPPLIED else "Made"
    return MembersPart(
        heading=f"{start} from these of {figure.area} in {period_words(indicator.calendar, period)}",
        members=tuple(
            _member(figure, overall, part, period_label(indicator.calendar, period)) for part in parts
        ),
        outcome=""
        if not counting or any(part.lacks for part in parts)
        else _arithmetic(figure, overall, counting),
    )


def _member(figure: Figure, overall: Overall, part: OverallPart, period: str) -> MemberPart:
    found = None if part.row is None else Figure(figure.ratings, part.row)
    source = Location("") if found is None else found.source
    value = None if found is None else found.value
    shown = ""
    if found is not None and value is not None:
        shown = found.with_signs(value_text(value, found.indicator))
    counts = _counts(figure, overall, part, found)
    if not part.applies:
        text = " does not apply here, and does not count"
    elif part.lacks:
        text = f": {shown}, which {part.lacks}" if shown else f" {part.lacks}"
    else:
        text = f": {', '.join([*([shown] if shown else []), *counts])}"
    made = "" if found is None or found.origin is Origin.SUPPLIED else f" (computed: {found.made_words})"
    return MemberPart(
        role=Role.RATED,
        code=part.member.code,
        area=figure.area,
        period=period,
        value=part.value,
        number=None,
        numerator=None,
        denominator=None,
        lacks=part.lacks,
        source=source,
        text=f"{part.member.code}{text}{_weight(part, overall)}{made}{place_text(source)}",
        target=part.target,
        percent="" if part.percent is None else _cut(part.percent, figure),
        rag=part.rag,
        points=_points(part, overall),
        weight=part.member.weight,
    )


def _counts(figure: Figure, overall: Overall, part: OverallPart, found: Figure | None) -> list[str]:
    """``33.4578…% of its target of 1,874``, ``RED, 0 points``."""
    if part.lacks or found is None or not part.applies:
        return []
    if overall.method.is_of_ratings:
        points = _points(part, overall)
        told = [] if points is None else [f"{points} point{'' if points == 1 else 's'}"]
        return [figure.indicator.scale.name(part.rag), *told]
    if part.percent is None or part.target is None:
        return []
    text = f"{_cut(part.percent, figure)}% of its target of {standard_text(part.target, found.indicator)}"
    capped = _capped(part.percent, overall)
    return [text] if capped == part.percent else [text, f"counted as {overall.capped_at}%"]


def _points(part: OverallPart, overall: Overall) -> Decimal | None:
    """What the rating of a member counts; None without a rating, or where ratings count no points."""
    counts = part.applies and not part.lacks
    if overall.points is None or overall.method is not OverallMethod.WEIGHTED_POINTS or not counts:
        return None
    return overall.points.of(part.rag)


def _weight(part: OverallPart, overall: Overall) -> str:
    return f", weight {part.member.weight}" if _is_weighted(overall) else ""


def _is_weighted(overall: Overall) -> bool:
    return len({member.weight for member in overall.members}) > 1


def _capped(percent: Fraction, overall: Overall) -> Fraction:
    return percent if overall.capped_at is None else min(percent, Fraction(overall.capped_at))


def _cut(number: Fraction, figure: Figure) -> str:
    return before_rounding(number, figure.indicator.decimals)


def _arithmetic(figure: Figure, overall: Overall, parts: Sequence[OverallPart]) -> str:
    """``(33.4578…% + 2 × 100%) ÷ 3 = 77.8192…%``; for the worst rating there is none."""
    weights = [part.member.weight if _is_weighted(overall) else Decimal(1) for part in parts]
    total = sum(weights, Decimal(0))
    if overall.method is OverallMethod.WORST:
        return ""
    if overall.method is OverallMethod.SHARE_GREEN:
        green = sum(
            (weight for weight, part in zip(weights, parts, strict=True) if part.rag.is_reached), Decimal(0)
        )
        share = 100 * Fraction(green) / Fraction(total)
        return f"100 × {count_text(green)} ÷ {count_text(total)} = {_cut(share, figure)}%"
    numbers = [_number(overall, part) for part in parts]
    is_percent = overall.method is OverallMethod.MEAN_PERCENT_OF_TARGET
    sign = "%" if is_percent else ""
    terms = [
        f"{'' if weight == 1 else f'{weight} × '}{_cut(number, figure)}{sign}"
        for weight, number in zip(weights, numbers, strict=True)
    ]
    mean = sum(Fraction(w) * n for w, n in zip(weights, numbers, strict=True)) / Fraction(total)
    added = terms[0] if len(terms) == 1 else f"({' + '.join(terms)})"
    if is_percent or overall.points is None or figure.indicator.unit != PERCENT:
        outcome = with_sign(_cut(mean, figure), figure.indicator)
        return f"{added} ÷ {count_text(total)} = {outcome}"
    share = 100 * mean / Fraction(overall.points.green)
    most = f"({count_text(total)} × {overall.points.green})"
    return f"100 × {added} ÷ {most} = {_cut(share, figure)}%"


def _number(overall: Overall, part: OverallPart) -> Fraction:
    """What a member with everything that it needs counts."""
    if overall.method is OverallMethod.MEAN_PERCENT_OF_TARGET:
        return _capped(part.percent or Fraction(0), overall)
    return Fraction(_points(part, overall) or 0)
