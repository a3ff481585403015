"""The fields of a project file. docs/scorecard.md is made from this."""

from __future__ import annotations

from kpi_engine.read.definition_schema import SCHEMA_VERSION_FIELD
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
    (SCHEMA_VERSION_FIELD, DEFAULT_SCORECARD),
)


def project_json_schema() -> JsonObject:
    """The JSON Schema (draft 2020-12) of a project file, for editors to complete and check with."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **PROJECT_FILE.json_schema()}
