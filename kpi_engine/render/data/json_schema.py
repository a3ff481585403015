"""The JSON Schemas of rows: of the ratings that render/data/json.py writes, and of other lists of rows.

The copies in docs are written by ``kpi schema``.
"""

from __future__ import annotations

from typing import Any

from kpi_engine.model.outputs.statistics_columns import CHANCE_COLUMNS, EVERY_STATISTICS_COLUMN
from kpi_engine.model.outputs.tidy import TidyKind
from kpi_engine.model.outputs.tidy_columns import COMPARISON_COLUMNS, EVERY_COLUMN, TIDY_COLUMNS, Columns
from kpi_engine.render.data.json import RATINGS_SCHEMA_VERSION

_TYPES = {TidyKind.TEXT: "string", TidyKind.NUMBER: "number", TidyKind.FLAG: "boolean"}


def ratings_json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of a ratings file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ratings of a performance scorecard",
        "type": "object",
        "required": ["schema_version", "scorecard", "ratings", "comparisons"],
        "additionalProperties": False,
        "properties": {
            "schema_version": {"const": RATINGS_SCHEMA_VERSION},
            "scorecard": _scorecard_schema(),
            "ratings": {
                "type": "array",
                "items": row_schema({**EVERY_COLUMN, **EVERY_STATISTICS_COLUMN}, TIDY_COLUMNS),
            },
            "comparisons": {
                "type": "array",
                "description": "The latest figure of each section beside each comparator, as pages show it",
                "items": row_schema({**COMPARISON_COLUMNS, **CHANCE_COLUMNS}, COMPARISON_COLUMNS),
            },
        },
    }


def _scorecard_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["title", "as_at", "publication_date", "producer"],
        "additionalProperties": False,
        "properties": {
            "title": {"type": "string"},
            "as_at": {"type": "string", "pattern": r"^\d{4}-\d{2}$", "description": "The month reported"},
            "publication_date": {"type": ["string", "null"]},
            "producer": {"type": ["string", "null"]},
        },
    }


def rows_json_schema(title: str, name: str, version: int, columns: Columns) -> dict[str, Any]:
    """The schema (draft 2020-12) of a list ``name`` of rows that all have the same columns."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "type": "object",
        "required": ["schema_version", name],
        "additionalProperties": False,
        "properties": {
            "schema_version": {"const": version},
            name: {"type": "array", "items": row_schema(columns, columns)},
        },
    }


def row_schema(columns: Columns, required: Columns) -> dict[str, Any]:
    """The schema of a row: it has no other columns, and each of the ``required`` columns."""
    properties: dict[str, Any] = {}
    for name, column in columns.items():
        described: dict[str, Any] = {"description": column.description}
        if column.choices:
            described["enum"] = list(column.choices) if column.always else [*column.choices, None]
        else:
            kind = _TYPES[column.kind]
            described["type"] = kind if column.always else [kind, "null"]
        if column.is_date:
            described["format"] = "date"
        properties[name] = described
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "properties": properties,
    }
