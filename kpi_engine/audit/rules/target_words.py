"""What is said about a printed target that the definitions do not have: headline, explanation, other rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from kpi_engine.audit.page.sides import Side
from kpi_engine.audit.page.wording import listed
from kpi_engine.audit.rules.printed_targets import (
    ABOVE,
    BELOW,
    Aim,
    is_printed_as,
    other_rounding,
    printed_aim,
)
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.wording import counted
from kpi_engine.model.words.number_text import standard_text


def is_as_defined(side: Side, at: int, printed: Aim, should: Aim) -> bool:
    """Whether a printed target is the target in force, as printed."""
    return printed.sign == should.sign and is_printed_as(
        printed.number, should.number, side.figure(at).threshold
    )


def plain_target(target: Aim) -> str:
    """A target as a cell of a table; a number alone stays a number."""
    return "no target" if target.number is None else f"{target.sign} {target.number:f}".strip()


def why_printed(should: Aim) -> str:
    """Why a target in print is not the target in force."""
    if should.number is None:
        return "the definition has no target in force here"
    return "the target in force is another"


def target_headline(
    side: Side, figures: Sequence[int], printed: Aim, should: Aim, indicator: Indicator
) -> str:
    """What is printed for which areas, and what the definition has."""
    noun = side.target_field.words
    places = listed([side.page.figures[at].area for at in figures])
    defined = "has none in force" if should.number is None else f"has {should.text(indicator)}"
    if printed.number is None:
        return f"The {noun} of {indicator.code} is not printed for {places}, though the definition {defined}"
    text = printed.text(indicator)
    return f"The {noun} of {indicator.code} is printed as {text} for {places}; the definition {defined}"


def target_explanation(side: Side, figures: Sequence[int], printed: Aim, should: Aim) -> tuple[str, ...]:
    """What the printed target may be."""
    indicator, threshold = side.page.indicator(figures[0]), side.figure(figures[0]).threshold
    if printed.number is None:
        return ("A reader cannot check the rating.",)
    if threshold is not None and is_printed_as(printed.number, should.number, threshold):
        return (_about_signs(printed, should, indicator),)
    known = _known_as(printed.number, threshold, indicator)
    if known or should.number is None:
        return (known,) if known else ()
    places = dict.fromkeys(
        str(each.location) for each in indicator.thresholds if each.rule.target == should.number
    )
    return (f"The target is defined at {listed(list(places))}.",)


def _known_as(printed: Decimal, threshold: Threshold | None, indicator: Indicator) -> str:
    """Another target that is printed here, or the same target rounded otherwise; empty for neither."""
    number = standard_text(printed, indicator)
    if any(each.year_target == printed for each in indicator.thresholds):
        return f"{number} is the target for the whole year."
    if threshold is not None and (how := other_rounding(printed, threshold, indicator)):
        return f"{how}; the definition has {threshold.origin}."
    others = dict.fromkeys(each.from_label for each in indicator.thresholds if each.rule.target == printed)
    return f"{number} is the target from {listed(list(others))}." if others else ""


def _about_signs(printed: Aim, should: Aim, indicator: Indicator) -> str:
    number = Aim(should.number).text(indicator)
    if printed.sign and should.sign:
        return f"Read so, values on the other side of {number} reach it."
    if printed.sign:
        return f"Read so, {number} itself does not reach it; by the definition it does."
    return f"Read so, {number} itself reaches it; by the definition it does not."


def other_rows(side: Side, figures: Sequence[int], should: Aim, defined: Sequence[Aim]) -> tuple[str, ...]:
    """How many areas of the same level, with the same target, print it as defined."""
    page = side.page
    levels = {page.level(at) for at in figures}
    right = Counter(
        page.level(at)
        for at in _with_target(side, figures[0], should, defined)
        if page.level(at) in levels
        and is_as_defined(side, at, printed_aim(side.target(page.figures[at])), should)
    )
    return tuple(
        f"{counted(count, 'row')} of the level {level} print{'s' if count == 1 else ''} it as defined."
        for level, count in right.items()
    )


def _with_target(side: Side, first: int, should: Aim, defined: Sequence[Aim]) -> list[int]:
    """The rows of a figure's indicator that should have the same target."""
    own = side.chosen[side.page.code[side.chosen] == side.page.code[first]].tolist()
    return [at for at in own if should.number is not None and defined[at] == should]


def differ_among_themselves(side: Side, figures: Sequence[int], should: Aim, defined: Sequence[Aim]) -> bool:
    """Whether rows of the same indicator, level, period and defined target print different targets."""
    page = side.page
    keys = {(page.level(at), page.figures[at].period) for at in figures}
    found: dict[tuple[str, int], set[Aim]] = {}
    for at in _with_target(side, figures[0], should, defined):
        printed = printed_aim(side.target(page.figures[at]))
        if printed.number is not None:
            found.setdefault((page.level(at), page.figures[at].period), set()).add(printed)
    return any(len(found.get(key, ())) > 1 for key in keys)


def followed_words(follows: bool) -> tuple[str, ...]:
    """Whether the printed rating follows the printed target; empty where it does not."""
    return ("RAGs beside it go by the target as printed.",) if follows else ()


def wrong_way_words(polarity: Polarity) -> str:
    """The sign that no target of a polarity can have."""
    return ABOVE if polarity is Polarity.LOWEST else BELOW
