"""Numbers in a commentary that are none of its row's figures. Rules: docs/commentary.md, "Numbers"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kpi_engine.model.calendars.period import MONTH_NAMES
from kpi_engine.model.decimals import decimals_of
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.percent_of_target import percent_before_rounding

_MONTH = rf"(?:{'|'.join(MONTH_NAMES)})[a-z]*\.?"
_YEAR = r"(?:19|20)[0-9]{2}"
# What looks like a number and is none of the row's: blanked before numbers are sought.
_NO_FIGURES = (
    r"\]\([^)]*\)|https?://\S+",
    r"(?m)^\s*[0-9]+[.)]\s",
    rf"\b{_YEAR}-[0-9]{{1,2}}(?:-[0-9]{{1,2}})?\b",
    rf"\b{_YEAR}\s?[-/–]\s?(?:{_YEAR}|[0-9]{{2}})\b",
    rf"\b[0-9]{{1,2}}/[0-9]{{1,2}}/(?:{_YEAR}|[0-9]{{2}})\b",
    rf"(?i)\b[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?:\s+{_YEAR})?\b",
    rf"(?i)\b{_MONTH}\s+(?:[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+)?{_YEAR}\b",
    rf"(?<![\w.,]){_YEAR}(?![\w%]|[.,][0-9])",
    r"(?i)\b(?:years?|(?:key\s+)?stages?|quarters?|terms?|weeks?|grades?|levels?|tiers?|bands?|phases?|"
    r"sections?|parts?|pages?|tables?|aged)\s+[0-9]+(?:\s?(?:-|–|to|and|or)\s?[0-9]+)?(?![\w%]|[.,][0-9])",
    r"(?i)\b[0-9]+(?:\s?(?:-|–|to|and|or)\s?[0-9]+)?[\s-]years?[\s-]olds?\b",
)
_DURATION = re.compile(r"(?i)\b([0-9]+)[\s-]((?:working[\s-])?(?:hour|day|week|month|mth|year|yr))s?\b")
_SHORT_UNITS = {"mth": "month", "yr": "year"}
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>(?<![\w%])[-−])?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<fraction>\.[0-9]+)?"
    r"(?P<percent>\s?(?:%|per\s?cent\b))?(?![\w])"
)
# A count said in round numbers keeps two digits at least: 24,000 for 23,926, 550 for 552.
_FEWEST_DIGITS = 2


@dataclass(frozen=True, slots=True)
class NumberInText:
    """A number as written; ``line`` counts from 0."""

    text: str
    value: Decimal
    is_percent: bool
    line: int


def numbers_in(markdown: str, indicator: Indicator) -> Iterator[NumberInText]:
    """The numbers that must be figures: no years, dates, codes, or durations of the indicator's name."""
    text = markdown
    for pattern in _NO_FIGURES:
        text = re.sub(pattern, _blank, text)
    known = set(_durations(f"{indicator.name} {indicator.data_period.words}"))
    text = _DURATION.sub(lambda found: _blank(found) if _duration(found) in known else found[0], text)
    for found in _NUMBER.finditer(text):
        digits = found["digits"].replace(",", "") + (found["fraction"] or "")
        yield NumberInText(
            text=" ".join(found[0].split()),
            value=Decimal(f"-{digits}" if found["sign"] else digits),
            is_percent=bool(found["percent"]),
            line=text.count("\n", 0, found.start()),
        )


def _blank(found: re.Match[str]) -> str:
    """Spaces in place of what was found, and its line breaks."""
    return "".join(mark if mark == "\n" else " " for mark in found[0])


def _durations(text: str) -> Iterator[tuple[str, str]]:
    return (_duration(found) for found in _DURATION.finditer(text))


def _duration(found: re.Match[str]) -> tuple[str, str]:
    unit = " ".join(found[2].lower().replace("-", " ").split())
    return found[1], _SHORT_UNITS.get(unit, unit)


@dataclass(frozen=True, slots=True)
class RowNumbers:
    """The figures of a row, exactly; ``differences`` are between two of its values, without sign."""

    values: tuple[Fraction, ...]
    counts: tuple[Fraction, ...]
    differences: tuple[Fraction, ...]


def numbers_of(figures: Sequence[Figure], comparators: Sequence[Decimal]) -> RowNumbers:
    """What a commentary may quote of a row, which can stand in several sections with other periods."""
    values: list[Fraction] = [Fraction(number) for number in comparators]
    counts: list[Fraction] = []
    differences: list[Fraction] = []
    for figure in figures:
        standards = [] if figure.threshold is None else list(_standards(figure.threshold.rule))
        values += _percents(figure)
        previous = figure.previous
        shown = [one for one in (figure, previous) if one is not None]
        own = [Fraction(one.value) for one in shown if one.value is not None]
        values += [*own, *standards, *(one.raw for one in shown if one.raw is not None)]
        counts += [
            Fraction(part) for one in shown for part in (one.numerator, one.denominator) if part is not None
        ]
        if figure.value is not None:
            others = [*standards, *own[1:]]
            differences += [abs(Fraction(figure.value) - other) for other in others]
    return RowNumbers(tuple(values), tuple(counts), tuple(differences))


def _standards(rule: RatingRule) -> Iterator[Fraction]:
    yield from rule.all_numbers()


def _percents(figure: Figure) -> Iterator[Fraction]:
    """The percent of its target that a figure is rated by, and the percents that bands begin or end with."""
    rule = None if figure.threshold is None else figure.threshold.rule
    if figure.percent_of_target is not None and rule is not None:
        yield Fraction(figure.percent_of_target)
        exact = percent_before_rounding(figure)
        yield from () if exact is None else (exact,)
        yield from (Fraction(percent) for percent in rule.percents())


def is_figure(number: NumberInText, row: RowNumbers) -> bool:
    """Whether a number is one of the row's at some sensible rounding; a percentage is no count."""
    if any(_rounds_to(figure, number.value) for figure in row.values):
        return True
    # Not rounded: most small numbers would be near to one of them.
    if Fraction(abs(number.value)) in row.differences:
        return True
    return not number.is_percent and any(_rounds_to(figure, number.value) for figure in row.counts)


def _rounds_to(figure: Fraction, number: Decimal) -> bool:
    """Half up, to as many decimals as the number has; a larger one also to tens, hundreds and so on."""
    decimals, sought = decimals_of(number), Fraction(number)
    if _rounded(figure, Fraction(1, 10**decimals)) == sought:
        return True
    digits = len(str(int(abs(figure))))
    return any(
        sought % 10**zeros == 0 and _rounded(figure, Fraction(10**zeros)) == sought
        for zeros in range(1, digits - _FEWEST_DIGITS + 1)
    )


def _rounded(figure: Fraction, unit: Fraction) -> Fraction:
    size = (abs(figure) / unit + Fraction(1, 2)).__floor__() * unit
    return -size if figure < 0 else size
