"""What ``kpi schema`` prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from kpi_engine.commands import check, explain
from kpi_engine.commands.output.document_schemas import (
    check_json_schema,
    explain_json_schema,
    manifest_json_schema,
)
from kpi_engine.commands.run.edition import ACTIONS_VERSION
from kpi_engine.commands.shared.published import LOOK_BACK_VERSION
from kpi_engine.model.outputs.record_columns import ACTION_COLUMNS, DIFFERENCE_COLUMNS, HISTORY_COLUMNS
from kpi_engine.model.outputs.tidy_columns import Columns
from kpi_engine.publish.editions.manifest import MANIFEST_VERSION
from kpi_engine.read.definitions.schema.definition_schema import definitions_json_schema
from kpi_engine.read.scorecard.project_file import project_json_schema
from kpi_engine.read.scorecard.scorecard_schema import scorecard_json_schema
from kpi_engine.read.theme.theme_schema import theme_json_schema
from kpi_engine.render.data.audit_rows import AUDIT_SCHEMA_VERSION
from kpi_engine.render.data.audit_schema import audit_json_schema
from kpi_engine.render.data.json import RATINGS_SCHEMA_VERSION
from kpi_engine.render.data.json_schema import ratings_json_schema, rows_json_schema

# Of the files that people write; an editor uses the copy beside them.
_OF_INPUTS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "definitions": definitions_json_schema,
    "scorecard": scorecard_json_schema,
    "theme": theme_json_schema,
    "project": project_json_schema,
}


class _Written(NamedTuple):
    """The schema of something that kpi writes, and the version of its form."""

    version: int
    schema: dict[str, Any]


def _of_outputs() -> dict[str, _Written]:
    def rows(title: str, name: str, version: int, columns: Columns) -> _Written:
        return _Written(version, rows_json_schema(title, name, version, columns))

    return {
        "ratings": _Written(RATINGS_SCHEMA_VERSION, ratings_json_schema()),
        "audit": _Written(AUDIT_SCHEMA_VERSION, audit_json_schema()),
        "actions": rows("Actions that an edition calls for", "actions", ACTIONS_VERSION, ACTION_COLUMNS),
        "diff": rows(
            "What changed between two editions", "differences", LOOK_BACK_VERSION, DIFFERENCE_COLUMNS
        ),
        "history": rows("What was published for a series", "history", LOOK_BACK_VERSION, HISTORY_COLUMNS),
        "manifest": _Written(MANIFEST_VERSION, manifest_json_schema()),
        "explain": _Written(explain.SCHEMA_VERSION, explain_json_schema(explain.SCHEMA_VERSION)),
        "check": _Written(check.SCHEMA_VERSION, check_json_schema(check.SCHEMA_VERSION)),
    }


def schema_text(name: str) -> str:
    """The JSON Schema of one kind of file, as it is committed.

    What kpi writes has an ``$id`` with the version of its form.
    """
    if name in _OF_INPUTS:
        schema = _OF_INPUTS[name]()
    else:
        written = _of_outputs()[name]
        told = dict(written.schema)
        schema = {
            "$schema": told.pop("$schema"),
            "$id": f"urn:kpi-engine:schema:{name}:{written.version}",
            **told,
        }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
