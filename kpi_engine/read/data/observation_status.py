"""Why a figure is missing or old, put together from its mark, its status and its denominator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from kpi_engine.model.arrays.lookup import by_row
from kpi_engine.model.arrays.observation import BoolArray, ExactColumn, SmallArray
from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.definitions.figure_marks import FigureMark, bits_of
from kpi_engine.model.definitions.judgement import WITHHELD, Missing
from kpi_engine.model.frozen import frozen
from kpi_engine.model.wording import did_you_mean, shown
from kpi_engine.read.csv.csv_table import TextColumn
from kpi_engine.read.csv.number_columns import NumberColumn
from kpi_engine.read.csv.row_problems import RowProblems

CARRIED_FORWARD = "carried forward"
NEW = "new"
_STATUSES: Mapping[str, Missing] = {
    "": Missing.PRESENT,
    CARRIED_FORWARD: Missing.PRESENT,
    NEW: Missing.PRESENT,
    "not available": Missing.NOT_AVAILABLE,
    "to be supplied": Missing.BLANK,
    "confidential": Missing.CONFIDENTIAL,
    "suppressed": Missing.SUPPRESSED,
    "not applicable": Missing.NOT_APPLICABLE,
    "closed": Missing.CLOSED,
}
# Other words for some marks beside a figure.
_MARK_WORDS = {
    **{mark.words: mark for mark in FigureMark},
    **{mark.sign: mark for mark in FigureMark},
    "estimate": FigureMark.ESTIMATED,
    "break in time series": FigureMark.BREAK,
    "break": FigureMark.BREAK,
    "unreliable": FigureMark.LOW_RELIABILITY,
}
_STATUS_NAMES = (*filter(None, _STATUSES), *(mark.words for mark in FigureMark))
_BETWEEN = re.compile(r"\s*[,;]\s*|\s+and\s+")
_UNREADABLE = -1
_WITHHELD = np.array([mark in WITHHELD for mark in Missing], np.bool_)
# What a withheld numerator or denominator says more of.
_SAID_BY_A_PART = (Missing.PRESENT, Missing.BLANK, Missing.ZERO_DENOMINATOR)
# Marks that say no more than that there is no figure: the status can say why.
_GENERAL_MARKS = (Missing.BLANK, Missing.NOT_AVAILABLE, Missing.DASH)
_IS_GENERAL = np.array([mark in _GENERAL_MARKS for mark in Missing], np.bool_)
_IS_SAID_BY_A_PART = np.array([mark in _SAID_BY_A_PART for mark in Missing], np.bool_)


@frozen
class Status:
    """Missing positions of n rows (0 if a value is given or to be computed), and what is said of the figures.

    ``is_new`` says that there is nothing to compare the figure with yet. ``withheld`` says that numerator and
    denominator are kept back, with the value or without it. ``marks`` are the bits of FigureMark.
    """

    missing: SmallArray
    carried_forward: BoolArray
    is_new: BoolArray
    withheld: BoolArray
    marks: SmallArray

    def published(self, part: ExactColumn) -> ExactColumn:
        """A column of numerators or denominators without the numbers that are withheld."""
        return part.erased(self.withheld) if self.withheld.any() else part


def read_status(
    column: TextColumn,
    value: NumberColumn,
    numerator: NumberColumn,
    denominator: NumberColumn,
    problems: RowProblems,
) -> Status:
    """Combine the columns; contradictions between them are added to ``problems``."""
    said = _stated(column, problems)
    stated, carried_forward, is_new = said.missing, said.carried_forward, said.is_new
    marks = said.marks | value.figure_marks | numerator.figure_marks | denominator.figure_marks
    has_status = stated > 0
    given = value.numbers.present
    general = by_row(_IS_GENERAL, value.marks)
    _check_agreement(
        column, value, has_status, (value.marks > 0) & ~general & (stated != value.marks), problems
    )

    missing = np.where(general & has_status, stated, value.marks).astype(np.int8)
    blank = (value.marks == Missing.BLANK.code) & ~has_status
    has_parts = any(numerator.text.texts) or any(denominator.text.texts)  # most files have neither column
    alone = _said_by_parts(missing, general, blank, (numerator, denominator)) if has_parts else None
    without = ~given & (missing > 0)
    for claimed, words, remedy in (
        (carried_forward, "is carried forward but has no value", "write the value that is carried forward"),
        (is_new, "is new but has no value", "write the first value, or another status"),
        (said.marks > 0, "has a status that says more of a value, and no value", "write the value"),
    ):
        problems.add_errors(claimed & without, column.index, partial(_without_value, words, remedy))
    marks = (marks * (missing == 0)).astype(np.int8)
    status = Status(missing, carried_forward, is_new, is_withheld(missing), marks)
    if alone is None:
        return status
    _tell_single_parts(alone, numerator, denominator, problems)
    return _without_what_is_withheld(status, value, (numerator, denominator), problems)


def _said_by_parts(
    missing: SmallArray, general: BoolArray, blank: BoolArray, parts: tuple[NumberColumn, NumberColumn]
) -> BoolArray:
    """Write into ``missing`` what numerator and denominator say; which ``blank`` rows lack one of the two."""
    numerator, denominator = (part.numbers for part in parts)
    zero = denominator.present & (denominator.mantissa == 0)
    both = numerator.present & denominator.present & ~zero
    missing[general & by_row(_IS_GENERAL, missing) & zero] = Missing.ZERO_DENOMINATOR.code
    missing[blank & both] = Missing.PRESENT.code
    some_withheld = is_withheld(parts[0].marks) | is_withheld(parts[1].marks)
    alone: BoolArray = blank & ~zero & ~both & ~some_withheld
    return alone


def is_withheld(missing: SmallArray) -> BoolArray:
    """Which Missing positions say that the owner keeps the figure back."""
    return by_row(_WITHHELD, missing)


def _without_what_is_withheld(
    status: Status, value: NumberColumn, parts: tuple[NumberColumn, NumberColumn], problems: RowProblems
) -> Status:
    """Withholding covers all that a figure is made of, and all that a withheld part would make.

    A withheld numerator or denominator takes the other with it, since the value would give it away; where no
    value is given, there is none.
    """
    marks = np.maximum(*(np.where(is_withheld(part.marks), part.marks, 0) for part in parts)).astype(np.int8)
    without = (marks > 0) & ~value.numbers.present & by_row(_IS_SAID_BY_A_PART, status.missing)
    missing = np.where(without, marks, status.missing).astype(np.int8)
    withheld = status.withheld | (marks > 0)
    status = replace(status, marks=status.marks * (missing == 0))
    there = parts[0].numbers.present | parts[1].numbers.present
    problems.add_warning(
        withheld & there & problems.sound,
        "a withheld figure ([c], *, confidential or suppressed) still has a numerator or a denominator; "
        "neither is shown or used anywhere",
        "delete both from the file, so that nobody else can read the figure off",
    )
    return replace(status, missing=missing, withheld=withheld)


def _without_value(words: str, remedy: str, _position: int) -> tuple[str, str]:
    return f"the figure {words}", remedy


def _tell_single_parts(
    blank: BoolArray, numerator: NumberColumn, denominator: NumberColumn, problems: RowProblems
) -> None:
    """A numerator or a denominator alone makes no value; who wrote it thinks that there is a figure."""
    for there, one, other in (
        (numerator, "numerator", "denominator"),
        (denominator, "denominator", "numerator"),
    ):
        problems.add_warning(
            blank & there.numbers.present & problems.sound,
            f"there is a {one}, but no {other} and no value, which makes no figure",
            f"write the {other} or the value; where there is none, write N/A as the value",
        )


@frozen
class _Said:
    """What the status column says of each row: Missing positions, 0 for none, and the rest as in Status."""

    missing: SmallArray
    carried_forward: BoolArray
    is_new: BoolArray
    marks: SmallArray


def _stated(column: TextColumn, problems: RowProblems) -> _Said:
    read = [_words_of(text) for text in column.texts]
    codes = {status: missing.code for status, missing in _STATUSES.items()}
    of_text = np.array([codes.get(status, _UNREADABLE) for status, _ in read], np.int8)
    marks = np.array([bits_of(marks) for _, marks in read], np.int8)
    carried, new = (
        np.array([status == said for status, _ in read], np.bool_) for said in (CARRIED_FORWARD, NEW)
    )
    stated = column.of_rows(of_text)
    problems.add_errors(
        stated == _UNREADABLE, column.index, lambda position: _unknown_status(column.texts[position])
    )
    return _Said(stated, column.of_rows(carried), column.of_rows(new), column.of_rows(marks))


def _words_of(text: str) -> tuple[str, list[FigureMark]]:
    """A status, folded, without the marks beside it; and the marks."""
    folded = " ".join(text.casefold().split())
    if folded in _STATUSES:
        return folded, []
    parts = [folded] if folded in _MARK_WORDS else [part for part in _BETWEEN.split(folded) if part]
    marks = [_MARK_WORDS[part] for part in parts if part in _MARK_WORDS]
    others = [part for part in parts if part not in _MARK_WORDS]
    return ", ".join(others), marks


def _unknown_status(text: str) -> tuple[str, str]:
    hidden = forbidden_character(text, in_a_line=True)
    if hidden is not None:
        return f"the status {shown(text)} has {character_name(hidden[0])}", "delete it"
    remedy = did_you_mean(text, _STATUS_NAMES) or f"write {', '.join(_STATUS_NAMES)}, or nothing"
    return f"the status {shown(text)} is not known", remedy


def _check_agreement(
    column: TextColumn, value: NumberColumn, has_status: BoolArray, differs: BoolArray, problems: RowProblems
) -> None:
    problems.add_errors(
        value.numbers.present & has_status,
        column.index,
        lambda position: (
            f"there is a value, but its status is {shown(column.texts[position])}",
            "delete the value or the status",
        ),
    )
    marks = value.text.texts
    problems.add_errors(
        differs & has_status,
        value.text.index,
        lambda position: (
            f"the mark {shown(marks[position])} and the status do not say the same",
            "delete one of the two",
        ),
    )
