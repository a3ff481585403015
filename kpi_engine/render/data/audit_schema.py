"""The JSON Schema of an audit as JSON (render/audit_rows.py); docs/audit.schema.json is its copy."""

from __future__ import annotations

from typing import Any

from kpi_engine.model.outputs.audit import Effect, FindingKind, PrintedField, Sureness
from kpi_engine.render.data.audit_rows import AUDIT_SCHEMA_VERSION

_TEXT = {"type": "string"}
_ID = {"type": "string", "description": "Changes with what is printed or given in any of its cells"}
_COUNT = {"type": "integer", "minimum": 0}
_COUNT_OR_NONE = {"type": ["integer", "null"], "minimum": 0}


def audit_json_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of an audit file."""
    findings = {"type": "array", "items": {"$ref": "#/$defs/finding"}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Audit of a printed performance scorecard",
        **_object(
            schema_version={"const": AUDIT_SCHEMA_VERSION},
            scorecard=_object(title=_TEXT, as_at={"type": "string", "pattern": r"^\d{4}-\d{2}$"}),
            rows=_COUNT | {"description": "Printed rows"},
            cells_checked=_COUNT,
            cells_not_legible=_COUNT | {"description": "Printed cells that could not be read off"},
            findings=findings | {"description": "What contradicts"},
            notes=findings | {"description": "What is no error but worth knowing"},
            accepted={
                "type": "array",
                "items": _object(id=_ID, headline=_TEXT, reason=_TEXT, by=_TEXT, date=_TEXT),
                "description": "Findings that somebody has accepted; they are not among the findings",
            },
        ),
        "$defs": {"finding": _finding(), "cell": _cell(), "diagnosis": _diagnosis()},
    }


def _finding() -> dict[str, Any]:
    return _object(
        number={"type": "integer", "minimum": 1},
        id=_ID,
        kind={"enum": [kind.name.lower() for kind in FindingKind], "description": "The rule broken"},
        headline=_TEXT,
        explanation=_TEXT,
        sureness={"enum": [sureness.value for sureness in Sureness]},
        effect={"enum": [effect.name.lower() for effect in Effect], "description": "For a reader"},
        diagnosis={"oneOf": [{"$ref": "#/$defs/diagnosis"}, {"type": "null"}]},
        cells={"type": "array", "items": {"$ref": "#/$defs/cell"}},
    )


def _diagnosis() -> dict[str, Any]:
    alternative = _object(hypothesis=_TEXT, text=_TEXT)
    return _object(
        hypothesis=_TEXT | {"description": "The name of what explains it"},
        text=_TEXT,
        sureness={"enum": [sureness.value for sureness in Sureness]},
        supported=_COUNT_OR_NONE | {"description": "Cells that fit it and not the rules"},
        failed=_COUNT_OR_NONE | {"description": "Cells that do not fit it"},
        cannot_tell=_COUNT_OR_NONE | {"description": "Cells that fit both"},
        alternatives={"type": "array", "items": alternative, "description": "Other explanations that fit"},
    )


def _cell() -> dict[str, Any]:
    return _object(
        code=_TEXT,
        area=_TEXT | {"description": "The area; of a comparator its name"},
        section=_TEXT,
        period=_TEXT,
        field={"enum": [field.value for field in PrintedField], "description": "The printed column"},
        printed=_TEXT | {"description": "Empty: nothing is printed"},
        computed=_TEXT | {"description": "What the rules give, or why nothing; empty: it is not known"},
        explanation=_TEXT,
        file=_TEXT,
        line=_COUNT,
    )


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }
