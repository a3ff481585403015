"""A project file → the scorecard that it names, usual options, and words for all its scorecards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kpi_engine.model.definitions.house_words import USUAL_WORDS, HouseWords
from kpi_engine.model.definitions.indicator import SCHEMA_VERSION
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.places import display_path
from kpi_engine.read.reporting import in_order
from kpi_engine.read.scorecard.data_period_words import declared_words
from kpi_engine.read.scorecard.house_words_schema import WORDS, house_words_of
from kpi_engine.read.scorecard.project_paths import DEFINITIONS_FOLDER, Project, is_file
from kpi_engine.read.scorecard.usual_options import UsualOption, UsualOptions
from kpi_engine.read.yaml.file_schema import file_json_schema, schema_version_field
from kpi_engine.read.yaml.kinds import JsonObject
from kpi_engine.read.yaml.lists import Pairs, Placed, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record
from kpi_engine.read.yaml.scalar_paths import PathText
from kpi_engine.read.yaml.yaml_nodes import load_nodes

PROJECT_FILE_NAME = "kpi.yaml"
SCORECARD_NAME = "scorecard.yaml"


@frozen
class ProjectFile:
    """The usual scorecard that a ``kpi.yaml`` names, None where it names none, and its usual options.

    ``data_periods`` and ``words`` hold for the definitions and scorecards that say nothing else.
    """

    scorecard: Path | None = None
    options: tuple[UsualOption, ...] = ()
    data_periods: tuple[tuple[str, str], ...] = ()
    words: HouseWords = USUAL_WORDS


def read_project_file(path: Path) -> tuple[ProjectFile, tuple[Issue, ...]]:
    """What a ``kpi.yaml`` says, as far as it can be read, and every problem.

    The path of the scorecard is from the folder of the project file and must lie there. The path of a folder
    means the ``scorecard.yaml`` in it.
    """
    project, named, issues = _read(path)
    scorecard = None if named is None else _scorecard(path, named, issues)
    return replace(project, scorecard=scorecard), tuple(in_order(issues))


def project_words(root: Path) -> tuple[ProjectFile, tuple[Issue, ...]]:
    """What the ``kpi.yaml`` of a project says for all its scorecards, and what is wrong there.

    ``root`` is the folder of the project, or its folder of definitions. Which scorecard is the usual one does
    not matter here, and is not looked for.
    """
    folders = (root, root.parent) if root.name == DEFINITIONS_FOLDER else (root,)
    files = (folder / PROJECT_FILE_NAME for folder in folders)
    file = next((file for file in files if is_file(file)), None)
    if file is None:
        return ProjectFile(), ()
    project, _named, issues = _read(file)
    return project, tuple(in_order(issues))


def _read(path: Path) -> tuple[ProjectFile, Placed[str] | None, list[Issue]]:
    """What a project file says, but for the scorecard, which is given as it is named."""
    node, issues = load_nodes(path, display_path(path))
    values = None if node is None else PROJECT_FILE.read(node, "this file", issues)
    if values is None:
        return ProjectFile(), None, issues
    project = ProjectFile(
        options=values.get(USUAL_OPTIONS),
        data_periods=tuple(declared_words(values, USUAL_DATA_PERIODS, issues).items()),
        words=house_words_of(values.get(WORDS), USUAL_WORDS, issues),
    )
    return project, values.get(DEFAULT_SCORECARD), issues


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
USUAL_DATA_PERIODS: OptionalField[tuple[tuple[str, str], ...]] = OptionalField(
    "data_periods",
    Pairs(),
    "Words for what a figure covers, each with its meaning, for all definitions of the project; the words of "
    "a definitions file go before them.",
    {"R3Y": "rolling three years"},
    default=(),
)
PROJECT_FILE = Record(
    "a project file",
    "Which of a project's scorecards is the usual one, and what holds for all of them. Paths are from "
    "this file's folder.",
    (schema_version_field(SCHEMA_VERSION), DEFAULT_SCORECARD, USUAL_OPTIONS, USUAL_DATA_PERIODS, WORDS),
)


def project_json_schema() -> JsonObject:
    """The JSON Schema (draft 2020-12) of a project file, for editors to complete and check with."""
    return file_json_schema(PROJECT_FILE)
