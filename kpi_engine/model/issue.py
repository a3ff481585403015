"""What is wrong, where, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from kpi_engine.model.frozen import frozen, ordered

_CELL = re.compile(r"(.*!|row )([A-Z]*)([0-9]+)", re.DOTALL)
MOST_TOLD = 1000  # of problems of one kind: nobody mends more at one sitting


class Severity(Enum):
    """An error stops what depends on the input; a warning is reported and the work goes on."""

    ERROR = "error"
    WARNING = "warning"


@ordered
class Location:
    """A place in an input. Lines and columns count from 1; 0 means that the place has none.

    ``place`` is for inputs without lines: a sheet and cell, or a row of a frame.
    """

    file: str
    line: int = 0
    column: int = 0
    place: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, int, int, str]:
        """What places of a file are sorted by: B9 before B10 and Z9 before AA9, as in the sheet."""
        match = _CELL.fullmatch(self.place)
        sheet, column, row = (match[1], match[2], int(match[3])) if match else (self.place, "", 0)
        return self.file, self.line, self.column, sheet, row, len(column), column

    @property
    def input(self) -> str:
        """The file, with the cell or row where it has no lines: ``figures.xlsx:Sheet!F8``."""
        return f"{self.file}:{self.place}" if self.place else self.file

    @property
    def within(self) -> str:
        """``on line 12``, ``in cell F8`` or ``in row 3``: the place in an input that has been named."""
        sheet, _, cell = self.place.rpartition("!")
        return f"on line {self.line}" if self.line else f"in cell {cell}" if sheet else f"in {self.place}"

    def __str__(self) -> str:
        parts = [self.file]
        if self.place:
            parts.append(self.place)
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


@frozen
class Issue:
    """One problem: ``what`` is wrong there and what to do (``remedy``), sentences without a full stop.

    ``area`` names the area whose figures it concerns where no other area's are touched: such an error
    stops that area's scorecards only.
    """

    severity: Severity
    location: Location
    what: str
    remedy: str = ""
    area: str = ""

    def __str__(self) -> str:
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{self.location}: {self.severity.value}: {self.what}{remedy}"


def more_like_these(count: int, place: Location, severity: Severity) -> Issue:
    """The issue that reports the problems beyond MOST_TOLD, of which the first is at ``place``."""
    what = f"there are {count:,} more problems like these from here on"
    return Issue(severity, place, what, "fix the other errors first, then check again")


def error(location: Location, what: str, remedy: str = "", area: str = "") -> Issue:
    """A problem that stops what depends on the input."""
    return Issue(Severity.ERROR, location, what, remedy, area)


def warning(location: Location, what: str, remedy: str = "", area: str = "") -> Issue:
    """A problem that is reported while the work goes on."""
    return Issue(Severity.WARNING, location, what, remedy, area)


class InputError(Exception):
    """Input that cannot be used.

    Carries every issue found: the errors first, which must be fixed, then the warnings, each in the order of
    the input.
    """

    def __init__(self, issues: Sequence[Issue]) -> None:
        self.issues = tuple(sorted(issues, key=lambda issue: issue.severity is not Severity.ERROR))
        super().__init__("\n".join(str(issue) for issue in self.issues))


def errors_in(issues: Sequence[Issue]) -> bool:
    """Whether any of the issues is an error."""
    return any(issue.severity is Severity.ERROR for issue in issues)
