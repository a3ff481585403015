"""The fields of a scorecard file: the one description that the reader, editors and people go by.

scorecard.py reads by it; ``scorecard_json_schema`` makes the schema for editors of it.
"""

from __future__ import annotations

from kpi_engine.model.definitions.grouping import GroupBy
from kpi_engine.model.definitions.indicator import SCHEMA_VERSION
from kpi_engine.model.definitions.scorecard import FEWEST_RANKED, OutputFormat
from kpi_engine.read.scorecard.files_schema import (
    AREAS_FILE,
    AUDIT_ACCEPTED,
    COMMENTARY,
    COMPARATORS,
    DEFINITIONS,
    OBSERVATIONS,
    OUTTURNS,
    OVERRIDES,
    PUBLISHED,
)
from kpi_engine.read.scorecard.house_words_schema import WORDS
from kpi_engine.read.scorecard.scale_schema import SCALE
from kpi_engine.read.scorecard.section_schema import SECTION
from kpi_engine.read.scorecard.small_numbers import SMALL_NUMBERS
from kpi_engine.read.scorecard.statistics_schema import INTERVALS, INTERVALS_NEED, STATISTICS
from kpi_engine.read.yaml.file_schema import file_json_schema, schema_version_field
from kpi_engine.read.yaml.kinds import JsonObject
from kpi_engine.read.yaml.lists import ListOf, OneOrMore, Pairs, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import WholeNumber
from kpi_engine.read.yaml.scalar_paths import PathText
from kpi_engine.read.yaml.scalars import (
    Choice,
    DateText,
    MonthText,
    Text,
)

SCHEMA_VERSION_FIELD = schema_version_field(SCHEMA_VERSION)
TITLE = OptionalField(
    "title",
    Text(),
    "The title of the scorecard.",
    "Children's services scorecard",
    default="Performance scorecard",
)
AS_AT = Field(
    "as_at",
    MonthText(),
    "The month the scorecard is for; later figures are errors.",
    "2024-08",
    required=True,
)
PERIOD_NAME = OptionalField(
    "period",
    Text(),
    "What the body calls the period that the scorecard is of, for its titles. Without it: the as-at month.",
    "Quarter 2 2025/26",
    default="",
)
PUBLICATION_DATE = OptionalField(
    "publication_date", DateText(), "The day it is published.", "2024-09-30", default=""
)
PRODUCER = OptionalField("producer", Text(), "Who made it.", "Management Information", default="")
CONTACT = OptionalField("contact", Text(), "Whom to ask.", "mi@example.gov.uk", default="")
ACCESSIBILITY = OptionalField(
    "accessibility_statement",
    Text(),
    "The address of the accessibility statement, for the foot of pages.",
    "https://www.example.gov.uk/accessibility",
    default="",
)
LICENCE = OptionalField(
    "licence",
    Text(),
    "The licence under which the figures may be used, for the foot of pages.",
    "Open Government Licence v3.0",
    default="",
)
SMALL_COHORT = Field(
    "small_cohort",
    WholeNumber(1, 1_000_000),
    "Values with a denominator below this number are marked, since one case changes much.",
    10,
)
RANKS_LEVEL = Field("level", WithPlace(Text()), "The level of area.", "district", required=True)
RANKS_AT_LEAST = OptionalField(
    "at_least",
    WholeNumber(2, 1_000_000),
    "How many areas must have a value for any to get a rank.",
    6,
    default=FEWEST_RANKED,
)
RANKS_RECORD = Record("ranks", "A level of area whose areas are ranked.", (RANKS_LEVEL, RANKS_AT_LEAST))
RANKS = OptionalField(
    "ranks",
    OneOrMore(RANKS_RECORD),
    "The level, or list of levels, whose areas are ranked by each indicator.",
    None,
    default=(),
)
FAMILY_NAME = Field(
    "name", WithPlace(Text()), "What the areas have in common.", "Coastal districts", required=True
)
FAMILY_AREAS = Field(
    "areas",
    ListOf(WithPlace(Text()), distinct=True, most=10_000),
    "The areas that are alike, as in the areas file; an area is in one family only.",
    ["Dover", "Swale", "Thanet"],
    required=True,
)
FAMILY_RECORD = Record(
    "a family", "Similar areas, ranked among themselves.", (FAMILY_NAME, FAMILY_AREAS, RANKS_AT_LEAST)
)
FAMILIES = OptionalField(
    "families",
    OneOrMore(FAMILY_RECORD),
    "Groups of similar areas, of any level, whose areas are ranked among themselves by each indicator.",
    None,
    default=(),
)
AREAS = OptionalField(
    "areas",
    OneOrMore(WithPlace(Text()), distinct=True),
    "The area, or list of areas, to make a scorecard for, in order; the first is the one shown by default. "
    "Without it: every area of the areas file.",
    ["Kent", "Ashford"],
    default=(),
)
PAGE_GROUP_BY = Field(
    "group_by",
    Choice(GroupBy),
    "What the rows of each section are grouped by: owner, theme, priority or service. Without sections: a "
    "table for each group.",
    "owner",
)
SECTIONS: OptionalField[tuple[Values, ...]] = OptionalField(
    "sections",
    ListOf(SECTION),
    "The tables, in the order shown. Without it: a table for each service and frequency, in the order of the "
    "definitions.",
    None,
    default=(),
)
_FORMATS_IN_OTHER_WORDS = {
    **{"excel": "xlsx", "workbook": "xlsx", "xls": "xlsx", "word": "docx", "doc": "docx"},
    **{"web": "html", "web page": "html", "htm": "html", "calc": "ods", "opendocument": "ods"},
}
OUTPUTS = OptionalField(
    "outputs",
    ListOf(Choice(OutputFormat, _FORMATS_IN_OTHER_WORDS), distinct=True),
    "The formats to write: html, xlsx, ods, pdf, docx, large.pdf, large.docx (large print), csv, json. "
    "PDF and Word need an extra part of kpi. Without it: html and xlsx.",
    ["html", "xlsx", "csv", "json"],
    default=(OutputFormat.HTML, OutputFormat.XLSX),
)
OUTPUT_FOLDER = Field(
    "output_folder",
    WithPlace(PathText()),
    "The folder to write them to. Without it: out, beside this file.",
    "out",
)
ABBREVIATIONS = OptionalField(
    "abbreviations", Pairs(), "Abbreviations and their meaning, shown where they occur.", None, default=()
)
NOTES = OptionalField(
    "notes",
    ListOf(Text(paragraphs=True)),
    "Notes shown with the scorecard.",
    ["Figures are provisional"],
    default=(),
)
THEME = Field(
    "theme",
    WithPlace(PathText()),
    "The house style: a theme file, or a built-in theme, standard or blue for good. Without it: standard.",
    "house.yaml",
)
SCORECARD = Record(
    "a scorecard",
    "What a scorecard shows and where its data are. Paths are from this file's folder.",
    (
        *(
            SCHEMA_VERSION_FIELD,
            TITLE,
            AS_AT,
            PERIOD_NAME,
            PUBLICATION_DATE,
            PRODUCER,
            CONTACT,
            ACCESSIBILITY,
            LICENCE,
        ),
        SMALL_COHORT,
        *(DEFINITIONS, AREAS_FILE, OBSERVATIONS, OUTTURNS, COMPARATORS, OVERRIDES, PUBLISHED),
        *(AUDIT_ACCEPTED, COMMENTARY, SCALE, WORDS),
        *(
            RANKS,
            FAMILIES,
            SMALL_NUMBERS,
            STATISTICS,
            INTERVALS,
            AREAS,
            PAGE_GROUP_BY,
            SECTIONS,
            OUTPUTS,
            OUTPUT_FOLDER,
            THEME,
            ABBREVIATIONS,
            NOTES,
        ),
    ),
    needs=(INTERVALS_NEED,),
    any_of=(AREAS, AREAS_FILE),
)


def scorecard_json_schema() -> JsonObject:
    """The JSON Schema (draft 2020-12) of a scorecard file, for editors to complete and check with."""
    return file_json_schema(SCORECARD)
