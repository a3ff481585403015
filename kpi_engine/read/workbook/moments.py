"""Dates, times and lengths of time: a stored number of days and its format → what Excel shows."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from kpi_engine.model.calendars.period import MONTHS_IN_FULL
from kpi_engine.model.frozen import frozen
from kpi_engine.read.workbook.number_format import FormatSection, Token

_SECONDS_A_DAY = 86400
_LAST_DAY = 2958465  # 31 December 9999
_START_1900 = datetime(1899, 12, 30)
_START_1904 = datetime(1904, 1, 1)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@frozen
class ShownMoment:
    """What is shown of a number of days; ``seconds`` where the format is one of a length of time."""

    text: str
    moment: datetime | None
    parts: str
    seconds: Decimal | None


def show_moment(days: Decimal, section: FormatSection, from_1904: bool) -> ShownMoment | None:
    """A number of days by a section of dates; None where no date is that early or late.

    ``from_1904``: days count from 1 January 1904, as in workbooks from old Macintoshes.
    """
    parts = _parts(section)
    seconds = _exact_seconds(days)
    whole = _to_shown_second(seconds, section)
    if not parts:
        return ShownMoment(_duration_text(whole, section), None, "", seconds)
    moment = _moment(whole, from_1904)
    if moment is None:
        return None
    return ShownMoment(_moment_text(moment, section), moment, parts, None)


def iso_days(text: str, from_1904: bool = False) -> str:
    """A date or time as ``2024-04-01`` or ``2024-04-01T09:30:00`` → its number of days.

    Raises:
        ValueError: the text is not such a date.
    """
    since = datetime.fromisoformat(text.removesuffix("Z")) - (_START_1904 if from_1904 else _START_1900)
    days = Decimal(since // timedelta(microseconds=1)) / (_SECONDS_A_DAY * 1_000_000)
    return format(days, "f")


def _exact_seconds(days: Decimal) -> Decimal:
    """To the millionth: the fifteen digits of the days keep no more."""
    return (days * _SECONDS_A_DAY).quantize(Decimal("0.000001")).normalize()


def _parts(section: FormatSection) -> str:
    """Which of y, m, d the section shows, and t where it shows a time as well; empty for a time alone."""
    letters = {token.text[0] for token in section.tokens if token.kind == "date"}
    letters = {"y" if letter == "e" else letter for letter in letters}
    dates = "".join(letter for letter in "ymd" if letter in letters)
    return dates + "t" if dates and letters & set("hns") else dates


def _to_shown_second(seconds: Decimal, section: FormatSection) -> Decimal:
    """Rounded to what the format shows, where it shows seconds: 0.99999 of a minute is not 59."""
    step = Decimal(1).scaleb(-_second_decimals(section))
    return (seconds / step).to_integral_value(ROUND_HALF_UP) * step


def _second_decimals(section: FormatSection) -> int:
    tokens = section.tokens
    for at, token in enumerate(tokens):
        if token.kind == "point":
            rest = [each.kind == "digit" for each in tokens[at + 1 :]]
            return rest.index(False) if False in rest else len(rest)
    return 0


def _moment(seconds: Decimal, from_1904: bool) -> datetime | None:
    days, rest = divmod(seconds, _SECONDS_A_DAY)
    if not 0 <= days <= _LAST_DAY - 1462 * from_1904:
        return None
    start = _START_1904 if from_1904 else _START_1900 + timedelta(days=days < 60)
    return start + timedelta(days=int(days), microseconds=int(rest * 1_000_000))


def _moment_text(moment: datetime, section: FormatSection) -> str:
    halves = section.has("half")
    return "".join(_moment_piece(token, moment, halves) for token in section.tokens).strip()


def _moment_piece(token: Token, moment: datetime, halves: bool) -> str:
    width = len(token.text)
    if token.kind == "half":
        return "AM" if moment.hour < 12 else "PM"
    if token.kind not in {"date", "elapsed"}:
        return "" if token.kind == "digit" else token.text
    name, day = MONTHS_IN_FULL[moment.month - 1], _DAYS[moment.weekday()]
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    pieces = {
        "y": (f"{moment:%y}", f"{moment:%y}", str(moment.year)),
        "e": (str(moment.year),),
        "m": (str(moment.month), f"{moment.month:02d}", name[:3], name, name[0]),
        "d": (str(moment.day), f"{moment.day:02d}", day[:3], day),
        "h": (str(hour), f"{hour:02d}"),
        "n": (str(moment.minute), f"{moment.minute:02d}"),
        "s": (str(moment.second), f"{moment.second:02d}"),
    }.get(token.text[0], ("",))
    return pieces[min(width, len(pieces)) - 1]


def _duration_text(seconds: Decimal, section: FormatSection) -> str:
    size = abs(seconds)
    whole = int(size)
    units = {"h": (whole // 3600, 24), "n": (whole // 60, 60), "s": (whole, 60)}
    pieces: list[str] = []
    for token in section.tokens:
        if token.kind in {"date", "elapsed"} and token.text[0] in units:
            number, wraps = units[token.text[0]]
            number = number if token.kind == "elapsed" else number % wraps
            if token.text[0] == "h" and section.has("half"):
                number = number % 12 or 12
            pieces.append(str(number).zfill(len(token.text)))
        elif token.kind == "half":
            pieces.append("AM" if whole % _SECONDS_A_DAY < _SECONDS_A_DAY // 2 else "PM")
        elif token.kind != "digit":
            pieces.append(token.text)
        if token.kind == "point":
            decimals = _second_decimals(section)
            pieces.append(format(size % 1, f".{decimals}f").partition(".")[2])
    return ("-" if seconds < 0 else "") + "".join(pieces).strip()
