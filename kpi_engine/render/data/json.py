"""Tidy ratings as JSON. Its form is described by docs/ratings.schema.json (render/json_schema.py).

A number is a JSON number with all its decimals (85.0 stays ``85.0``); what there is none of is ``null``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain

from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.outputs.tidy import TidyKind, TidyTable
from kpi_engine.render.data.csv import tidy_rows

RATINGS_SCHEMA_VERSION = 2


def render_json(scorecard: Scorecard, table: TidyTable, comparisons: TidyTable) -> str:
    """The scorecard's name and as-at month, and one object a rating or comparison, each on its own line."""
    return "".join(json_blocks(scorecard, [table], comparisons))


def json_blocks(scorecard: Scorecard, tables: Iterable[TidyTable], comparisons: TidyTable) -> Iterator[str]:
    """The same of ratings in tables of the same columns: text in blocks."""
    about = {
        "title": scorecard.title,
        "as_at": scorecard.as_at.label,
        "publication_date": scorecard.publication_date or None,
        "producer": scorecard.producer or None,
    }
    yield (
        f'{{"schema_version":{RATINGS_SCHEMA_VERSION},\n'
        f'"scorecard":{json.dumps(about, ensure_ascii=False)},\n'
        '"ratings":'
    )
    yield from list_blocks(tables)
    yield ',\n"comparisons":'
    yield from list_blocks([comparisons])
    yield "}\n"


def json_rows(table: TidyTable) -> str:
    """A JSON list with one object a row, each on its own line."""
    return "".join(list_blocks([table]))


def list_blocks(tables: Iterable[TidyTable]) -> Iterator[str]:
    """A JSON list with one object a row of tables of the same columns: text in blocks."""
    yield "[\n"
    between = ""
    for rows in chain.from_iterable(tidy_rows(table, _member) for table in tables):
        yield between + ",\n".join(f"{{{','.join(row)}}}" for row in rows)
        between = ",\n"
    yield "\n]"


def _member(name: str, text: str, kind: TidyKind) -> str:
    """``"value":23.3``."""
    if not text:
        return f'"{name}":null'
    return f'"{name}":{json.dumps(text, ensure_ascii=False) if kind is TidyKind.TEXT else text}'
