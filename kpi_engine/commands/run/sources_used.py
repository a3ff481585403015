"""Which sheets, ranges and queries the figures of an edition are from, for its manifest."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_engine.commands.run.inputs import portable_path
from kpi_engine.loading import Loaded
from kpi_engine.model.definitions.scorecard import FileSource, Scorecard
from kpi_engine.model.definitions.table_layout import TableLayout
from kpi_engine.model.input_name import InputName, SheetCells
from kpi_engine.publish.editions.manifest import SourceRecord
from kpi_engine.read.input_files import FilesRead
from kpi_engine.read.places import display_path, is_workbook_name


def sources_used(loaded: Loaded, read: FilesRead) -> tuple[SourceRecord, ...]:
    """The sources that are a part of a file, or a query. Files of our own columns are inputs, and no more."""
    texts = {str(result.path): result.text for result in read.results()}
    names = (*loaded.observations.files, *loaded.outturns.files)
    return tuple(
        _record(kind, source, loaded.scorecard.root, names, texts.get(source.path, ""))
        for kind, source in _sources(loaded.scorecard)
        if source.layout is not None or source.query is not None or is_workbook_name(source.path)
    )


def _sources(scorecard: Scorecard) -> Iterator[tuple[str, FileSource]]:
    single = {
        "areas_file": scorecard.areas,
        "comparators": scorecard.comparators,
        "overrides": scorecard.overrides,
    }
    yield from ((kind, source) for kind, source in single.items() if source is not None)
    yield from (("observations", source) for source in scorecard.observations)
    yield from (("outturns", source) for source in scorecard.outturns)


def _record(
    kind: str, source: FileSource, root: str, names: tuple[InputName, ...], query: str
) -> SourceRecord:
    layout = source.layout or TableLayout()
    file = display_path(source.path)
    read = tuple(name.sheet for name in names if isinstance(name, SheetCells) and name.file == file)
    return SourceRecord(
        kind=kind,
        path=portable_path(source.path, root),
        sheets=layout.sheets or tuple(dict.fromkeys(read)),
        block=layout.block,
        layout=layout.layout.value,
        query=query,
    )
