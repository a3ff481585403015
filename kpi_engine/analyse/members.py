"""What of each member of a figure counts.

Rules: docs/rating-rules.md, "Figures made from others".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi_engine.model.definitions.judgement import NOTHING_TO_COUNT, Missing, Rag
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.members import MemberFigure, Role

_WITH_ALL_DECIMALS = (Role.NUMERATOR, Role.DENOMINATOR, Role.AVERAGED)


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts for a member: its ``number``, or its numerator and denominator, or what it ``lacks``."""

    number: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    lacks: str = ""


def counted(member: MemberFigure) -> Counted:
    """What of a member counts, as derive/ counts it."""
    figure = member.figure
    if member.role is Role.TARGET:
        target = member.threshold.rule.target if member.threshold else None
        return Counted(target, lacks="" if target is not None else "has no target in force")
    if member.role is Role.ABSENT:
        return Counted(Decimal(0))
    if figure is None:
        return Counted(lacks="has no figure")
    if member.role is Role.ENDED:
        return Counted(lacks="is closed and not counted")
    if member.role is Role.COUNTED:
        return Counted(lacks="" if figure.rag is not Rag.NONE else f"has no rating: {figure.why_not_rated}")
    return _added(figure) if member.role is Role.ADDED else _number(figure, member.role)


def _number(figure: Figure, role: Role) -> Counted:
    """Differences are of displayed values; for ratios and means see ``numbers`` in derive/figures.py."""
    if figure.value is None:
        return Counted(lacks=f"has no value: {figure.why_no_value}")
    follows_from_parts = figure.numerator is not None and figure.denominator is not None
    is_given = figure.given is not None and (figure.is_as_printed or not follows_from_parts)
    return Counted(figure.given if is_given and role in _WITH_ALL_DECIMALS else figure.value)


def _added(figure: Figure) -> Counted:
    """See ``addends_of`` in derive/measures/sums.py."""
    if figure.numerator is not None and figure.denominator is not None:
        none_to_count = figure.denominator == 0 and figure.missing in NOTHING_TO_COUNT
        if none_to_count or figure.missing in (Missing.PRESENT, Missing.ZERO_DENOMINATOR):
            return Counted(numerator=figure.numerator, denominator=figure.denominator)
    if figure.value is None:
        return Counted(lacks=f"has no value: {figure.why_no_value}")
    if figure.given is None or not figure.indicator.is_count:
        return Counted(lacks="is no count, and cannot be added up without a numerator and a denominator")
    return Counted(figure.given)
