"""What a figure is made from, member by member, so that it can be made again by hand.

Rules: docs/rating-rules.md, "Figures made from others".
"""

from __future__ import annotations

from collections.abc import Sequence

from kpi_engine.analyse.explanation import MemberPart, MembersPart
from kpi_engine.analyse.members import Counted, counted
from kpi_engine.analyse.overall_members import overall_members
from kpi_engine.analyse.wording import place_text
from kpi_engine.model.calendars.period_text import period_label, period_words
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.members import MemberFigure, Role, members_of
from kpi_engine.model.figures.overall_parts import parts_of
from kpi_engine.model.words.number_text import count_text, standard_text, value_text

_ROLES = {
    Role.NUMERATOR: "numerator, ",
    Role.DENOMINATOR: "denominator, ",
    Role.TARGET: "denominator, the target of ",
    Role.SUBTRACTED: "less ",
}


def explain_members(figure: Figure, computed: Origin = Origin.SUPPLIED) -> MembersPart | None:
    """What a figure is made from; for a supplied figure, what the figure ``computed`` beside it is made from.

    None: the figure is supplied, and no other is beside it.
    """
    beside = figure.origin is Origin.SUPPLIED
    origin = computed if beside else figure.origin
    if origin is Origin.OVERALL:
        return overall_members(figure, parts_of(figure.ratings, figure.row))
    found = members_of(figure, origin)
    if not found:
        return None
    members = tuple(_part(member, counted(member), _differing(found)) for member in found)
    return MembersPart(_heading(found, beside), members, _why_no_sum(members))


def _differing(members: Sequence[MemberFigure]) -> tuple[bool, bool, bool]:
    """Whether members differ by indicator, area and period: by what they do, their lines name them."""
    return (
        len({member.indicator.code for member in members}) > 1,
        len({member.area for member in members}) > 1,
        len({(member.indicator.frequency, member.period) for member in members}) > 1,
    )


def _heading(members: Sequence[MemberFigure], beside: bool) -> str:
    """``Made from CEH01 of Dover``; what members do not share is in their lines."""
    codes, areas, periods = _differing(members)
    first = members[0]
    start = "Computed beside it" if beside else "Made"
    of = "" if areas else f" of {first.area}"
    when = "" if periods else f" in {period_words(first.indicator.calendar, first.period)}"
    return f"{start} from {'these' if codes else first.indicator.code}{of}{when}"


def _part(member: MemberFigure, counts: Counted, differing: tuple[bool, bool, bool]) -> MemberPart:
    figure = member.figure
    made = ""
    if figure is not None and figure.origin is not Origin.SUPPLIED:
        made = f" (computed: {figure.made_words})"
    text = f"{_label(member, differing)}{_counts_text(member, counts)}{made}{place_text(member.source)}"
    return MemberPart(
        role=member.role,
        code=member.indicator.code,
        area=member.area,
        period=period_label(member.indicator.calendar, member.period),
        value=None if figure is None else figure.value,
        number=counts.number,
        numerator=counts.numerator,
        denominator=counts.denominator,
        lacks=counts.lacks,
        rag=figure.rag if member.role is Role.COUNTED and figure is not None else Rag.NONE,
        source=member.source,
        text=text,
    )


def _label(member: MemberFigure, differing: tuple[bool, bool, bool]) -> str:
    """``less CEH51N``, ``Mar 2023``, ``Dover``, ``denominator, the target of CEH50``."""
    codes, areas, periods = differing
    names = [member.indicator.code] if codes or not (areas or periods) else []
    names += [member.area] if areas else []
    names += [period_words(member.indicator.calendar, member.period)] if periods else []
    return f"{_ROLES.get(member.role, '')}{' · '.join(names)}"


def _counts_text(member: MemberFigure, counts: Counted) -> str:
    """What follows a member's name, such as `` has no figure`` or its numerator ÷ denominator."""
    if member.role is Role.ABSENT:
        return " has no row, which counts as 0"
    figure, indicator = member.figure, member.indicator
    shown = (
        ""
        if figure is None or figure.value is None
        else figure.with_signs(value_text(figure.value, indicator))
    )
    if counts.lacks:
        return f": {shown}, which {counts.lacks}" if shown else f" {counts.lacks}"
    if counts.numerator is not None and counts.denominator is not None:
        parts = f"{count_text(counts.numerator)} ÷ {count_text(counts.denominator)}"
        return f": {parts} ({shown or 'no value'})"
    if counts.number is None:
        is_counted = member.role is Role.COUNTED and figure is not None
        return f": {figure.indicator.scale.name(figure.rag)}" if figure is not None and is_counted else ""
    if member.role is Role.TARGET:
        return f": {standard_text(counts.number, indicator)}"
    text = value_text(counts.number, indicator)
    return f": {text}" if text == shown else f": {text}, shown as {shown}"


def _why_no_sum(members: Sequence[MemberPart]) -> str:
    """Numbers are not added to numerators and denominators."""
    added = [member for member in members if member.role is Role.ADDED and not member.lacks]
    if len({member.numerator is None for member in added}) < 2:
        return ""
    return "These are not added up: some have a numerator and a denominator, others have not."
