"""A project file → the scorecard that it names, and the usual options of commands."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.definitions.indicator import SCHEMA_VERSION
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.places import display_path
from kpi_engine.read.reporting import in_order
from kpi_engine.read.scorecard.project_paths import Project
from kpi_engine.read.scorecard.usual_options import UsualOption, UsualOptions
from kpi_engine.read.yaml.file_schema import file_json_schema, schema_version_field
from kpi_engine.read.yaml.kinds import JsonObject
from kpi_engine.read.yaml.lists import Placed, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record
from kpi_engine.read.yaml.scalar_paths import PathText
from kpi_engine.read.yaml.yaml_nodes import load_nodes

PROJECT_FILE_NAME = "kpi.yaml"
SCORECARD_NAME = "scorecard.yaml"


@frozen
class ProjectFile:
    """The usual scorecard that a ``kpi.yaml`` names, None where it names none, and its usual options."""

    scorecard: Path | None = None
    options: tuple[UsualOption, ...] = ()


def read_project_file(path: Path) -> tuple[ProjectFile, tuple[Issue, ...]]:
    """What a ``kpi.yaml`` says, as far as it can be read, and every problem.

    The path of the scorecard is from the folder of the project file and must lie there. The path of a folder
    means the ``scorecard.yaml`` in it.
    """
    node, issues = load_nodes(path, display_path(path))
    values = None if node is None else PROJECT_FILE.read(node, "this file", issues)
    if values is None:
        return ProjectFile(), tuple(in_order(issues))
    named = values.get(DEFAULT_SCORECARD)
    scorecard = None if named is None else _scorecard(path, named, issues)
    return ProjectFile(scorecard, values.get(USUAL_OPTIONS)), tuple(in_order(issues))


def _scorecard(path: Path, named: Placed[str], issues: list[Issue]) -> Path | None:
    folder = path.absolute().parent.resolve()
    found = Project(root=folder, folder=folder, display=display_path(path)).file_or_folder(named, issues)
    if found is None:
        return None
    scorecard = path.parent / named.value
    if found.is_dir():
        if not (found / SCORECARD_NAME).is_file():
            what = f"there is no {SCORECARD_NAME} in {shown(named.value)}"
            issues.append(error(named.location, what, "name the file of the scorecard, or its folder"))
        scorecard /= SCORECARD_NAME
    return scorecard


DEFAULT_SCORECARD = Field(
    "scorecard",
    WithPlace(PathText()),
    "The scorecard of a command that is not told another one: the file, or its folder.",
    "sample_data/kent_2024_08/scorecard.yaml",
)
USUAL_OPTIONS = OptionalField(
    "defaults",
    UsualOptions(),
    "The options of commands that are not told otherwise; an environment variable or the command line is "
    "stronger.",
    {"run": {"log": "json"}, "report": {"format": ["html", "pdf"]}},
    default=(),
)
PROJECT_FILE = Record(
    "a project file",
    "Which of a project's scorecards is the usual one, and the usual options of commands. Paths are from "
    "this file's folder.",
    (schema_version_field(SCHEMA_VERSION), DEFAULT_SCORECARD, USUAL_OPTIONS),
)


def project_json_schema() -> JsonObject:
    """The JSON Schema (draft 2020-12) of a project file, for editors to complete and check with."""
    return file_json_schema(PROJECT_FILE)
