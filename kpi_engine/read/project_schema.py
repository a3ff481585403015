"""The fields of a project file. docs/scorecard.md is made from this."""

from __future__ import annotations

from kpi_engine.model.indicator import SCHEMA_VERSION
from kpi_engine.read.file_schema import file_json_schema, schema_version_field
from kpi_engine.read.kinds import JsonObject
from kpi_engine.read.lists import WithPlace
from kpi_engine.read.records import Field, Record
from kpi_engine.read.scalar_paths import PathText

DEFAULT_SCORECARD = Field(
    "scorecard",
    WithPlace(PathText()),
    "The scorecard of a command that is not told another one: the file, or its folder.",
    "sample_data/kent_2024_08/scorecard.yaml",
    required=True,
)
PROJECT_FILE = Record(
    "a project file",
    "Which of a project's scorecards is the usual one. Paths are from this file's folder.",
    (schema_version_field(SCHEMA_VERSION), DEFAULT_SCORECARD),
)


def project_json_schema() -> JsonObject:
    """The JSON Schema (draft 2020-12) of a project file, for editors to complete and check with."""
    return file_json_schema(PROJECT_FILE)
