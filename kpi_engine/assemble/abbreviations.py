"""The scorecard's abbreviations that occur on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kpi_engine.model.document import KeyEntry, Table


def abbreviations_in(abbreviations: Sequence[tuple[str, str]], texts: Iterable[str]) -> tuple[KeyEntry, ...]:
    """Those that stand in the texts as a word of their own, or with a plural s, in the scorecard's order."""
    everything = "\n".join(dict.fromkeys(texts))
    return tuple(
        KeyEntry(term, meaning)
        for term, meaning in abbreviations
        if term in everything and re.search(rf"(?<!\w){re.escape(term)}s?(?!\w)", everything)
    )


def texts_of(table: Table) -> Iterator[str]:
    """Every text that a reader of a table meets, but not the plain numbers."""
    yield table.title
    yield from table.notes
    for column in table.columns:
        yield column.title
    for row in table.rows:
        for cell in row.cells:
            yield cell.note
            if cell.number is None:
                yield cell.text
