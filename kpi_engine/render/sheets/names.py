"""Names of sheets and of table objects: what Excel allows, each once, and distinguishable for a reader."""

from __future__ import annotations

import re

from kpi_engine.render.sheets.workbook_words import cut, one_line, units

_LONGEST_SHEET = 31
# Excel forbids []:*?/\ ; an exclamation mark would end the name in a reference.
_FORBIDDEN = re.compile(r"[\[\]*?/\\!]")
_COLON = re.compile(r" ?: ?")
# A name that Excel keeps for itself.
_RESERVED = "history"
_DASHES = " –—-,;:&"
_GAP = " … "
_NOT_IN_TABLE_NAMES = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_TABLE = 200


class Names:
    """The names that a workbook has used."""

    def __init__(self) -> None:
        self._sheets = {_RESERVED}
        self._tables: set[str] = set()

    def sheet(self, title: str) -> str:
        """A name for the sheet of this title; one that is taken gets a number."""
        wanted = _edges(one_line(_FORBIDDEN.sub(" ", _COLON.sub(" – ", title)))) or "Sheet"
        name, number = shortened(wanted, _LONGEST_SHEET), 1
        while name.lower() in self._sheets:
            number += 1
            suffix = f" ({number})"
            name = shortened(wanted, _LONGEST_SHEET - len(suffix)) + suffix
        self._sheets.add(name.lower())
        return name

    def table(self, identifier: str) -> str:
        """A name for a table object: ``kpi_ics_monthly``. The prefix keeps it from being a cell's address."""
        wanted = cut("kpi_" + _NOT_IN_TABLE_NAMES.sub("_", identifier).strip("_").lower(), _LONGEST_TABLE)
        name, number = wanted, 1
        while name in self._tables:
            number += 1
            name = f"{wanted}_{number}"
        self._tables.add(name)
        return name


def shortened(title: str, limit: int) -> str:
    """As many words of both ends as fit: ``Vulnerable … primary – annual``.

    The start says what a sheet is about, the end what distinguishes it from its neighbours.
    """
    if units(title) <= limit:
        return title
    words = title.split(" ")
    best = ""
    for first in range(1, len(words)):
        head = " ".join(words[:first]).rstrip(_DASHES)
        for last in range(first + 1, len(words)):
            tail = " ".join(words[last:]).lstrip(_DASHES)
            name = _edges(f"{head}{_GAP}{tail}")
            if units(best) < units(name) <= limit and head and tail:
                best = name
    return best or _edges(cut(title, limit))


def _edges(name: str) -> str:
    """The name without characters that may not be its first or last."""
    return name.strip("' ")
