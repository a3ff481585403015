"""What an overall figure is made from, in words. Rules: docs/rating-rules.md, "Overall ratings"."""

from __future__ import annotations

from fractions import Fraction

from kpi_engine.analyse.wording import decimals_text
from kpi_engine.model.figure import Figure
from kpi_engine.model.judgement import Rag
from kpi_engine.model.number_text import count_text, value_text
from kpi_engine.model.overall import Overall, OverallMember, OverallMethod
from kpi_engine.model.overall_parts import OverallPart
from kpi_engine.model.period import period_words
from kpi_engine.model.rounding import DIGITS_MORE, cut_after


def overall_words(figure: Figure) -> str:
    """The value of an overall figure and each member's part in it; or what its members lack."""
    overall, indicator = figure.indicator.overall, figure.indicator
    if overall is None:
        return ""
    when = period_words(indicator.frequency, figure.period - overall.periods_back)
    members = "; ".join(_part(part, overall, figure) for part in figure.parts)
    if figure.value is None:
        return f"none, {figure.why_no_value}. It would be {overall.method.words} these, in {when}: {members}."
    value = value_text(figure.value, indicator)
    rounding = f" ({decimals_text(indicator.decimals)}, half up)"
    return f"{value}{rounding}, {overall.method.words} these, in {when}: {members}.{_cap(overall)}"


def _part(part: OverallPart, overall: Overall, figure: Figure) -> str:
    """``CEH50 35.325…% (662 of 1,874)``, ``CEH51 GREEN, 2 points``."""
    weight = _weight(part.member, overall)
    if part.lacks:
        return f"{part.member.code} {part.lacks}{weight}"
    if overall.method.is_of_ratings:
        return f"{part.member.code} {part.rag.value}{_points(part.rag, overall)}{weight}"
    percent = part.percent or Fraction(0)
    text = f"{cut_after(percent, figure.indicator.decimals + DIGITS_MORE)}%"
    if part.value is not None and part.target is not None:
        text += f" ({count_text(part.value)} of {count_text(part.target)})"
    return f"{part.member.code} {text}{weight}"


def _points(rag: Rag, overall: Overall) -> str:
    if overall.points is None or overall.method is OverallMethod.SHARE_GREEN:
        return ""
    points = overall.points.of(rag)
    return f", {points} point{'' if points == 1 else 's'}"


def _weight(member: OverallMember, overall: Overall) -> str:
    unlike = any(other.weight != member.weight for other in overall.members)
    return f", weight {member.weight}" if unlike else ""


def _cap(overall: Overall) -> str:
    return "" if overall.capped_at is None else f" None counts for more than {overall.capped_at}%."
