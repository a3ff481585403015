"""The parts of the documentation that are made from the code, so that they cannot fall behind it.

A part stands between ``<!-- made: NAME -->`` and ``<!-- end -->`` in a page of docs/.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.judgement import NoDirection, NotRated
from kpi_engine.read.commentary import commentary_markdown
from kpi_engine.read.csv.number_columns import MISSING_MARKS
from kpi_engine.read.definitions.schema import (
    bands_schema,
    chart_schema,
    computed_target_schema,
    definition_schema,
    judgement_schema,
    measure_schema,
    moving_target_schema,
    neighbours_record,
    overall_schema,
    threshold_schema,
)
from kpi_engine.read.scorecard import (
    files_schema,
    house_words_schema,
    project_file,
    scale_schema,
    scorecard_schema,
    section_schema,
    small_numbers,
    source_schema,
    statistics_schema,
)
from kpi_engine.read.theme import theme_schema
from kpi_engine.read.yaml.kinds import Kind
from kpi_engine.read.yaml.records import Field, Record, Values
from kpi_engine.render.data.json_schema import ratings_json_schema
from tests import statistics_parts

PART = re.compile(r"(<!-- made: (?P<name>[^>]+?) -->\n).*?(<!-- end -->)", re.DOTALL)
RECORDS: Mapping[str, Kind[Values]] = {
    "fields of a definitions file": definition_schema.DEFINITIONS,
    "fields of neighbours": neighbours_record.NEIGHBOURS.kind,
    "fields of an indicator": definition_schema.INDICATOR,
    "fields of a ratio": measure_schema.RATIO_RECORD,
    "fields of a window": measure_schema.WINDOW_RECORD,
    "fields of a share of the area above": measure_schema.SHARE_RECORD,
    "fields of a count of areas by rating": measure_schema.AREAS_RATED_RECORD,
    "fields of a threshold": threshold_schema.THRESHOLD,
    "fields of a derived target": computed_target_schema.DERIVED_TARGET,
    "fields of a target figure": moving_target_schema.FIGURE_TARGET,
    "fields of a path": moving_target_schema.PATH_RECORD,
    "fields of an end of a path": moving_target_schema.PATH_END,
    "fields of a set of bands": bands_schema.BANDS_RECORD,
    "fields of a band": bands_schema.BAND,
    "fields of an overall rating": overall_schema.OVERALL_RECORD,
    "fields of a process chart": chart_schema.SPC_RECORD,
    "fields of a baseline": chart_schema.BASELINE,
    "fields of a period left out": chart_schema.LEFT_OUT,
    "fields of an ambition": chart_schema.AMBITION_RECORD,
    "fields of a polarity": judgement_schema.POLARITY_IN_FORCE,
    "fields of a source": definition_schema.SOURCE.kind,
    "fields of a project file": project_file.PROJECT_FILE,
    "fields of a scorecard": scorecard_schema.SCORECARD,
    "fields of a data file": source_schema.SOURCE.other,
    "fields of a commentary source": files_schema.COMMENTARY_SOURCE.other,
    "fields of a commentary's front matter": commentary_markdown.FRONT_MATTER,
    "fields of ranks": scorecard_schema.RANKS_RECORD,
    "fields of a family": scorecard_schema.FAMILY_RECORD,
    "fields of a scale": scale_schema.SCALE_RATING,
    "fields of words": house_words_schema.HOUSE_WORDS,
    "fields of intervals": statistics_schema.INTERVALS_RECORD,
    "fields of small numbers": small_numbers.SMALL_NUMBERS_RECORD,
    "fields of a section": section_schema.SECTION,
    "fields of a section's indicator": section_schema.ENTRY,
    "fields of a theme": theme_schema.THEME,
    "fields of a logo": theme_schema.LOGO_RECORD,
    "fields of the fonts": theme_schema.FONTS_RECORD,
    "fields of a palette": theme_schema.PALETTE_RECORD,
    "fields of a page's colours": theme_schema.PAGE,
    "fields of a rating's colours": theme_schema.RATING,
}


def made(name: str) -> str:
    """The text of a part, as Markdown."""
    if name in RECORDS:
        return fields_table(RECORDS[name])
    return {
        "reasons for no rating": reasons_table("no RAG, because", NotRated),
        "reasons for no arrow": reasons_table("no arrow, because", NoDirection),
        "missing marks": missing_marks_table(),
        "figure marks": figure_marks_table(),
        "columns of the ratings": columns_table("ratings"),
        "columns of the comparisons": columns_table("comparisons"),
        "reasons of statistics": table_of(statistics_parts.reasons()),
        "verdicts": table_of(statistics_parts.verdicts()),
        "results beside other tools": table_of(statistics_parts.charts()),
        "assurance beside other tools": table_of(statistics_parts.targets()),
        "trends beside Fingertips": table_of(statistics_parts.fingertips()),
        "charts of other tools": table_of(statistics_parts.kinds_of_charts()),
    }[name]


def remade(page: str) -> str:
    """A page with all its parts made anew."""
    return PART.sub(lambda part: f"{part[1]}\n{made(part['name'])}\n{part[3]}", page)


def fields_table(record: Kind[Values]) -> str:
    assert isinstance(record, Record)
    return table(
        ("key", "needed", "is", "example"),
        ((f"`{of.name}`", _needed(of), of.explanation, _example(of)) for of in record.fields),
    )


def _needed(of: Field[Any]) -> str:
    return "yes" if of.required else "no"


def _example(of: Field[Any]) -> str:
    if of.example is None:
        return ""
    if isinstance(of.example, list):
        return f"`[{', '.join(map(str, of.example))}]`"
    return f"`{str(of.example).lower() if isinstance(of.example, bool) else of.example}`"


def reasons_table(heading: str, reasons: Iterable[Enum]) -> str:
    return table((heading,), ((str(reason.value),) for reason in reasons if reason.value))


def missing_marks_table() -> str:
    marks: dict[str, list[str]] = {}
    for mark, missing in MISSING_MARKS.items():
        marks.setdefault(str(missing.value), []).append(f"`{mark}`" if mark else "nothing")
    return table(
        ("in the value column", "means"), ((", ".join(written), words) for words, written in marks.items())
    )


def figure_marks_table() -> str:
    return table(
        ("behind the value", "in the status column", "means"),
        ((f"`{mark.sign}`", f"`{mark.words}`", mark.meaning) for mark in FigureMark),
    )


def columns_table(rows: str) -> str:
    properties = ratings_json_schema()["properties"][rows]["items"]["properties"]
    return table(
        ("column", "is"), ((f"`{name}`", about["description"]) for name, about in properties.items())
    )


def table_of(lines: Iterator[tuple[str, ...]]) -> str:
    return table(next(lines), lines)


def table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heading, tuple("---" for _ in heading), *rows]
    return "".join(f"| {' | '.join(line)} |\n".replace("|  |", "| |") for line in lines)
