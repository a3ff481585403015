"""Files of data, and the descriptions of their tables that are written beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kpi_engine.commands.output.formats import DataFile
from kpi_engine.commands.output.packs import file_names
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.outputs.data_tables import DATA_TABLES
from kpi_engine.render.data.data_package import DATA_PACKAGE, METADATA_ENDING, csvw_text, data_package_text


def with_descriptions(
    scorecard: Scorecard, files: Iterable[DataFile]
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each file as (name, content in blocks), then what describes the tables among them, if there are any."""
    tables = []
    for file in files:
        yield file.name, map(str.encode, file.blocks)
        if file.columns:
            tables.append(DATA_TABLES[file.name].with_columns(file.columns))
    if not tables:
        return
    name = file_names([scorecard.title], taken=())[scorecard.title]
    yield DATA_PACKAGE, iter([data_package_text(scorecard, name, tables).encode()])
    for table in tables:
        yield f"{table.file}{METADATA_ENDING}", iter([csvw_text(scorecard, table).encode()])


def names_of_descriptions(files: Collection[str]) -> tuple[str, ...]:
    """The names of what describes the tables among some files."""
    tables = [name for name in files if name in DATA_TABLES]
    return (DATA_PACKAGE, *(f"{name}{METADATA_ENDING}" for name in tables)) if tables else ()
