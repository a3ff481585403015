"""What a computed figure lacks: the months, indicators or areas whose figures are not there."""

from __future__ import annotations

from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.judgement import Missing, Rag
from kpi_engine.model.definitions.made_from.measure import Origin, Window
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.members import MemberFigure, Role, members_of
from kpi_engine.model.wording import listed

_MOST_NAMED = 4


def gap_words(figure: Figure) -> str:
    """``2024-05 is missing``; empty for a figure that is not computed or lacks nothing."""
    if figure.value is not None or figure.missing is Missing.CLOSED:
        return ""
    lacking = [_name(figure, member) for member in members_of(figure, figure.origin) if not _is_there(member)]
    verb = "is" if len(lacking) == 1 else "are"
    return f"{listed(lacking, _MOST_NAMED)} {verb} missing" if lacking else ""


def _is_there(member: MemberFigure) -> bool:
    """Whether a member has what counts, or need not have it any more."""
    if member.role is Role.TARGET:
        return member.threshold is not None and member.threshold.rule.target is not None
    if member.role in (Role.ENDED, Role.ABSENT):
        return True
    if member.role is Role.COUNTED:
        rated = member.figure is not None and member.figure.rag is not Rag.NONE
        return rated or (member.figure is not None and member.figure.missing is Missing.NOT_APPLICABLE)
    # A denominator of 0 gives no value, but it can be added.
    can_be_added = member.figure is not None and member.figure.denominator == 0
    has_value = member.figure is not None and member.figure.value is not None
    return has_value or (can_be_added and member.role is not Role.AVERAGED)


def _name(figure: Figure, member: MemberFigure) -> str:
    """An area, a month, or an indicator in its period."""
    if figure.origin is Origin.ADDED_UP or member.role is Role.COUNTED:
        return member.area
    if member.role is Role.TARGET:
        return f"the target of {member.indicator.code}"
    label = period_label(member.indicator.calendar, member.period)
    is_month = isinstance(figure.indicator.made_from, Window)
    return label if is_month else f"{member.indicator.code} of {label}"


def not_applying_words(figure: Figure) -> str:
    """``without C, which does not apply here``; empty where all members of an overall figure count."""
    codes = figure.not_applying
    verb = "does" if len(codes) == 1 else "do"
    return f"without {listed(list(codes), _MOST_NAMED)}, which {verb} not apply here" if codes else ""
