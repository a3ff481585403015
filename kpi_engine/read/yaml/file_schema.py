"""What every YAML file has in common, of whichever kind it is: its version, and its schema for editors."""

from __future__ import annotations

from kpi_engine.read.yaml.kinds import JsonObject
from kpi_engine.read.yaml.records import OptionalField, Record
from kpi_engine.read.yaml.scalar_numbers import VersionNumber


def schema_version_field(version: int) -> OptionalField[int]:
    """The field that says which version of a kind's description a file is written for."""
    return OptionalField(
        "schema_version",
        VersionNumber(version),
        f"The version of this description that the file is written for. Without it: {version}.",
        version,
        default=version,
    )


def file_json_schema(of: Record) -> JsonObject:
    """The JSON Schema (draft 2020-12) of a kind of file, for editors to complete and check with."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **of.json_schema()}
