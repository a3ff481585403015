"""The fields of a scorecard file that name its other files."""

from __future__ import annotations

from kpi_engine.read.scorecard.source_schema import SOURCE
from kpi_engine.read.yaml.lists import Either, OneOrMore, Placed, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_paths import PathText
from kpi_engine.read.yaml.scalars import (
    Text,
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
