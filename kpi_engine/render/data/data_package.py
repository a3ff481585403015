"""Descriptions of the CSV files for machines: a Data Package (Frictionless), and metadata of CSV on the Web.

Both are made of the list of columns (model/outputs/tidy_columns.py), and hold no figure. They are written as
version 1 of the Data Package and CSV on the Web of 2015 say, which every reader of either knows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.outputs.data_tables import DataTable
from kpi_engine.model.outputs.tidy import TidyKind
from kpi_engine.model.outputs.tidy_columns import TidyColumnOf

DATA_PACKAGE = "datapackage.json"
# What the name of a table's own metadata ends in: where CSV on the Web looks for it.
METADATA_ENDING = "-metadata.json"


def data_package_text(scorecard: Scorecard, name: str, tables: Sequence[DataTable]) -> str:
    """``datapackage.json`` of some tables; ``name`` is the package's, of small letters and hyphens."""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": name,
        "title": scorecard.title,
        "description": f"Ratings of a performance scorecard, as at {scorecard.as_at.label}",
        "as_at": scorecard.as_at.label,
    }
    if scorecard.publication_date:
        package["publication_date"] = scorecard.publication_date
    if scorecard.producer:
        package["contributors"] = [{"title": scorecard.producer, "role": "publisher"}]
    if scorecard.licence:
        package["rights"] = scorecard.licence
    return _text({**package, "resources": [_resource(table) for table in tables]})


def _resource(table: DataTable) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True},
        "schema": {
            "fields": [_field(column) for column in table.columns.values()],
            "missingValues": [""],
            "primaryKey": list(table.key),
        },
    }


def _field(column: TidyColumnOf) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.always else {}
    if column.choices:
        constraints["enum"] = list(column.choices)
    return {
        "name": column.name,
        "type": _frictionless_type(column),
        "description": column.description,
        **({"constraints": constraints} if constraints else {}),
    }


def _frictionless_type(column: TidyColumnOf) -> str:
    match column.kind:
        case TidyKind.TEXT:
            return "date" if column.is_date else "string"
        case TidyKind.NUMBER:
            return "number"
        case TidyKind.FLAG:
            return "boolean"
        case _:
            assert_never(column.kind)


def csvw_text(scorecard: Scorecard, table: DataTable) -> str:
    """The metadata of one table, in a file beside it whose name ends in METADATA_ENDING."""
    facts = {
        "dc:title": f"{scorecard.title}: {table.title}",
        "dc:description": table.description,
        "dc:publisher": scorecard.producer,
        "dc:rights": scorecard.licence,
    }
    return _text(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
            "url": table.file,
            **{name: told for name, told in facts.items() if told},
            "dialect": {"encoding": "utf-8", "header": True, "delimiter": ",", "doubleQuote": True},
            "tableSchema": {
                "columns": [_csvw_column(column) for column in table.columns.values()],
                "primaryKey": list(table.key),
            },
        }
    )


def _csvw_column(column: TidyColumnOf) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": _csvw_type(column),
        **({"required": True} if column.always else {}),
    }


def _csvw_type(column: TidyColumnOf) -> str | dict[str, str]:
    match column.kind:
        case TidyKind.TEXT if column.choices:
            return {"base": "string", "format": "|".join(map(_as_pattern, column.choices))}
        case TidyKind.TEXT:
            return "date" if column.is_date else "string"
        case TidyKind.NUMBER:
            return "decimal"
        case TidyKind.FLAG:
            return "boolean"
        case _:
            assert_never(column.kind)


def _as_pattern(text: str) -> str:
    """A pattern of XML Schema that only this text fits: not every sign that Python escapes may be escaped."""
    return re.sub(r"([.\\?*+{}()\[\]|])", r"\\\1", text)


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
