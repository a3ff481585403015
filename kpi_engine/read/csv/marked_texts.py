"""Marks behind a figure, as in ``83.2 [p]``, and markers of notes behind a figure or a label.

Source: Government Analysis Function, "Symbols in tables: definitions and help".
"""

from __future__ import annotations

import re

from kpi_engine.model.definitions.figure_marks import FigureMark, bits_of
from kpi_engine.model.frozen import frozen
from kpi_engine.model.wording import joined
from kpi_engine.read.csv.csv_table import TextColumn
from kpi_engine.read.csv.number_reasons import NotANumber

_MARKED = re.compile(r"(?P<figure>[^\[\]]*?)\s*(?P<signs>(?:\[[^\[\]]*\]\s*)+)")
_NOTE = re.compile(r"notes? ?[0-9a-z]{1,3}(?:(?:,| and|;) ?(?:notes? ?)?[0-9a-z]{1,3})*")
_NOTES_BEHIND = re.compile(r"(?P<label>.*?)\s*(?:\[(?P<note>[^\[\]]*)\]\s*)+")
_BY_LETTERS = {mark.value: mark for mark in FigureMark}
# What stands in place of a figure.
_NO_FIGURE = ("c", "x", "z")
_KNOWN = joined([f"{mark.sign} {mark.words}" for mark in FigureMark], "or")
NOTE_REMEDY = "say in the commentary what the note says, and delete the marker"


@frozen
class Marked:
    """A text without what is behind it: the bits of its marks, and whether there is a marker of a note.

    ``problem`` says why its marks cannot be used.
    """

    text: str
    marks: int = 0
    has_note: bool = False
    problem: NotANumber | None = None


def marked(text: str) -> Marked:
    """The marks behind a figure. [low] alone, as the list has it, is 0 with that mark."""
    match = _MARKED.fullmatch(text) if text.endswith("]") else None
    if match is None:
        return Marked(text)
    signs = re.findall(r"\[([^\[\]]*)\]", match["signs"])
    has_note = any(_is_note(sign) for sign in signs)
    letters = [
        part.strip().casefold() for sign in signs if not _is_note(sign) for part in re.split("[,;]", sign)
    ]
    marks = [_BY_LETTERS[each] for each in letters if each in _BY_LETTERS]
    none = [each for each in letters if each in _NO_FIGURE]
    others = [each for each in letters if each not in _BY_LETTERS and each not in _NO_FIGURE]
    figure = match["figure"]
    if not figure and len(none) == 1:
        figure = f"[{none.pop()}]"
    elif not figure and FigureMark.LOW in marks:
        figure = "0"
    return Marked(figure, bits_of(marks), has_note, _problem(figure, signs, none, others))


def _problem(figure: str, signs: list[str], none: list[str], others: list[str]) -> NotANumber | None:
    if others:
        return NotANumber(
            f"has the mark [{others[0]}], which is not known", f"write {_KNOWN} behind a figure"
        )
    if none:
        what = f"has the mark [{none[0]}], which says that there is no figure, beside something else"
        return NotANumber(what, "delete one of the two")
    if not figure:
        what = f"has the mark [{signs[0]}] without a figure"
        return NotANumber(what, "write the figure before it, such as 81.0 [p], or N/A where there is none")
    return None


def _is_note(sign: str) -> bool:
    return _NOTE.fullmatch(" ".join(sign.casefold().split())) is not None


def without_notes(text: str) -> str:
    """A label without the markers of notes behind it: ``2019/20`` of ``2019/20 [Note 5]``."""
    match = _NOTES_BEHIND.fullmatch(text) if text.endswith("]") else None
    if match is None or not all(map(_is_note, re.findall(r"\[([^\[\]]*)\]", text[len(match["label"]) :]))):
        return text
    return match["label"]


def column_without_notes(column: TextColumn) -> TextColumn:
    """A column of labels without the markers of notes."""
    if not any(text.endswith("]") for text in column.texts):
        return column
    return TextColumn(tuple(map(without_notes, column.texts)), column.index)
