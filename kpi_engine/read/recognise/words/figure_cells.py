"""A cell where a figure is expected: the figure as it is shown, its parts, or why there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kpi_engine.model.definitions.figure_marks import FigureMark, bits_of, with_signs
from kpi_engine.model.frozen import frozen
from kpi_engine.read.csv.marked_texts import marked
from kpi_engine.read.csv.number_columns import MISSING_MARKS
from kpi_engine.read.workbook.cell import Cell, CellKind

# Units that a cell can show beside its number.
PERCENT_UNIT, SECONDS, POUNDS = "percent", "seconds", "£"
# Units that show seconds and ratios as cells show them: 2:21, 1:17.9.
CLOCK_UNIT, RATIO_UNIT = "minutes:seconds", "1:n"
_TO_COME = re.compile(
    r"(due|awaited|awaiting|await|tbc|tba|to follow|pending|not yet|to be (confirmed|supplied))\b.*"
)
_OF = re.compile(r"(?P<n>\d[\d,]*(?:\.\d+)?) ?(?:of|out of|/) ?(?P<d>\d[\d,]*(?:\.\d+)?)(?: ?\(.*\))?")
_CLOCK = re.compile(r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d(?:\.\d+)?)")
_WORD = re.compile(r"[^\W\d_][^\W\d_ '’/-]*(?:[ /-][^\W\d_'’]+){0,3}")
_LONGEST_WORD = 30
_RATIO = re.compile(r"1 ?: ?(?P<x>\d+\.\d+|\d+)")
_NUMBER = re.compile(
    r"(?P<open>\()?(?P<sign>[-−–])? ?(?P<pounds>£)? ?(?P<sign2>[-−])?"
    r"(?P<digits>\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r" ?(?P<after>%|p{1,2}|[km]|days?|hrs?|hours?|mins?)?(?P<close>\))?"
    r"(?: ?\((?P<in_brackets>p|r|e)\)| ?(?P<alone>[*pr]))?"
)


@frozen
class FoundFigure:
    """What a cell says of a figure.

    ``value`` is in digits, as a data file has it; empty beside ``numerator`` and ``denominator``, and where
    there is no figure: ``mark`` or ``status`` then say why, as a data file has them. ``unit`` is what the
    cell shows beside the number: percent, £, minutes:seconds, seconds or nothing. ``decimals``: how many are
    shown.
    ``problem``: the cell was not understood, and why. ``marks`` are the bits of FigureMark behind it.
    ``word`` is a text that may be a value, such as On track, beside a ``problem`` until the measure is read.
    """

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    status: str = ""
    mark: str = ""
    unit: str = ""
    decimals: int = 0
    scale: str = ""
    problem: str = ""
    is_text: bool = False
    marks: int = 0
    word: str = ""

    @property
    def as_supplied(self) -> str:
        """The value as a data file has it, with its marks behind it; the mark of a missing figure."""
        value = self.value or self.word
        return with_signs(value, self.marks) if value else self.mark

    @property
    def has_value(self) -> bool:
        """Whether there is a number, or a word that is a value."""
        return self.is_figure or bool(self.word)

    @property
    def is_figure(self) -> bool:
        """Whether there is a number."""
        return bool(self.value or self.numerator)

    @property
    def is_empty(self) -> bool:
        """Whether the cell says nothing at all."""
        return self == NOTHING


NOTHING = FoundFigure()


def figure_in(cell: Cell) -> FoundFigure:
    """The figure of a cell; ``NOTHING`` for an empty cell."""
    match cell.kind:
        case CellKind.EMPTY:
            return NOTHING
        case CellKind.ERROR:
            return FoundFigure(problem=f"holds the error {cell.text}")
        case CellKind.NOT_CALCULATED:
            return FoundFigure(problem="holds a formula whose result was never calculated")
        case CellKind.LOGICAL:
            return FoundFigure(problem=f"holds {cell.text}, which is no figure")
        case CellKind.NUMBER:
            return _of_number(cell)
        case CellKind.TEXT:
            return figure_of_text(cell.text)


def _of_number(cell: Cell) -> FoundFigure:
    if cell.seconds is not None:
        shown = _clock(cell.text)
        # Hours and minutes look alike, and are other numbers.
        as_shown = shown is not None and shown.value == plain_number(cell.seconds)
        return FoundFigure(
            plain_number(cell.seconds), unit=shown.unit if shown is not None and as_shown else SECONDS
        )
    if cell.number is None:
        return FoundFigure(problem=f"holds the date {cell.text}, where a figure is expected")
    text = cell.text
    if cell.is_percent:
        unit = PERCENT_UNIT
    elif "£" in text:
        unit = f"£{_scale_in(text)}"
    else:
        unit = ""
    ratio = _RATIO.fullmatch(text)
    scale = "ratio" if ratio else ""
    return FoundFigure(cell.exact, unit=unit, decimals=cell.decimals, scale=scale, marks=marked(text).marks)


def _scale_in(text: str) -> str:
    """``m`` of ``£1.4m``."""
    match = re.search(r"\d ?(k|m|bn|000)\)?$", text.strip())
    return match[1] if match else ""


def figure_of_text(written: str) -> FoundFigure:
    """As ``figure_in``, of a text."""
    behind = marked(" ".join(written.split()))
    if behind.problem is None and (behind.marks or behind.has_note) and behind.text:
        found = figure_of_text(behind.text)
        return replace(found, marks=found.marks | behind.marks)
    text = " ".join(written.split())
    if not text:
        return NOTHING
    # Open data has the marks of official statistics without their brackets.
    bare = f"[{text.casefold()}]" if text.casefold() in {"c", "x", "z"} else text
    mark = next((known for known in MISSING_MARKS if known.casefold() == bare.casefold()), None)
    if mark is not None:
        return FoundFigure(mark=mark)
    if text.casefold() in {"n/k", "not available", "no data", "not collected", "–", "—", "not applicable"}:
        return FoundFigure(
            mark="[z]" if text.casefold() == "not applicable" else "-" if len(text) == 1 else "N/A"
        )
    if _TO_COME.fullmatch(text.casefold()):
        return FoundFigure(status="to be supplied")
    return (
        _parts(text)
        or _clock(text)
        or _number(text)
        or FoundFigure(problem=f'holds "{text}", which is no figure', word=_word(text))
    )


def _word(text: str) -> str:
    """The text where it can be a value that is a word: short, and of letters."""
    return text if _WORD.fullmatch(text) and len(text) <= _LONGEST_WORD else ""


def _parts(text: str) -> FoundFigure | None:
    match = _OF.fullmatch(text)
    if match is None:
        return None
    numerator, denominator = (match[name].replace(",", "") for name in ("n", "d"))
    if Decimal(numerator) > Decimal(denominator):
        return None
    return FoundFigure("", numerator, denominator, unit=PERCENT_UNIT, is_text=True)


def _clock(text: str) -> FoundFigure | None:
    """The figure of a text with colons.

    ``03:41`` is minutes and seconds, ``1:02:30`` has hours too, and ``1:17.9`` is a ratio of one to so many.
    """
    ratio = _RATIO.fullmatch(text)
    match = _CLOCK.fullmatch(text)
    if match is None or (ratio is not None and "." in ratio["x"] and not text.startswith("0")):
        if ratio is None:
            return None
        decimals = len(ratio["x"].partition(".")[2])
        return FoundFigure(ratio["x"], decimals=decimals, scale="ratio", is_text=True)
    seconds = Decimal(match["s"]) + 60 * int(match["m"]) + 3600 * int(match["h"] or 0)
    return FoundFigure(plain_number(seconds), unit=SECONDS if match["h"] else CLOCK_UNIT, is_text=True)


def _number(text: str) -> FoundFigure | None:
    match = _NUMBER.fullmatch(text)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    is_negative = bool(match["open"] or match["sign"] or match["sign2"])
    digits = re.sub("[, ]", "", match["digits"])
    digits = f"0{digits}" if digits.startswith(".") else digits
    after = match["after"] or ""
    unit = PERCENT_UNIT if after == "%" else ""
    if match["pounds"]:
        unit = f"£{after if after in {'k', 'm'} else ''}"
    elif after not in {"%", ""}:
        unit = after if len(after) > 2 else ""
    decimals = len(digits.partition(".")[2])
    return FoundFigure(
        f"{'-' if is_negative else ''}{digits}",
        unit=unit,
        decimals=decimals,
        is_text=True,
        marks=_old_marks(match),
    )


def _old_marks(match: re.Match[str]) -> int:
    """The bits of the marks that are written ``(p)`` or ``p``; an asterisk says nothing of its own."""
    letter = match["in_brackets"] or match["alone"] or ""
    return bits_of(mark for mark in FigureMark if mark.value == letter)


def plain_number(number: Decimal) -> str:
    """``1``, ``83.6``: a number without an exponent and without needless zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
