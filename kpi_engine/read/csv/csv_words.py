"""The rule for the words of a table: no character that a reader cannot see, and no text without end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from kpi_engine.model.arrays.observation import BoolArray
from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.csv.cell_faults import fault_of
from kpi_engine.read.csv.csv_header import ColumnNames
from kpi_engine.read.csv.csv_table import CsvTable, TextColumn
from kpi_engine.read.reporting import too_many

LONGEST_NAME = 300
LONGEST_PARAGRAPHS = 20_000  # some eight printed pages


def with_sound_words(table: CsvTable, names: ColumnNames) -> tuple[CsvTable, list[Issue]]:
    """The rows whose words can be used, and an error for each text that cannot be, at its first line."""
    keep: BoolArray = np.ones(len(table), np.bool_)
    issues: list[Issue] = []
    for name, column in table.columns.items():
        if name in names.looked_up:
            continue
        unfit = np.zeros(len(column.texts), np.bool_)
        for position, what, remedy in _unfit(column, name in names.paragraphs):
            unfit[position] = True
            if not too_many(issues):
                lines = table.line[column.index == position].tolist()
                also = table.also(lines, name)
                place = table.place(lines[0], name)
                issues.append(
                    error(
                        place,
                        f"{shown(column.texts[position])} in the column {name} {what}{also}",
                        remedy,
                    )
                )
        if unfit.any():
            keep &= ~unfit[column.index]
    if keep.all():
        return table, issues
    columns = {name: TextColumn(column.texts, column.index[keep]) for name, column in table.columns.items()}
    return replace(table, columns=columns, line=table.line[keep]), issues


def _unfit(column: TextColumn, paragraphs: bool) -> Iterator[tuple[int, str, str]]:
    """The position of each text that cannot be used, what is wrong with the text, and what to do."""
    longest = LONGEST_PARAGRAPHS if paragraphs else LONGEST_NAME
    for position, text in enumerate(column.texts):
        if fault_of(text) is not None:
            continue  # its reader says what is wrong with the cell
        if len(text) > longest:
            what = f"has {len(text):,} characters, of {longest:,} at most"
            yield position, what, "shorten it, or look for a quote that is closed too late"
        elif not (text.isascii() and text.isprintable()):
            found = forbidden_character(text, in_a_line=not paragraphs)
            if found is not None:
                yield position, f"has {character_name(found[0])}", "delete it"
