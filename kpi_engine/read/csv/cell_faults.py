"""What can be wrong with a cell of a sheet, so that it gives no text: a mark in place of the text.

The mark goes through the columns as any text does, and is refused where texts become numbers: so one message
tells of each kind of fault, with its cells, and only the rows that have one are spoiled.
"""

from __future__ import annotations

from enum import Enum

_MARK = "\ue000"  # a character for private use, which no input may have


class CellFault(Enum):
    """A fault: why there is no value (a phrase that follows "the value"), and what to do."""

    NOT_CALCULATED = (
        "is a formula whose result is not stored in the file",
        "open the workbook in Excel, let it calculate, and save it",
    )
    STALE = (
        "is the result of a formula, but the workbook was saved without calculating its formulas",
        "press F9 in Excel, set calculation to automatic, and save it",
    )
    IN_HIDDEN_ROW = (
        "is in a hidden row",
        "unhide the row, or declare hidden: leave_out or hidden: read",
    )
    FILTERED_OUT = (
        "is in a row that a filter hides",
        "clear the filter, or declare hidden: read or hidden: leave_out",
    )
    IN_HIDDEN_COLUMN = (
        "is in a hidden column",
        "unhide the column, or declare hidden: leave_out or hidden: read",
    )
    NOT_SHOWN = (
        "is hidden by its number format",
        "format the cell so that its number is shown, or delete the number",
    )
    MERGED = (
        "is in a cell that is merged across several figures",
        "unmerge the cells and write each figure into its own",
    )
    DATE = ("is a date, not a number", "write the figure; Excel makes dates of texts such as 1-2")
    DURATION = (
        "is a length of time",
        "declare the unit that it is to be read in, such as durations: minutes",
    )
    HALF_A_TIME = (
        "is a text with a colon, which can be hours and minutes or minutes and seconds",
        "give the cell the number format mm:ss or [h]:mm, or write all three parts, as in 0:03:41",
    )
    LOGICAL = ("is TRUE or FALSE, not a number", "write the figure")

    @property
    def reason(self) -> str:
        """Why there is no value."""
        return self.value[0]

    @property
    def remedy(self) -> str:
        """What to do."""
        return self.value[1]

    @property
    def mark(self) -> str:
        """The text in place of the value."""
        return _MARK + self.name


def fault_of(text: str) -> CellFault | None:
    """The fault that a text marks; None for any other text."""
    return CellFault[text[1:]] if text.startswith(_MARK) and text[1:] in CellFault.__members__ else None
