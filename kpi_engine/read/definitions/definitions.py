"""Definition files → indicators.

Each file is read by itself; then whatever thresholds take from elsewhere, targets and bands, is put in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.neighbours import Neighbours
from kpi_engine.model.definitions.window import with_parts
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error, errors_in
from kpi_engine.read.definitions.data_period_record import declared_data_periods
from kpi_engine.read.definitions.derived_targets import Draft, derived_targets_of, with_derived_targets
from kpi_engine.read.definitions.indicator_record import indicator_of, threshold_records
from kpi_engine.read.definitions.schema.bands_schema import BANDS
from kpi_engine.read.definitions.schema.definition_schema import DEFINITIONS, INDICATORS, SERVICE
from kpi_engine.read.definitions.schema.neighbours_record import neighbours_of
from kpi_engine.read.definitions.schema.threshold_schema import THRESHOLD_BANDS
from kpi_engine.read.definitions.threshold_bands import band_sets, unknown_bands, unused_bands, with_bands
from kpi_engine.read.definitions.threshold_record import with_sides
from kpi_engine.read.definitions.words_for_values import with_numbers_for_words
from kpi_engine.read.places import display_path, is_workbook_name
from kpi_engine.read.reporting import in_order
from kpi_engine.read.scorecard.project_file import project_words
from kpi_engine.read.scorecard.project_paths import is_folder, is_inside, project_name
from kpi_engine.read.yaml.lists import Placed
from kpi_engine.read.yaml.records import Values
from kpi_engine.read.yaml.yaml_nodes import Node, load_nodes

_ENDINGS = (".yaml", ".yml")


def read_definitions(paths: Sequence[Path], root: Path) -> tuple[tuple[Indicator, ...], tuple[Issue, ...]]:
    """Read definition files; a folder means its ``.yaml`` and ``.yml`` files, by name.

    Every file must lie inside ``root``, symbolic links followed.

    Returns:
        The indicators and every problem, by file and line. An indicator of which something cannot be read
        is left out where that would rate it differently or not at all; otherwise it is there, so that
        whatever names it can still be checked. Rate with these only where no issue is an error.
    """
    project, project_issues = project_words(root)
    issues: list[Issue] = list(project_issues)
    usual = dict(project.data_periods)
    files = [file for path in _files(paths, root, issues) for file in _read_file(path, usual)]
    for file in files:
        issues += in_order(file.issues)
    told = len(issues)
    indicators = with_derived_targets([draft for file in files for draft in file.drafts], issues)
    indicators = with_parts(_with_bands(files, indicators, issues))
    # What is wrong with bands is found again for every indicator that uses them.
    return tuple(_with_neighbours(files, indicators)), (
        *issues[:told],
        *in_order(list(dict.fromkeys(issues[told:]))),
    )


@frozen
class _File:
    """What one file defines, and what is wrong with it by itself."""

    issues: list[Issue]
    drafts: list[Draft] = field(default_factory=list)
    bands: tuple[Values, ...] = ()
    named_bands: tuple[Placed[str], ...] = ()
    neighbours: Neighbours | None = None


def _read_file(file: Path, usual: Mapping[str, str]) -> Iterator[_File]:
    """What a file defines; for a workbook, what it defines for each service."""
    if not is_workbook_name(file):
        node, issues = load_nodes(file, display_path(file))
        yield _of_node(node, issues, usual)
        return
    from kpi_engine.read.book.measures import measure_nodes

    nodes, issues = measure_nodes(file)
    if not nodes:
        yield _of_node(None, issues, usual)
    for position, node in enumerate(nodes):
        yield _of_node(node, issues if position == 0 else [], usual)


def _of_node(node: Node | None, issues: list[Issue], usual: Mapping[str, str]) -> _File:
    node = None if node is None else with_numbers_for_words(node, issues)
    values = None if node is None else DEFINITIONS.read(node, "this file", issues)
    if values is None:
        return _File(issues)
    service = values.get(SERVICE) or ""
    drafts = []
    declared = {**usual, **declared_data_periods(values, issues)}
    for record in values.get(INDICATORS) or ():
        indicator = indicator_of(record, service, declared, issues)
        if indicator is not None:
            drafts.append(Draft(indicator, derived_targets_of(record, indicator, issues)))
    return _File(issues, drafts, values.get(BANDS), tuple(_named_bands(values)), neighbours_of(values))


def _named_bands(values: Values) -> Iterator[Placed[str]]:
    """The names of bands in all thresholds, also in thresholds that cannot be read whole."""
    for record in values.get(INDICATORS) or ():
        for threshold in threshold_records(record):
            name = threshold.get(THRESHOLD_BANDS)
            if name is not None:
                yield name


def _with_bands(
    files: Sequence[_File], indicators: Sequence[Indicator], issues: list[Issue]
) -> tuple[Indicator, ...]:
    """The indicators of all files, with the bands that their thresholds name."""
    is_sound = not errors_in(issues)
    sets = band_sets([record for file in files for record in file.bands], issues)
    issues += unknown_bands(sets, [name for file in files for name in file.named_bands])
    if is_sound:
        issues += unused_bands(sets, indicators)
    return tuple(with_sides(with_bands(indicator, sets, issues)) for indicator in indicators)


def _with_neighbours(files: Sequence[_File], indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    """The indicators of all files, in order; if a single file names neighbours, they count for all files."""
    named = [file.neighbours for file in files if file.neighbours is not None]
    of_each = [file.neighbours for file in files for _ in file.drafts]
    for own, indicator in zip(of_each, indicators, strict=True):
        neighbours = named[0] if len(named) == 1 else own
        yield indicator if neighbours is None else replace(indicator, neighbours=neighbours)


def _files(paths: Sequence[Path], root: Path, issues: list[Issue]) -> list[Path]:
    """Every file meant, once, in order; a path that is no file is reported when it is opened."""
    files: dict[Path, None] = {}
    for path in paths:
        for file in _files_in(path, issues) if is_folder(path) else [path]:
            if is_inside(file, root):
                files.setdefault(file)
            else:
                issues.append(
                    error(
                        Location(display_path(file)),
                        f"this file lies outside the project, which is {project_name(root)}",
                        "put a copy of it inside, without a symbolic link",
                    )
                )
    return list(files)


def _files_in(folder: Path, issues: list[Issue]) -> list[Path]:
    place = Location(display_path(folder))
    try:
        found = sorted(
            file
            for file in folder.iterdir()
            if file.suffix.lower() in _ENDINGS and not file.name.startswith(".") and not file.is_dir()
        )
    except OSError as problem:
        issues.append(error(place, f"this folder cannot be read ({problem.strerror})"))
        return []
    if not found:
        issues.append(error(place, "this folder holds no definitions", "put .yaml files in it"))
    return found
