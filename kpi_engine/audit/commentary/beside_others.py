"""Words of a commentary that set its figure beside others. Rules: docs/commentary.md, "Comparisons"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from kpi_engine.audit.commentary.sentences import (
    CLAUSE_END,
    CLAUSE_START,
    SUBJECT,
    Said,
    is_plain,
    said,
    sentences,
)
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.figures.figure import Figure

_HOW = r"(?:(?:still|now|again|well|just|slightly|much|far|significantly|marginally|a\s+little)\s+)*"
_IS = rf"(?i){CLAUSE_START}(?P<said>{SUBJECT}\s+(?:is|remains|stays)\s+{_HOW}"
_THAN = r"(?:(?P<than>better|worse|higher|lower)\s+than|(?P<side>above|below))"
_OF_OTHERS = r"(?:\s+(?:average|figure|rate|level))?"
_LAST_YEAR = re.compile(
    rf"{_IS}(?P<than>better|worse|higher|lower)\s+than\s+(?:it\s+was\s+)?"
    r"(?:(?:at|in)\s+the\s+same\s+(?:time|point|month|quarter|term|period)\s+)?"
    rf"(?:last\s+year|a\s+year\s+ago|(?:in\s+)?the\s+previous\s+year)){CLAUSE_END}"
)


@dataclass(frozen=True, slots=True)
class OtherInText:
    """Words that set the figure on the wrong side of ``others``, which a text calls ``name``."""

    said: Said
    name: str
    others: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """What a figure may be set beside: reference values by name, and its outturns of years."""

    comparators: Sequence[tuple[str, Decimal]]
    outturns: Sequence[Figure]


def wrongly_beside(markdown: str, figure: Figure, others: Others) -> Iterator[OtherInText]:
    """The words that say a figure is better, worse, higher or lower than another figure, and it is not."""
    if figure.value is None:
        return
    names = _names(others)
    beside = None
    if names:
        either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        name = rf"(?:(?:the|that\s+of)\s+)?(?P<name>{either}){_OF_OTHERS}"
        beside = re.compile(rf"{_IS}{_THAN}\s+{name}){CLAUSE_END}")
    for start, sentence in sentences(markdown):
        for form in (beside, _LAST_YEAR):
            found = None if form is None else form.search(sentence)
            if found is None or not is_plain(sentence, found):
                continue
            is_year = form is _LAST_YEAR
            name = "a year before" if is_year else names[found["name"].casefold()]
            numbers = _a_year_ago(figure, others) if is_year else _of(name, others)
            if numbers and all(_is_wrong(found, figure, number) for number in numbers):
                yield OtherInText(said(markdown, start, found), name, numbers)


def _names(others: Others) -> dict[str, str]:
    """The names of reference values as a text may write them."""
    return {name.casefold(): name for name, _ in others.comparators}


def _of(name: str, others: Others) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(number for other, number in others.comparators if other == name))


def _is_wrong(words: re.Match[str], figure: Figure, other: Decimal) -> bool:
    """Whether the figure is on the other side; figures that are equal are on neither."""
    value, groups = figure.value, words.groupdict()
    if value is None or value == other:
        return False
    side = (groups.get("than") or groups.get("side") or "").lower()
    if side in ("better", "worse"):
        if figure.polarity not in (Polarity.HIGHEST, Polarity.LOWEST):
            return False
        is_better = (value > other) is (figure.polarity is Polarity.HIGHEST)
        return is_better is not (side == "better")
    return (value > other) is not (side in ("higher", "above"))


def _a_year_ago(figure: Figure, others: Others) -> tuple[Decimal, ...]:
    """The figure of the same period a year before, and the outturn of that year: a text may mean either."""
    rows, row = figure.ratings.observations, figure.row
    calendar = figure.indicator.calendar
    then = figure.period - calendar.periods_per_year
    same = (rows.code == rows.code[row]) & (rows.area == rows.area[row]) & (rows.period == then)
    found = [Figure(figure.ratings, place).value for place in np.flatnonzero(same).tolist()]
    year = calendar.year_of(figure.period) - 1
    found += [each.value for each in others.outturns if each.period == year]
    return tuple(dict.fromkeys(value for value in found if value is not None))
