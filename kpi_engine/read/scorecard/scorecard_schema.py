"""The fields of a scorecard file: the one description that the reader, editors and people go by.

read/scorecard.py reads by it; ``scorecard_json_schema`` makes the schema for editors of it.
"""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.definitions.indicator import SCHEMA_VERSION
from kpi_engine.model.definitions.scorecard import FEWEST_RANKED, OutputFormat
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.scorecard.scale_schema import SCALE
from kpi_engine.read.scorecard.small_numbers import SMALL_NUMBERS
from kpi_engine.read.scorecard.source_schema import SOURCE
from kpi_engine.read.scorecard.statistics_schema import INTERVALS, INTERVALS_NEED, STATISTICS
from kpi_engine.read.yaml.file_schema import file_json_schema, schema_version_field
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.lists import Either, ListOf, OneOrMore, Pairs, Placed, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import WholeNumber
from kpi_engine.read.yaml.scalar_paths import PathText
from kpi_engine.read.yaml.scalars import (
    CODE_SIGNS,
    Choice,
    Code,
    DateText,
    MonthText,
    PeriodText,
    Text,
    YesNo,
)
from kpi_engine.read.yaml.yaml_nodes import ScalarNode

ENTRY_CODE = Field(
    "code", WithPlace(Code(CODE_SIGNS, spaces=True)), "The indicator's code.", "APP17", required=True
)
LEVELS = OptionalField(
    "levels",
    OneOrMore(Text(), distinct=True),
    "The levels of area that the section shows it for. Without it: every level.",
    ["district"],
    default=(),
)
ENTRY = Record("an indicator of a section", "An indicator shown for some levels only.", (ENTRY_CODE, LEVELS))
SECTION_ID = Field(
    "id", WithPlace(Code("_-")), "A short name for links and commands.", "ics_monthly", required=True
)
SECTION_TITLE = Field("title", Text(), "The title as shown.", "Children's services, monthly", required=True)


class MixedFrequency(Enum):
    """In place of a frequency: the indicators have several."""

    MIXED = "mixed"


class _FrequencyOrMixed(ScalarKind[Frequency | MixedFrequency]):
    """A frequency, or the word for several."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return joined(self._names(), "or")

    def read_text(
        self, node: ScalarNode, label: str, issues: list[Issue]
    ) -> Frequency | MixedFrequency | None:
        """See ``ScalarKind.read_text``."""
        known: dict[str, Frequency | MixedFrequency] = {
            choice.value: choice for choice in (*Frequency, *MixedFrequency)
        }
        if node.text in known:
            return known[node.text]
        remedy = did_you_mean(node.text, known) or f"write {self.noun}"
        issues.append(error(node.location, f"{label} {shown(node.text)} is not known", remedy))
        return None

    def _names(self) -> tuple[str, ...]:
        return tuple(choice.value for choice in (*Frequency, *MixedFrequency))

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"enum": list(self._names())}


SECTION_FREQUENCY = Field(
    "frequency",
    _FrequencyOrMixed(),
    "The frequency of all its indicators; or mixed: each row shows its own latest period.",
    "monthly",
    required=True,
)
_ENTRY: Either[Placed[str], Values] = Either(WithPlace(Code(CODE_SIGNS, spaces=True)), ENTRY)
SECTION_INDICATORS = Field(
    "indicators",
    ListOf(_ENTRY),
    "The codes of its indicators, in the order shown.",
    ["SCS03", "SCS08"],
    required=True,
)
PERIODS = Field(
    "periods",
    WholeNumber(1, 60),
    "How many periods of trend are shown. Without it: 14 of a daily section, 8 of a weekly one, 7 of a "
    "monthly or four_weekly one, 4 of another.",
    7,
)
LAST_PERIOD = Field(
    "last_period",
    WithPlace(PeriodText()),
    "The last period shown, of the section's frequency. Without it: the latest by the as-at month.",
    "2022-23",
)
OWN_LATEST = OptionalField(
    "own_latest",
    YesNo(),
    "Whether each row shows its indicator's own latest period, as annual and mixed sections always do. "
    "Otherwise an indicator without a figure in the section's latest period has none.",
    True,
    default=False,
)
WITH_AREAS_BELOW = OptionalField(
    "with_areas_below",
    YesNo(),
    "Whether one table shows the page's area and all areas below it, a row for each.",
    True,
    default=False,
)
SECTION = Record(
    "a section",
    "A table of indicators of one frequency.",
    (
        *(SECTION_ID, SECTION_TITLE, SECTION_FREQUENCY, SECTION_INDICATORS, PERIODS, LAST_PERIOD),
        *(OWN_LATEST, WITH_AREAS_BELOW),
    ),
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
SMALL_COHORT = Field(
    "small_cohort",
    WholeNumber(1, 1_000_000),
    "Values with a denominator below this number are marked, since one case changes much.",
    10,
)
DEFINITIONS = Field(
    "definitions",
    OneOrMore(WithPlace(PathText()), distinct=True),
    "The folder or files of definitions. Without it: the project's indicators folder.",
    "../../indicators",
)
AREAS_FILE = Field(
    "areas_file",
    SOURCE,
    "The file of areas: columns area, parent, level, one row for each parent. Without it: the areas that "
    "areas names, each by itself.",
    "areas.csv",
)
OBSERVATIONS = Field(
    "observations",
    OneOrMore(SOURCE),
    "The file or files of observations: columns code, area, period, value and, optional, numerator, "
    "denominator, status. Where there is one area only, no column area is needed. Without it: "
    "observations.csv, beside this file.",
    None,
)
OUTTURNS = OptionalField(
    "outturns",
    OneOrMore(SOURCE),
    "The file or files of the final figures of years: columns code, area, year, value and, optional, status.",
    None,
    default=(),
)
COMPARATORS = Field(
    "comparators",
    SOURCE,
    "The file of reference values: columns code, section, comparator, value; optional: year, area.",
    "comparators.csv",
)
OVERRIDES = Field(
    "overrides",
    SOURCE,
    "The file of ratings that people have set beside the rule's: columns code, area, period, rag, "
    "reason, by and date, all required.",
    "overrides.csv",
)
PUBLISHED = Field(
    "published",
    SOURCE,
    "The file of figures and ratings as printed, for kpi audit and kpi infer. It is read as printed.",
    "published.csv",
)
AUDIT_ACCEPTED = Field(
    "audit_accepted",
    WithPlace(PathText()),
    "The CSV file of findings of kpi audit and kpi commentary check that people have accepted: columns id, "
    "reason, by and date, all required, and finding, for whoever reads the file.",
    "accepted.csv",
)
COMMENTARY_PATH = Field(
    "path",
    WithPlace(PathText()),
    "A Markdown or CSV file of commentary, or a folder of them, from this file's folder.",
    "commentary",
    required=True,
)
COMMENTARY_LEVELS = OptionalField(
    "levels",
    OneOrMore(Text(), distinct=True),
    "The levels of area whose RED and AMBER rows need a commentary. Without it: every level.",
    ["county"],
    default=(),
)
_COMMENTARY_RECORD = Record(
    "a commentary source",
    "Commentary, and which rows need one.",
    (COMMENTARY_PATH, COMMENTARY_LEVELS),
)
COMMENTARY_SOURCE: Either[Placed[str], Values] = Either(WithPlace(PathText()), _COMMENTARY_RECORD)
COMMENTARY = OptionalField(
    "commentary",
    OneOrMore(COMMENTARY_SOURCE),
    "The files or folders of commentary on rows, as Markdown or CSV.",
    "commentary",
    default=(),
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
AREAS = OptionalField(
    "areas",
    OneOrMore(WithPlace(Text()), distinct=True),
    "The area, or list of areas, to make a scorecard for, in order; the first is the one shown by default. "
    "Without it: every area of the areas file.",
    ["Kent", "Ashford"],
    default=(),
)
SECTIONS: OptionalField[tuple[Values, ...]] = OptionalField(
    "sections",
    ListOf(SECTION),
    "The tables, in the order shown. Without it: a table for each service and frequency, in the order of the "
    "definitions.",
    None,
    default=(),
)
OUTPUTS = OptionalField(
    "outputs",
    ListOf(Choice(OutputFormat), distinct=True),
    "The formats to write: html, xlsx, pdf, docx, csv, json. pdf and docx need an extra part of kpi. "
    "Without it: html and xlsx.",
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
        *(SCHEMA_VERSION_FIELD, TITLE, AS_AT, PERIOD_NAME, PUBLICATION_DATE, PRODUCER, CONTACT, SMALL_COHORT),
        *(DEFINITIONS, AREAS_FILE, OBSERVATIONS, OUTTURNS, COMPARATORS, OVERRIDES, PUBLISHED),
        *(AUDIT_ACCEPTED, COMMENTARY, SCALE),
        *(
            RANKS,
            SMALL_NUMBERS,
            STATISTICS,
            INTERVALS,
            AREAS,
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
