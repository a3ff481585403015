"""Printed percents of target against the value and its target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from kpi_engine.audit.arithmetic.bases import Base, bases_of_target, shared_base
from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.effects import effect_of_numbers
from kpi_engine.audit.page.judged import printed_words
from kpi_engine.audit.page.ratings_of import given_or_reason
from kpi_engine.audit.page.sides import Side
from kpi_engine.audit.page.uncertain import Interval, at_most_rounded, quotient
from kpi_engine.audit.page.wording import listed
from kpi_engine.model.arrays.rounding import Rounding, before_rounding, rounded, rounded_half_up
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.outputs.audit import (
    Alternative,
    Diagnosis,
    Effect,
    Finding,
    FindingCell,
    FindingKind,
    PrintedField,
    Support,
    Sureness,
)
from kpi_engine.model.words.number_text import standard_text, value_text

_FIELD, _VALUE = PrintedField.PERCENT_OF_TARGET, PrintedField.VALUE


def find_percents(side: Side, claims: Claims) -> None:
    """Percents of target that are not that: one finding for each indicator and what explains them."""
    by_code: dict[int, list[int]] = {}
    for at in side.chosen.tolist():
        is_open = not claims.mask(_FIELD)[at] and not _is_misprint(side, at, claims)
        if is_open and _is_wrong(side, at) and not _follows_target(side, at, claims):
            by_code.setdefault(int(side.page.code[at]), []).append(at)
    for figures in by_code.values():
        left = list(figures)
        for group, base, as_well in shared_base(figures, lambda at: _fitting(side, at)):
            _add(side, group, _diagnosis(side, group, base, as_well), claims)
            left = [at for at in left if at not in group]
        for at in left:
            _add(side, [at], _rounded_otherwise(side, at), claims)


def _follows_target(side: Side, at: int, claims: Claims) -> bool:
    """Whether a percent is made with a misprinted target, whose finding then reports it."""
    figure = side.page.figures[at]
    value, target, printed = side.figure(at).value, side.target(figure).number, _printed(side, at)
    if value is None or target is None or printed is None or target <= 0:
        return False
    is_misprint = claims.mask(side.target_field)[at] and target != side.defined_target(at)
    if not is_misprint or not _rounds_to(100 * Fraction(value) / Fraction(target), printed):
        return False
    cells = list(_cells(side, at, claims))
    sentence = "The percent of target beside it is that of the target as printed."
    return claims.add_consequence(figure, side.target_field, cells, sentence)


def _is_misprint(side: Side, at: int, claims: Claims) -> bool:
    """Whether the value beside it is misprinted: the percent may then be made with the right value."""
    printed = side.number(side.page.figures[at])
    is_read = bool(printed.text) and side.value_field not in side.page.figures[at].illegible
    return is_read and bool(claims.mask(side.value_field)[at])


def _is_wrong(side: Side, at: int) -> bool:
    printed, percent = side.page.figures[at].percent_of_target.number, _percent(side, at)
    if printed is None or percent is None or _rounds_to(percent, printed):
        return False
    rounding, figure = side.judged.rounding, side.figure(at)
    return not _can_be(
        side, at, lambda value: rounding.interval(figure.indicator.code, _VALUE, value), _target
    )


def _can_be(
    side: Side,
    at: int,
    of_value: Callable[[Decimal], Interval],
    of_target: Callable[[Threshold], Interval | None],
) -> bool:
    """Whether a value and a target, each in its interval, make a percent that rounds as printed."""
    figure, printed = side.figure(at), side.page.figures[at].percent_of_target.number
    target = None if figure.threshold is None else of_target(figure.threshold)
    if figure.value is None or printed is None or target is None:
        return False
    made = quotient(100, of_value(figure.value), target)
    return made is not None and made.holds(at_most_rounded(printed))


def _target(threshold: Threshold) -> Interval | None:
    """A target as defined; a computed target reaches from its number before rounding to the one after it."""
    target, exact = threshold.rule.target, threshold.exact_target
    if target is None:
        return None
    is_rounded = exact is not None and abs(exact - Fraction(target)) < Fraction(1, 10 ** decimals_of(target))
    ends = [Fraction(target), exact if exact is not None and is_rounded else Fraction(target)]
    return Interval(min(ends), max(ends))


def _rounded_target(threshold: Threshold) -> Interval | None:
    """A target that may have been rounded before it was written into the definition."""
    target = threshold.rule.target
    return None if target is None else at_most_rounded(target)


def _percent(side: Side, at: int) -> Fraction | None:
    """The percent of the target in force, exactly; None without a value or a target above 0."""
    value, target = side.figure(at).value, side.defined_target(at)
    if value is None or target is None or target <= 0:
        return None
    return 100 * Fraction(value) / Fraction(target)


def _rounds_to(percent: Fraction, printed: Decimal) -> bool:
    return rounded_half_up(percent, decimals_of(printed)) == printed


def _fitting(side: Side, at: int) -> list[Base]:
    """What the printed percent may be of."""
    value, printed = side.figure(at).value, side.page.figures[at].percent_of_target.number
    if value is None or printed is None:
        return []
    return [
        base for base in bases_of_target(side, at) if _rounds_to(100 * Fraction(value) / base.number, printed)
    ]


def _diagnosis(side: Side, group: Sequence[int], base: Base, as_well: Sequence[Base]) -> Diagnosis:
    areas = listed([side.page.figures[at].area for at in group])
    text = f"What is printed for {areas} is the percent of {base.words}."
    sure = Sureness.LIKELY if len(group) > 1 and not as_well else Sureness.POSSIBLE
    others = tuple(Alternative(other.name, f"It is that of {other.words} as well.") for other in as_well)
    return Diagnosis(base.name, text, sure, Support(len(group), 0, 0), others)


def _rounded_otherwise(side: Side, at: int) -> Diagnosis | None:
    """That a percent was cut off where it should be rounded."""
    percent, printed = _percent(side, at), side.page.figures[at].percent_of_target.number
    if percent is None or printed is None:
        return None
    decimals = decimals_of(printed)
    if rounded(percent, decimals, Rounding.DOWN) != printed:
        return None
    text = f"{before_rounding(percent, decimals)}% was cut off, not rounded."
    return Diagnosis("cut_not_rounded", text, Sureness.POSSIBLE)


def _add(side: Side, figures: Sequence[int], diagnosis: Diagnosis | None, claims: Claims) -> None:
    page = side.page
    cells = [cell for at in figures for cell in _cells(side, at, claims)]
    code, areas = page.figures[figures[0]].code, listed([page.figures[at].area for at in figures])
    if len(figures) == 1:
        printed = page.figures[figures[0]].percent_of_target
        headline = f"The percent of target of {code} in {areas} is printed as {_with_sign(printed.text)}; "
        headline += f"{_sum(side, figures[0])}"
    else:
        headline = f"The percents of target of {code} in {areas} are not those of the targets in force"
    unsure = all(_can_be(side, at, at_most_rounded, _rounded_target) for at in figures)
    rated_otherwise = len(cells) > len(figures) or any(_band_differs(side, at) for at in figures)
    claims.add(
        Finding(
            FindingKind.PERCENT,
            headline,
            ("The RAG beside it follows it." if len(cells) > len(figures) else _why(side, figures[0]))
            + (_IF_ROUNDED if unsure else ""),
            tuple(cells),
            _sureness(side, figures, unsure=unsure),
            _effect(side, figures, rated_otherwise),
            diagnosis,
        ),
        figures[0],
    )


_IF_ROUNDED = " If the whole numbers are rounded, the printed percent can be right."


def _sureness(side: Side, figures: Sequence[int], *, unsure: bool) -> Sureness:
    """How sure a finding is. With ``unsure``, rounded numbers can make the printed percents."""
    if unsure:
        return Sureness.POSSIBLE
    return Sureness.CERTAIN if all(_is_seen(side, at) for at in figures) else Sureness.LIKELY


def _effect(side: Side, figures: Sequence[int], rated_otherwise: bool) -> Effect:
    """CHANGES where a printed percent is another number than the right percent."""
    effects = {
        effect_of_numbers([_printed(side, at), _right(side, at)], rated_otherwise=rated_otherwise)
        for at in figures
    }
    return Effect.CHANGES if Effect.CHANGES in effects else Effect.NONE


def _printed(side: Side, at: int) -> Decimal | None:
    return side.page.figures[at].percent_of_target.number


def _right(side: Side, at: int) -> Decimal | None:
    """The percent of the target in force, with as many decimals as are printed."""
    printed, percent = _printed(side, at), _percent(side, at)
    if printed is None or percent is None:
        return None
    return rounded_half_up(percent, decimals_of(printed))


def _cells(side: Side, at: int, claims: Claims) -> Iterator[FindingCell]:
    """The percent, and the RAG that follows it and not the percent that is right."""
    page, printed, percent = side.page, side.page.figures[at].percent_of_target, _percent(side, at)
    if printed.number is None or percent is None:
        return
    claims.account_for(at, _FIELD)
    right = rounded_half_up(percent, decimals_of(printed.number))
    yield page.cell(at, _FIELD, printed.text, f"{right:f}", _sum(side, at))
    rag = printed_words(page, at, PrintedField.RAG)
    given = given_or_reason(side.figure(at), PrintedField.RAG)
    if (
        rag
        and rag != given
        and rag == _rag_of(side, at, printed.number)
        and not claims.mask(PrintedField.RAG)[at]
    ):
        claims.account_for(at, PrintedField.RAG)
        yield page.cell(at, PrintedField.RAG, rag, given, "it goes by the percent as printed")


def _sum(side: Side, at: int) -> str:
    """``662 is 35.3% of the target 1,874``."""
    figure, percent = side.figure(at), _percent(side, at)
    printed, target = side.page.figures[at].percent_of_target.number, side.defined_target(at)
    if figure.value is None or percent is None or printed is None or target is None:
        return ""
    right = rounded_half_up(percent, decimals_of(printed))
    value = value_text(figure.value, figure.indicator)
    return f"{value} is {right:,f}% of the target {standard_text(target, figure.indicator)}"


def _with_sign(text: str) -> str:
    return text if text.endswith("%") else f"{text}%"


def _why(side: Side, at: int) -> str:
    figure = side.figure(at)
    threshold = figure.threshold
    if threshold is not None and threshold.origin:
        return f"The target is {threshold.origin}."
    return "" if threshold is None else f"The target is defined at {threshold.location}."


def _band_differs(side: Side, at: int) -> bool:
    """Whether the printed percent lies in another band than the right percent; False without bands."""
    printed = side.page.figures[at].percent_of_target.number
    rag = None if printed is None else _rag_of(side, at, printed)
    return rag is not None and rag != side.figure(at).rag.value


def _rag_of(side: Side, at: int, percent: Decimal) -> str | None:
    """The RAG of a percent, where bands of it rate the figure."""
    threshold = side.figure(at).threshold
    rule = None if threshold is None else threshold.rule
    rag = None if rule is None else rule.rag_of_percent(percent)
    return None if rag is None else str(rag.value)


def _is_seen(side: Side, at: int) -> bool:
    """Whether value and target that contradict the percent are printed beside it."""
    printed = side.target(side.page.figures[at]).number
    return printed is not None and printed == side.defined_target(at)
