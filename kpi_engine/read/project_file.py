"""A project file → the scorecard that it names."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read import project_schema as fields
from kpi_engine.read.places import display_path
from kpi_engine.read.project_paths import Project
from kpi_engine.read.reporting import in_order
from kpi_engine.read.yaml_nodes import load_nodes

PROJECT_FILE_NAME = "kpi.yaml"
SCORECARD_NAME = "scorecard.yaml"


def read_project_file(path: Path) -> tuple[Path | None, tuple[Issue, ...]]:
    """The scorecard that a ``kpi.yaml`` names, and every problem; None where it cannot be told.

    Its path is from the folder of the project file and must lie there. A folder stands for the
    ``scorecard.yaml`` in it.
    """
    node, issues = load_nodes(path, display_path(path))
    values = None if node is None else fields.PROJECT_FILE.read(node, "this file", issues)
    named = None if values is None else values.get(fields.DEFAULT_SCORECARD)
    folder = path.absolute().parent.resolve()
    project = Project(root=folder, folder=folder, display=display_path(path))
    found = None if named is None else project.file_or_folder(named, issues)
    if named is None or found is None:
        return None, tuple(in_order(issues))
    scorecard = path.parent / named.value
    if found.is_dir():
        if not (found / SCORECARD_NAME).is_file():
            what = f"there is no {SCORECARD_NAME} in {shown(named.value)}"
            issues.append(error(named.location, what, "name the file of the scorecard, or its folder"))
        scorecard /= SCORECARD_NAME
    return scorecard, tuple(in_order(issues))
