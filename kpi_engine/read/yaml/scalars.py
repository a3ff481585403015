"""Values that are one text in the file: texts, choices, truth values, dates, paths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import TypeVar

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.csv.dates import why_not_an_iso_day
from kpi_engine.read.csv.period_readings import why_not_a_month
from kpi_engine.read.csv.periods import parse_month
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.unquoted import taken_for
from kpi_engine.read.yaml.yaml_nodes import ScalarNode

E = TypeVar("E", bound=Enum)

# What the code of an indicator may contain beside letters and digits.
CODE_SIGNS = "._/&-"
_LONGEST_CODE = 40
_SEPARATORS = (",", " ", "'")


@frozen
class Text(ScalarKind[str]):
    """Some text; on one line unless ``paragraphs``."""

    paragraphs: bool = False

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "a text"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        # A block scalar ends in a line break, and nobody sees the spaces around a paragraph.
        text = node.text.strip() if self.paragraphs else node.text.removesuffix("\n")
        problem = self._problem(text, node.plain)
        if problem is None:
            return text
        what, remedy = problem
        issues.append(error(node.location, f"{label} {what}", remedy))
        return None

    def _problem(self, text: str, plain: bool) -> tuple[str, str] | None:
        if not text.strip():
            return "has no text", "write it, or delete the line"
        if text != text.strip():
            return f"{shown(text)} begins or ends with a space", "delete the space"
        if "\n" in text and not self.paragraphs:
            return f"{shown(text)} has several lines", "write it on one line, or fold it with >-"
        # Written as an escape in double quotes, such a character passes the check of the file itself.
        hidden = forbidden_character(text)
        if hidden is not None or "\t" in text:
            name = "a tab" if hidden is None else character_name(hidden[0])
            return f"{shown(text)} has {name}", "delete it"
        meaning = taken_for(text) if plain else ""
        if meaning:
            return (
                f"{shown(text)} without quotes can be taken for {meaning}",
                f"write {shown(text)} with quotes",
            )
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "string", "minLength": 1}


@frozen
class Code(ScalarKind[str]):
    """A name for programs as well as people. It may contain ``signs`` beside letters and digits.

    With ``spaces`` it may have several words, as the codes of many lists do: ``NI 192``, ``C&L 01``.
    """

    signs: str
    spaces: bool = False

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        words = ", single spaces between them" if self.spaces else ""
        return f"letters, digits and {' '.join(self.signs)} only{words}, a letter or digit first"

    @property
    def pattern(self) -> str:
        """What it matches from end to end."""
        word = f"[A-Za-z0-9{re.escape(self.signs)}]"
        return f"[A-Za-z0-9]{word}*( {word}+)*" if self.spaces else f"[A-Za-z0-9]{word}*"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        text = Text().read_text(node, label, issues)
        if text is None or (re.fullmatch(self.pattern, text) and len(text) <= _LONGEST_CODE):
            return text
        remedy = f"write {self.noun}, at most {_LONGEST_CODE} in all"
        issues.append(error(node.location, f"{label} {shown(text)} is not a code", remedy))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "string", "pattern": f"^{self.pattern}$", "maxLength": _LONGEST_CODE}


@frozen
class Choice(ScalarKind[E]):
    """One of the members of an enum, named by its value.

    ``others`` are further words that people write, each with what to write in its place: they are suggested
    and never read.
    """

    members: type[E]
    others: Mapping[str, str] = field(default_factory=dict)

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return joined(self._names(), "or")

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> E | None:
        """See ``ScalarKind.read_text``."""
        if node.text in self._names():
            return self.members(node.text)
        meant = self.others.get(re.sub(r"[\s_-]+", " ", node.text.casefold()).strip())
        if meant is None:
            remedy = did_you_mean(node.text, self._names()) or f"write {self.noun}"
        else:
            remedy = f"write {meant}"
        issues.append(error(node.location, f"{label} {shown(node.text)} is not known", remedy))
        return None

    def _names(self) -> tuple[str, ...]:
        return _names_of(self.members)

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"enum": list(self._names())}


@lru_cache(maxsize=256)
def _names_of(members: type[Enum]) -> tuple[str, ...]:
    return tuple(str(member.value) for member in members)


class YesNo(ScalarKind[bool]):
    """``true`` or ``false``."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "true or false"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> bool | None:
        """See ``ScalarKind.read_text``."""
        if node.plain and node.text in ("true", "false"):
            return node.text == "true"
        where = "" if node.plain else " in quotes"
        what = f"{label} {shown(node.text)}{where} is not true or false"
        issues.append(error(node.location, what, "write true or false, in small letters and without quotes"))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "boolean"}


class PeriodText(ScalarKind[str]):
    """A label of a year or period. Which it is depends on a frequency, so that it is only text here."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "a year or period such as 2023-24"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        return " ".join(node.text.split())

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        # A calendar year is a number to other readers of YAML.
        return {"type": ["string", "integer"], "minLength": 4}


class MonthText(ScalarKind[Month]):
    """A month, in any of the styles that read/csv/periods.py knows."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "a month such as 2024-08"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> Month | None:
        """See ``ScalarKind.read_text``."""
        month = parse_month(node.text)
        if month is None:
            what = f"{label} {shown(node.text)} {why_not_a_month(node.text)}"
            issues.append(error(node.location, what, f"write {self.noun}"))
        return month

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "string", "minLength": 5}


class Separator(ScalarKind[str]):
    """The sign between thousands. The decimal point is always a point."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return 'a comma, a space or an apostrophe in quotes: ","'

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        if node.text in _SEPARATORS:
            return node.text
        issues.append(error(node.location, f"{label} {shown(node.text)} is not one", f"write {self.noun}"))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"enum": list(_SEPARATORS)}


class DateText(ScalarKind[str]):
    """A day as 2024-09-30: the one order of year, month and day that cannot be misread."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "a date such as 2024-09-30"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> str | None:
        """See ``ScalarKind.read_text``."""
        if _is_date(node.text):
            return node.text
        reason, remedy = why_not_an_iso_day(node.text)
        issues.append(error(node.location, f"{label} {shown(node.text)} {reason}", remedy))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "string", "format": "date"}


def _is_date(text: str) -> bool:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
