"""Definition files → indicators."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi_engine.model.indicator import Indicator
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.definition_schema import DEFINITIONS, INDICATORS, SERVICE
from kpi_engine.read.indicator_record import indicator_of
from kpi_engine.read.inside import is_folder, is_inside, project_name
from kpi_engine.read.places import display_path
from kpi_engine.read.reporting import error, in_order
from kpi_engine.read.yaml_nodes import load_nodes

_ENDINGS = (".yaml", ".yml")


def read_definitions(paths: Sequence[Path], root: Path) -> tuple[tuple[Indicator, ...], tuple[Issue, ...]]:
    """Read definition files; a folder means its ``.yaml`` and ``.yml`` files, by name.

    Every file must lie inside ``root``, symbolic links followed.

    Returns:
        The indicators and every problem, by file and line. An indicator of which something cannot be read
        is left out where that would rate it differently or not at all; otherwise it is there, so that
        whatever names it can still be checked. Rate with these only where no issue is an error.
    """
    issues: list[Issue] = []
    indicators: list[Indicator] = []
    for file in _files(paths, root, issues):
        more, problems = _read_file(file)
        indicators += more
        issues += in_order(problems)
    return tuple(indicators), tuple(issues)


def _read_file(file: Path) -> tuple[list[Indicator], list[Issue]]:
    node, issues = load_nodes(file, display_path(file))
    if node is None:
        return [], issues
    values = DEFINITIONS.read(node, "this file", issues)
    if values is None:
        return [], issues
    service = values.get(SERVICE) or ""
    made = [indicator_of(record, service, issues) for record in values.get(INDICATORS) or ()]
    return [indicator for indicator in made if indicator is not None], issues


def _files(paths: Sequence[Path], root: Path, issues: list[Issue]) -> list[Path]:
    """Every file meant, once, in order; a path that is none is left to whoever opens it."""
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
