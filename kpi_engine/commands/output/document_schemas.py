"""The JSON Schemas of what commands write as JSON and is no list of rows; docs has copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from kpi_engine.analyse.explanation import Explanation
from kpi_engine.model.issue import Severity
from kpi_engine.publish.editions.manifest import MANIFEST_VERSION, AreaStatus

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the bytes"}


def manifest_json_schema() -> dict[str, Any]:
    """The schema of the manifest of an edition."""
    file = _object({"path": _TEXT, "sha256": _HASH, "bytes": _COUNT})
    counts = {"type": "object", "additionalProperties": _COUNT}
    area = _object(
        {
            "area": _TEXT,
            "status": {"enum": [status.value for status in AreaStatus]},
            "reason": _TEXT | {"description": "Why its files were not made, or not all; empty: they were"},
            "counts": counts | {"description": "How many latest figures have which rating"},
        }
    )
    finding = _object(
        {"severity": _severity(), "location": _TEXT, "what": _TEXT, "remedy": _TEXT, "area": _TEXT}
    )
    source = _object(
        {
            "source": _TEXT | {"description": "The field of the scorecard that names it"},
            "path": _TEXT,
            "sheets": _list(_TEXT),
            "range": _TEXT,
            "layout": _TEXT,
            "query": _TEXT,
        },
        optional=("sheets", "range", "layout", "query"),
    )
    return {
        "$schema": _DRAFT,
        "title": "What an edition of a performance scorecard is made of",
        **_object(
            {
                "manifest_version": {"const": MANIFEST_VERSION},
                "edition": _TEXT | {"description": "The edition; empty: nothing was published"},
                "previous": _TEXT | {"description": "The edition that it is compared with; empty: none"},
                "title": _TEXT,
                "as_at": {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
                "options": _texts("The options of the command that change what is published"),
                "versions": _texts("The programs that made it"),
                "inputs": _list(file),
                "definitions": _list(file),
                "outputs": _list(file),
                "counts": counts | {"description": "How many latest figures have which rating, of all areas"},
                "areas": _list(area),
                "findings": _list(finding),
                "exit_code": _COUNT,
                "interrupted": {"type": "boolean"},
                "sources": _list(source) | {"description": "Sources that are no table of our columns"},
                "withheld": _list(
                    {"type": "array", "items": _TEXT, "minItems": 4, "maxItems": 4}
                    | {"description": "Code, area, kind and period of a withheld figure"}
                ),
            },
            optional=("sources", "withheld"),
        ),
    }


def check_json_schema(version: int) -> dict[str, Any]:
    """The schema of what ``kpi check --json`` writes."""
    place = {"type": ["integer", "null"], "minimum": 1}
    issue = _object(
        {
            "severity": _severity(),
            "file": _TEXT | {"description": "With the cell or row, where it has no lines"},
            "line": place,
            "column": place,
            "area": _TEXT | {"description": "The area whose figures alone it concerns; empty: all"},
            "what": _TEXT | {"description": "What is wrong there"},
            "remedy": _TEXT | {"description": "What to do"},
        }
    )
    return {
        "$schema": _DRAFT,
        "title": "Problems of a performance scorecard, its definitions and its data",
        **_object({"schema_version": {"const": version}, "issues": _list(issue), "notices": _list(_TEXT)}),
    }


def explain_json_schema(version: int) -> dict[str, Any]:
    """The schema of what ``kpi explain --json`` writes: numbers are texts, so that no digit is lost."""
    explanation = _schema_of(Explanation)
    explanation["properties"]["lines"] = _list(_TEXT) | {"description": "All of it, a paragraph a line"}
    explanation["required"].append("lines")
    return {
        "$schema": _DRAFT,
        "title": "Why a figure of a performance scorecard is rated as it is",
        **_object({"schema_version": {"const": version}, "explanation": explanation}),
    }


def _schema_of(kind: Any) -> dict[str, Any]:
    """The schema of a type as JSON has it: records, lists, texts, numbers as texts, enums as their words."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return _object({each.name: _schema_of(hints[each.name]) for each in fields(kind)})
    if get_origin(kind) is tuple:
        return _list(_schema_of(get_args(kind)[0]))
    if get_origin(kind) is UnionType:
        return {"anyOf": [_schema_of(each) for each in get_args(kind)]}
    if issubclass(kind, Enum):
        return {"enum": [str(member.value) for member in kind]}
    return dict(_OF_TYPES[kind])


_OF_TYPES: Mapping[type, Mapping[str, Any]] = {
    str: _TEXT,
    int: {"type": "integer"},
    NoneType: {"type": "null"},
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?([eE][+-]?\d+)?$"},
}


def _severity() -> dict[str, Any]:
    return {"enum": [severity.value for severity in Severity]}


def _texts(description: str) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": _TEXT, "description": description}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(properties: Mapping[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
        "properties": dict(properties),
    }
