"""What ``kpi rate`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from kpi_engine.assemble.section.selection import EVERYTHING, Selection
from kpi_engine.commands.output.outputs import refuse_inputs
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.distribution import DISTRIBUTION
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.in_shares import Limits, in_shares, is_for_shares, tell_at_once
from kpi_engine.commands.shared.notices import notice
from kpi_engine.commands.shared.problems import tell_spoiled, tell_warnings
from kpi_engine.commands.shared.selecting import selection_for, tell_empty
from kpi_engine.loading import Loaded, load_figures, load_scorecard
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Location, error
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.model.outputs.tidy_columns import TIDY_COLUMNS
from kpi_engine.model.wording import did_you_mean, shown
from kpi_engine.pipeline import Rated, TidyBlocks, pack_for, rate_loaded, tidy_for, tidy_in_blocks
from kpi_engine.publish.files import replace_by, replace_file, replace_with
from kpi_engine.read.input_files import FilesRead, recording
from kpi_engine.read.places import display_path
from kpi_engine.render.data.csv import csv_blocks, encoded_blocks
from kpi_engine.rules import load_rules

# A target that is a folder: a data package.
_FOLDER = "folder"


@frozen
class RatedScorecard:
    """A scorecard with every figure rated, and the ratings selected as a tidy table, a row a rating."""

    rated: Rated
    selection: Selection
    table: TidyTable


def rate(
    scorecard: Path | None = None, *, select: Sequence[str] = (), exclude: Sequence[str] = ()
) -> RatedScorecard:
    """Rate every figure of a scorecard.

    Args:
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.
        select: terms such as ``SCS40`` or ``area:Swale``; only ratings that fit are in the table.
        exclude: terms in the same form; ratings that fit are not in the table.

    Returns:
        the ratings; ``rated.loaded.warnings`` and ``rated.loaded.spoiled`` say what is wrong with the input.

    Raises:
        InputError: the scorecard, its definitions or its files cannot be used.
    """
    loaded = load_scorecard(scorecard_path(scorecard))
    return _rated(loaded, selection_for(loaded, select, exclude))


def _rated(loaded: Loaded, selection: Selection) -> RatedScorecard:
    rated = rate_loaded(loaded)
    return RatedScorecard(rated, selection, tidy_for(rated, selection))


@frozen
class Target:
    """A file to write ratings to, by its ending, or a folder for a data package.

    With columns to partition by, it is a folder of Parquet files.
    """

    path: Path
    partition_by: tuple[str, ...] = ()


def run_rate(
    scorecard: Path | None,
    as_json: bool,
    select: Sequence[str],
    exclude: Sequence[str],
    target: Target | None = None,
    *,
    limits: Limits | None = None,
) -> int:
    """Write the tidy ratings to standard output or to a file, and return the exit code.

    Of many figures all ratings are written as CSV or Parquet block by block. Where they are so many that
    memory might not hold them, they are rated in shares.
    """
    limits = limits or Limits()
    form = (".json" if as_json else ".csv") if target is None else _form_of(target)
    is_single = form == ".csv" or (form == ".parquet" and target is not None and not target.partition_by)
    is_everything = not select and not exclude
    with recording() as read:
        rules = load_rules(scorecard_path(scorecard))
        order = _Order(target, form, read)
        are_many = is_for_shares(rules.scorecard, limits)
        if are_many and not (is_single and is_everything):
            tell_at_once("only all ratings, as one CSV or Parquet file, are rated in shares")
        elif are_many:
            with in_shares(rules, None if target is None else target.path.parent, limits) as rated:
                if rated is not None:
                    return _hand_over(rated.tables, rated.loaded, EVERYTHING, order)
        loaded = load_figures(rules)
    selection = selection_for(loaded, select, exclude)
    is_long = is_single and selection.is_everything and len(loaded.observations) > limits.rows_at_once
    blocks = tidy_in_blocks(loaded, limits.rows_at_once) if is_long else None
    return _hand_over(blocks or _rated(loaded, selection), loaded, selection, order)


@frozen
class _Order:
    """Where ratings go, and in which format; without a target to standard output.

    Files that were ``read`` must not be written.
    """

    target: Target | None
    form: str
    read: FilesRead


def _hand_over(
    found: RatedScorecard | TidyBlocks, loaded: Loaded, selection: Selection, order: _Order
) -> int:
    """Say what is wrong with the figures, write the ratings, and return the exit code."""
    tell_warnings(loaded)
    tell_spoiled(loaded.spoiled)
    if isinstance(found, RatedScorecard) and not len(found.table):
        if loaded.spoiled and selection.is_everything:
            sys.stderr.write("No row of the data can be rated: correct the errors first.\n")
            return exit_codes.SOME_FAILED
        tell_empty(selection)
        return exit_codes.EMPTY_SELECTION
    if order.target is not None:
        refuse_inputs(_planned(order.target.path, order.form), order.read, loaded.scorecard)
        _write(found, order.target, order.form)
    elif isinstance(found, RatedScorecard):
        sys.stdout.writelines([_json(found)] if order.form == ".json" else csv_blocks([found.table]))
    else:
        sys.stdout.writelines(csv_blocks(found()))
    return exit_codes.SOME_FAILED if loaded.spoiled else exit_codes.DONE


def _json(found: RatedScorecard) -> str:
    # What only some formats need is imported where they are written: a small scorecard is rated in less time.
    from kpi_engine.assemble.tidy.comparisons import comparison_table
    from kpi_engine.render.data.json import render_json

    comparisons = comparison_table(pack_for(found.rated, found.selection))
    return render_json(found.rated.loaded.scorecard, found.table, comparisons)


def _form_of(target: Target) -> str:
    """The format of a target: the ending of its files, or FOLDER.

    Raises:
        InputError: its ending is no format, what makes it is not installed, or it cannot be partitioned.
    """
    form = ".parquet" if target.partition_by else target.path.suffix.lower()
    if not target.partition_by and (not form or target.path.is_dir()):
        return _FOLDER
    if form not in (".csv", ".json", ".parquet"):
        remedy = "end it in .csv, .json or .parquet, or name a folder"
        raise _wrong(f"{shown(target.path.name)} has no known ending", remedy)
    if form == ".parquet" and find_spec("pyarrow") is None:
        remedy = f'install it with: pip install "{DISTRIBUTION}[parquet]"'
        raise _wrong("Parquet files need a part of kpi that is not installed", remedy)
    unknown = [name for name in target.partition_by if name not in TIDY_COLUMNS]
    if unknown:
        raise _wrong(
            f"there is no column {shown(unknown[0])} to partition by",
            did_you_mean(unknown[0], TIDY_COLUMNS) or "name a column such as area, code or period",
        )
    if target.partition_by and _is_taken(target.path):
        raise _wrong(f"{display_path(target.path)} is there already", "name a new folder, or an empty one")
    return form


def _planned(target: Path, form: str) -> list[Path]:
    """The files that may be written to a target."""
    if form != _FOLDER:
        return [target]
    from kpi_engine.commands.output.data_files import names_of_descriptions
    from kpi_engine.commands.output.formats import RATINGS_FORMATS

    tables = RATINGS_FORMATS[OutputFormat.CSV].files
    return [target / name for name in (*tables, *names_of_descriptions(tables))]


def _is_taken(folder: Path) -> bool:
    return folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))


def _wrong(what: str, remedy: str) -> InputError:
    return InputError([error(Location("--output"), what, remedy)])


def _write(found: RatedScorecard | TidyBlocks, target: Target, form: str) -> None:
    """Write the ratings; a single file is replaced whole or not at all."""
    if not isinstance(found, RatedScorecard):
        _write_blocks(found, target.path, form)
    elif form == _FOLDER:
        _write_package(found, target.path)
        return
    elif target.partition_by:
        from kpi_engine.render.data.parquet import write_partitions

        write_partitions(found.table, target.path, target.partition_by)
    elif form == ".parquet":
        from kpi_engine.render.data.parquet import parquet_bytes

        replace_file(target.path, parquet_bytes(found.table))
    else:
        blocks = [_json(found).encode()] if form == ".json" else encoded_blocks([found.table])
        replace_with(target.path, blocks)
    notice(f"Wrote {target.path}")


def _write_blocks(blocks: TidyBlocks, path: Path, form: str) -> None:
    if form == ".csv":
        replace_with(path, encoded_blocks(blocks(), many=True))
        return
    from kpi_engine.render.data.parquet import write_parquet

    replace_by(path, partial(write_parquet, blocks))


def _write_package(found: RatedScorecard, folder: Path) -> None:
    """Write the ratings and the comparisons as CSV, and what describes their columns."""
    from kpi_engine.commands.output.data_files import with_descriptions
    from kpi_engine.commands.output.packs import ratings_files

    pack = pack_for(found.rated, found.selection)
    files = ratings_files(pack, lambda: [found.table], (OutputFormat.CSV,))
    folder.mkdir(parents=True, exist_ok=True)
    for name, blocks in with_descriptions(pack.scorecard, files):
        replace_with(folder / name, blocks)
        notice(f"Wrote {folder / name}")
