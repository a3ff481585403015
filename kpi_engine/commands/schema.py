"""What ``kpi schema`` prints."""

from __future__ import annotations

import json

from kpi_engine.read.definitions.schema.definition_schema import definitions_json_schema
from kpi_engine.read.scorecard.project_file import project_json_schema
from kpi_engine.read.scorecard.scorecard_schema import scorecard_json_schema
from kpi_engine.read.theme.theme_schema import theme_json_schema
from kpi_engine.render.data.audit_schema import audit_json_schema
from kpi_engine.render.data.json_schema import ratings_json_schema

_SCHEMAS = {
    "definitions": definitions_json_schema,
    "scorecard": scorecard_json_schema,
    "theme": theme_json_schema,
    "project": project_json_schema,
    "ratings": ratings_json_schema,
    "audit": audit_json_schema,
}


def schema_text(name: str) -> str:
    """The JSON Schema of one kind of file, as it is committed."""
    return json.dumps(_SCHEMAS[name](), ensure_ascii=False, indent=2) + "\n"
