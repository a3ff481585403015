"""What ``kpi convert`` does."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from kpi_engine.commands.output.new_files import as_argument, write_new_files
from kpi_engine.commands.shared import exit_codes
from kpi_engine.loading import load_scorecard
from kpi_engine.model.issue import InputError, Location, error
from kpi_engine.read.book.measures import measure_nodes
from kpi_engine.read.book.plain_nodes import plain_record
from kpi_engine.read.book.settings import settings_node
from kpi_engine.read.data.long_tables import LongTable, long_tables
from kpi_engine.read.places import display_path, is_workbook_name
from kpi_engine.read.yaml.writing import Plain, yaml_lines
from kpi_engine.read.yaml.yaml_nodes import MappingNode

_IN_BLOCKS = ("indicators", "thresholds")
# The data files by the key of the scorecard that names them.
_FILES = {"areas_file": "areas.csv"}


def run_convert(workbook: Path, to: Path | None) -> int:
    """Write the files of a workbook's scorecard, and return the exit code.

    Raises:
        InputError: the workbook is no scorecard or not sound, or a file to write is there already.
    """
    if not is_workbook_name(workbook):
        what = "this is no workbook; a scorecard of YAML files is converted already"
        raise InputError([error(Location(display_path(workbook)), what, "name the workbook")])
    loaded = load_scorecard(workbook)
    tables = list(long_tables(loaded.scorecard, loaded.areas))
    folder = Path(workbook.stem) if to is None else to
    files = _files(workbook, tables)
    write_new_files(folder, {name: text.encode() for name, text in files.items()})
    place = folder.as_posix()
    sys.stdout.write("".join(f"Wrote {place}/{name}\n" for name in files))
    sys.stdout.write(
        f"Next: kpi check {as_argument(folder)}. Its ratings are those of {workbook.as_posix()}.\n"
    )
    return exit_codes.DONE


def _files(workbook: Path, tables: list[LongTable]) -> Mapping[str, str]:
    definitions = dict(_definitions(workbook))
    files = {"scorecard.yaml": _scorecard(workbook, tables, list(definitions))}
    files |= {name: _yaml(content) for name, content in definitions.items()}
    return files | {_file(table.key): _csv(table) for table in tables}


def _scorecard(workbook: Path, tables: list[LongTable], definitions: list[str]) -> str:
    """The settings, with the files in place of the sheets."""
    node, _ = settings_node(workbook)
    given = plain_record(node) if isinstance(node, MappingNode) else {}
    named = {table.key: _file(table.key) for table in tables}
    return _yaml({**given, **named, "definitions": definitions})


def _definitions(workbook: Path) -> list[tuple[str, Mapping[str, Plain]]]:
    """A file for each service, named after it."""
    found: list[tuple[str, Mapping[str, Plain]]] = []
    nodes, _ = measure_nodes(workbook)
    for node in nodes:
        if isinstance(node, MappingNode):
            record = plain_record(node)
            found.append((_file_name(str(record.get("service", "")), [name for name, _ in found]), record))
    return found


def _file_name(service: str, taken: list[str]) -> str:
    plain = re.sub("[^a-z0-9]+", "_", re.sub("['’]", "", service.casefold())).strip("_") or "measures"
    number, name = 2, f"indicators/{plain}.yaml"
    while name in taken:
        name, number = f"indicators/{plain}_{number}.yaml", number + 1
    return name


def _file(key: str) -> str:
    return _FILES.get(key, f"{key}.csv")


def _yaml(record: Mapping[str, Plain]) -> str:
    return "".join(f"{line}\n" for line in yaml_lines(record, _IN_BLOCKS))


def _csv(table: LongTable) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([table.columns, *table.rows])
    return text.getvalue()
