"""Which indicator, area and period a piece of published text names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.period import MONTHS_IN_FULL, Frequency, Month, month_of
from kpi_engine.model.calendars.period_text import period_label, period_words
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.frozen import frozen
from kpi_engine.withhold.said import is_mark

# Published packs look back no further, and name targets of a year or two to come.
_YEARS_BACK, _YEARS_ON = 6, 2
# Dates, years and counts of what is missing: numbers that are no figures.
_NO_FIGURES = re.compile(
    r"(?i)\b[0-9]{1,2}(?:st|nd|rd|th)?\s+(?:" + "|".join(month[:3] for month in MONTHS_IN_FULL) + r")[a-z]*\b"
    r"|\b(?:19|20)[0-9]{2}(?:\s?[-/–]\s?(?:[0-9]{4}|[0-9]{1,2}))*(?:T[0-9:]+Z?)?\b"
    r"|\band [0-9]+ more\b"
    r"|\b(?:target|floor standard|floor|limits?|page|table|section|edition|version|level|band)s?\b"
    r"(?:\s+(?:of|is|was|at|:))?\s*:?\s*[<>≤≥]?\s*[0-9][0-9.,]*%?"
    r"|[0-9][0-9.,]*%?\s+(?:or|and) (?:more|less|fewer|above|below|over)\b"
    r"|\b[0-9]+\s+(?:working |calendar |school )?(?:hours?|days?|weeks?|months?|quarters?|terms?|years?)\b"
)


@frozen
class _Named:
    """The periods of a calendar by their labels, and a pattern that finds these."""

    labels: Mapping[str, int]
    pattern: re.Pattern[str]


class Labels:
    """The labels of a project's indicators and areas, and of periods around its as-at month."""

    def __init__(
        self, indicators: Sequence[Indicator], areas: Sequence[Area], as_at: Month, mark: str = ""
    ) -> None:
        """All that the files may be about; ``mark`` is the scorecard's own for withheld figures."""
        self._mark = mark.casefold()
        self.defined = {indicator.code: indicator for indicator in indicators}
        self._areas = [area.name for area in areas]
        self._as_at = as_at
        self._named_by: dict[Calendar, _Named] = {}
        self._calendars = tuple(dict.fromkeys(each.calendar.naming for each in indicators))
        # Pages repeat their texts.
        self._codes_in: dict[str, str | None] = {}
        self._areas_in: dict[str, str | None] = {}
        self._periods_in: dict[tuple[str, str, bool], int | None] = {}
        self._plain: dict[str, str] = {}
        # What the scorecard calls floor standards: the number behind it is no figure either.
        self._floors = _any_of({each.scale.words.floor_standard for each in indicators}, re.IGNORECASE)

    @cached_property
    def _codes(self) -> re.Pattern[str]:
        return _any_of(self.defined)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {indicator.name.casefold(): code for code, indicator in self.defined.items()}

    @cached_property
    def _named(self) -> re.Pattern[str]:
        return _any_of(self._names, re.IGNORECASE)

    @cached_property
    def _area_names(self) -> re.Pattern[str]:
        return _any_of(self._areas)

    def code_in(self, text: str) -> str | None:
        """The first indicator that a text names, by its code, else by its name."""
        if text not in self._codes_in:
            found, named = self._codes.search(text), self._named.search(text)
            by_name = None if named is None else self._names[named[0].casefold()]
            self._codes_in[text] = by_name if found is None else found[0]
        return self._codes_in[text]

    def area_in(self, text: str) -> str | None:
        """The first area that a text names."""
        if text not in self._areas_in:
            found = self._area_names.search(text)
            self._areas_in[text] = None if found is None else found[0]
        return self._areas_in[text]

    def area_of_file(self, title: str) -> str | None:
        """The area that a file is named after: ``north-east`` for North East."""
        plain = _plain(title)
        return next((name for name in self._areas if _plain(name) == plain), None) or self.area_in(title)

    def is_area(self, text: str) -> str | None:
        """The area that a text is the name of, ``North`` or ``North (district)``."""
        name = re.sub(r"\s*\([^)]*\)$", "", text)
        return name if name in self._areas else None

    def period_in(self, text: str, code: str, *, yearly: bool = False) -> int | None:
        """The first period of an indicator that a text names, or the first of its years."""
        key = (text, code, yearly)
        if key not in self._periods_in:
            calendar = self.defined[code].calendar
            named = self._calendar((calendar.yearly if yearly else calendar).naming)
            found = named.pattern.search(text)
            self._periods_in[key] = None if found is None else named.labels[found[0].casefold()]
        return self._periods_in[key]

    def is_mark(self, text: str) -> bool:
        """Whether a cell says that its figure is withheld."""
        return is_mark(text) or (bool(self._mark) and text.strip().casefold() == self._mark)

    def latest_of(self, code: str) -> int:
        """The latest period that a text without a period can be about."""
        return self.defined[code].calendar.latest(self._as_at)

    def is_period(self, text: str) -> bool:
        """Whether a text is the name of a period of any indicator, and nothing else."""
        plain = text.casefold().strip()
        return any(plain in self._calendar(calendar).labels for calendar in self._calendars)

    def names_period(self, text: str) -> bool:
        """Whether a text names a period of any indicator."""
        return any(self._calendar(calendar).pattern.search(text) for calendar in self._calendars)

    def without_labels(self, text: str) -> str:
        """A text without codes, names, areas, periods, dates and standards: the numbers left are figures."""
        if text not in self._plain:
            plain = text
            for pattern in (self._codes, self._named, self._area_names):
                plain = pattern.sub(" ", plain)
            for calendar in self._calendars:
                plain = self._calendar(calendar).pattern.sub(" ", plain)
            plain = self._floors.sub("floor standard", plain)
            self._plain[text] = _NO_FIGURES.sub(" ", plain)
        return self._plain[text]

    def _calendar(self, naming: Calendar) -> _Named:
        if naming not in self._named_by:
            labels = self._found_labels(naming)
            self._named_by[naming] = _Named(labels, _any_of(labels, re.IGNORECASE))
        return self._named_by[naming]

    def _found_labels(self, calendar: Calendar) -> Mapping[str, int]:
        latest, in_year = calendar.latest(self._as_at), calendar.periods_per_year
        found: dict[str, int] = {}
        for period in range(latest - _YEARS_BACK * in_year, latest + _YEARS_ON * in_year + 1):
            labels = [period_label(calendar, period), period_words(calendar, period)]
            if calendar.frequency is Frequency.MONTHLY:
                month = month_of(period)
                name = MONTHS_IN_FULL[month.month - 1]
                labels += [f"{name} {month.year}", f"{name[:3]}-{month.year % 100:02d}"]
            for label in labels:
                found.setdefault(label.casefold(), period)
        return found


def _any_of(texts: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    """A pattern for any of some texts as whole words, the longest first."""
    longest = sorted((text for text in texts if text), key=lambda text: (-len(text), text))
    either = "|".join(map(re.escape, longest)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", flags)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")
