"""Activity volumes: indicators shown for context, in tables of their own that judge nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kpi_engine.assemble.section.row.columns import volume_columns_of
from kpi_engine.assemble.section.sections import SectionLines, table_of_lines
from kpi_engine.model.outputs.document import Table


def judged_part(sections: Iterable[SectionLines]) -> Iterator[SectionLines]:
    """The sections with the lines that have a polarity."""
    return _part(sections, context=False)


def context_part(sections: Iterable[SectionLines]) -> Iterator[SectionLines]:
    """The sections with the lines that are shown for context."""
    return _part(sections, context=True)


def volume_table(shown: SectionLines, identity: str) -> Table:
    """The volumes of a section in one area; ``identity`` is the table's id in the document."""
    title = f"Activity volumes: {shown.title}"
    return table_of_lines(shown, identity, title, volume_columns_of(shown.layout, shown.lines))


def _part(sections: Iterable[SectionLines], context: bool) -> Iterator[SectionLines]:
    for shown in sections:
        lines = tuple(line for line in shown.lines if line.is_context is context)
        if lines:
            yield replace(shown, lines=lines, layout=shown.layout.of(lines))
