"""Targets and tolerances in the words that officers write them in: ``≥ 78%``, ``5% of target``, ``2 pp green, 5 pp amber``."""

from __future__ import annotations

import re
from decimal import Decimal

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.frozen import frozen
from kpi_engine.read.recognise.words.figure_cells import FoundFigure, figure_in, figure_of_text
from kpi_engine.read.workbook.cell import Cell, CellKind

NO_TARGET = re.compile(
    r"(no target( set)?|none|n/?a|not set|volume( only)?|for information( only)?|monitor( only)?|-|–|tbc|contextual)",
    re.I,
)
_SIGNED = re.compile(
    r"(?P<sign>≥|≤|>=|=>|<=|=<|>|<|=|at least|minimum( of)?|at most|maximum( of)?|no more than|more than|less than|under|over|below|above)\s*(?P<number>.+)",
    re.I,
)
_HIGHEST = {"≥", ">=", "=>", ">", "at least", "minimum", "minimum of", "more than", "over", "above"}
_STRICT = {">", "<", "more than", "less than", "under", "over", "below", "above"}
_TRAILING = re.compile(
    r"(?P<number>.+?)\s*(?P<sign>\+|or more|or above|or higher|or less|or fewer|or below|or under|and above|and below)",
    re.I,
)
_PROFILE = re.compile(r"(?P<part>Q[1-4]|[A-Za-z]{3,9}|H[12])\s*[:=]?\s*(?P<number>[-£]?[\d.,]+\s*%?)")
_RANGE = re.compile(r"(?P<low>[-£]?[\d.,]+ ?%?)\s*(?:-|–|to)\s*(?P<high>[-£]?[\d.,]+ ?%?)")


_TYPED_SIGN = re.compile(r"= ?-?[\d.,]+ ?%?")


@frozen
class FoundTarget:
    """What a cell says of a target. ``polarity`` where its sign says it; ``zero_only``: it is written ``= 0``.

    ``profile`` is a target for each part of a year, as (``Q1``, number). ``note`` keeps a text that was not
    understood, word for word.
    """

    number: FoundFigure | None = None
    polarity: Polarity | None = None
    strict: bool = False
    profile: tuple[tuple[str, FoundFigure], ...] = ()
    range: tuple[str, str] | None = None
    is_none: bool = False
    note: str = ""


def target_in(cell: Cell) -> FoundTarget | None:
    """The target of a cell; None for an empty cell."""
    if cell.kind is CellKind.EMPTY:
        return None
    # Typed as a text, "= 0" becomes a formula that a spreadsheet program has not calculated yet.
    if cell.kind is not CellKind.TEXT and not _TYPED_SIGN.fullmatch(cell.text):
        figure = figure_in(cell)
        return FoundTarget(figure) if figure.is_figure else FoundTarget(note=cell.text)
    return target_of_text(cell.text)


def target_of_text(written: str) -> FoundTarget:
    """As ``target_in``, of a text."""
    text = " ".join(written.split())
    if NO_TARGET.fullmatch(text):
        return FoundTarget(is_none=True)
    signed = _SIGNED.fullmatch(text)
    if signed is not None and (figure := figure_of_text(signed["number"])).value:
        return _signed(signed["sign"].casefold(), figure)
    trailing = _TRAILING.fullmatch(text)
    if trailing is not None and (figure := figure_of_text(trailing["number"])).value:
        up = trailing["sign"].casefold() in {"+", "or more", "or above", "or higher", "and above"}
        return FoundTarget(figure, Polarity.HIGHEST if up else Polarity.LOWEST)
    return _profile(text) or _plain_target(text)


def _profile(text: str) -> FoundTarget | None:
    """A target for each part of a year: ``Q1 28.5% / Q2 55.5% / Q3 82.5% / Q4 97.0%``."""
    profile = [(match["part"], figure_of_text(match["number"])) for match in _PROFILE.finditer(text)]
    is_whole = len(profile) > 1 and all(figure.value for _, figure in profile)
    return FoundTarget(profile=tuple(profile)) if is_whole else None


def _plain_target(text: str) -> FoundTarget:
    figure = figure_of_text(text)
    if figure.value:
        return FoundTarget(figure)
    between = _RANGE.fullmatch(text)
    if between is not None:
        low, high = (figure_of_text(between[name]) for name in ("low", "high"))
        if low.value and high.value and Decimal(low.value) < Decimal(high.value):
            return FoundTarget(high, Polarity.TARGET, range=(low.value, high.value))
    return FoundTarget(note=text)


def _signed(sign: str, figure: FoundFigure) -> FoundTarget:
    if sign == "=":
        # Nothing can be below none: to have exactly none is to have as few as can be.
        return FoundTarget(figure, Polarity.LOWEST if Decimal(figure.value) == 0 else Polarity.TARGET)
    return FoundTarget(figure, Polarity.HIGHEST if sign in _HIGHEST else Polarity.LOWEST, sign in _STRICT)


@frozen
class FoundTolerance:
    """How far from the target is AMBER: so many percent of it, or so many points, or up to a value.

    ``green`` is how far is still GREEN, in points, where a text says both. ``between`` are the lowest and the
    highest value that are AMBER.
    """

    percent: str = ""
    points: str = ""
    up_to: str = ""
    green: str = ""
    is_none: bool = False
    note: str = ""
    between: tuple[str, str] | None = None


_POINTS = r"(?:percentage points?|points?|pp|ppts?|% ?points?)"
_AROUND = rf"(?: ?(?:{_POINTS}|%|m|k|days?|either side|each side|each way))*"
_GREEN = rf"(?:within )?[±£]?(?P<g>\d+(?:\.\d+)?){_AROUND}(?: is)? green"
_AMBER = rf"(?:within )?(?P<up>up to |to )?[±£]?(?P<x>\d+(?:\.\d+)?){_AROUND}(?: is)? amber"

_FORMS = (
    r"(?P<none>none|no amber|n/?a|met ?/ ?(?:or )?(?:not met|missed)|-)",
    r"(?:(?:amber )?within |[<≤] ?)?(?P<percent>\d+(?:\.\d+)?) ?%"
    r"(?: (?:of|off|below|above|from|worse than|either side of) (?:the )?target)?",
    rf"(?:within )?(?P<points>\d+(?:\.\d+)?) ?{_POINTS}",
    rf"{_GREEN}[,;]? {_AMBER}",
    r"(?:up to|to|amber (?:up )?to|down to) (?P<up_to>\d+(?:\.\d+)?)%?(?: amber)?",
)


def _tolerance(match: re.Match[str]) -> FoundTolerance:
    found = {name: text for name, text in match.groupdict().items() if text}
    if "g" in found:
        if "up" in found:
            return FoundTolerance(green=found["g"], up_to=found["x"])
        return FoundTolerance(green=found["g"], points=found["x"])
    return FoundTolerance(
        percent=found.get("percent", ""),
        points=found.get("points", ""),
        up_to=found.get("up_to", ""),
        is_none="none" in found,
    )


def tolerance_in(cell: Cell) -> FoundTolerance | None:
    """The tolerance of a cell; None for an empty cell."""
    if cell.kind is CellKind.EMPTY:
        return None
    text = " ".join(cell.text.casefold().split()).lstrip("±+/- ")
    between = _RANGE.fullmatch(text)
    ends = [] if between is None else [figure_of_text(between[name]).value for name in ("low", "high")]
    if ends and all(ends):
        return FoundTolerance(between=(ends[0], ends[1]))
    found = next((_tolerance(match) for form in _FORMS if (match := re.fullmatch(form, text))), None)
    if found is not None:
        return found
    if cell.number is not None:
        return FoundTolerance(points=cell.exact)
    return FoundTolerance(note=cell.text)
