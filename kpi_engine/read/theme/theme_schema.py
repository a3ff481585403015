"""The fields of a theme: the one description that the reader, editors and people go by.

theme.py reads by it; ``theme_json_schema`` makes the schema for editors of it.
"""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.definitions.indicator import SCHEMA_VERSION
from kpi_engine.read.yaml.file_schema import file_json_schema, schema_version_field
from kpi_engine.read.yaml.kinds import JsonObject
from kpi_engine.read.yaml.lists import OneOrMore, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record
from kpi_engine.read.yaml.scalar_looks import Colour, FontFamily
from kpi_engine.read.yaml.scalar_paths import PathText
from kpi_engine.read.yaml.scalars import Choice, Text


class BasedOn(Enum):
    """The built-in themes by name (model/theme.py), whose colours are used where a theme gives none."""

    STANDARD = "standard"
    BLUE_FOR_GOOD = "blue for good"


def _colour(name: str, explanation: str, example: str) -> Field[str]:
    return Field(name, Colour(), explanation, example)


FILL = _colour("fill", "The ground behind the rating.", "#1d70b8")
ON_FILL = _colour("text", "The rating's words on its fill.", "#ffffff")
BORDER = _colour(
    "border", "The line around the rating. Without it: the colour of the page's text.", "#0b0c0c"
)
RATING = Record(
    "a rating's colours",
    "The colours of one rating. In dark, fill and text are those of light unless given.",
    (FILL, ON_FILL, BORDER),
)
BACKGROUND = _colour("background", "The ground of the page. Paper stays white.", "#ffffff")
PANEL = _colour("panel", "The ground of table heads, totals and large counts.", "#f3f2f1")
TEXT = _colour("text", "Words and figures.", "#0b0c0c")
QUIET = _colour("quiet", "Words of less weight: captions, remarks, units.", "#484f53")
ACCENT = _colour(
    "accent", "Headings and the strong lines between parts. Without it: the colour of text.", "#00703c"
)
LINK = _colour("link", "Links, and targets in charts.", "#1d5a96")
LINE = _colour("line", "The thin lines between rows.", "#b1b4b6")
GREEN = Field("green", RATING, "The colours of GREEN.", None)
AMBER = Field("amber", RATING, "The colours of AMBER.", None)
RED = Field("red", RATING, "The colours of RED.", None)
PAGE = Record(
    "a page's colours",
    "The colours of pages.",
    (BACKGROUND, PANEL, TEXT, QUIET, ACCENT, LINK, LINE, GREEN, AMBER, RED),
)
BASED_ON = OptionalField(
    "based_on",
    Choice(BasedOn),
    "The built-in theme whose colours are used where this theme gives none.",
    "blue for good",
    default=BasedOn.STANDARD,
)
LIGHT = Field("light", PAGE, "The colours of light pages, of paper, and of every file but HTML.", None)
DARK = Field("dark", PAGE, "The colours of HTML where a reader's computer is set to dark.", None)
PALETTE_RECORD = Record(
    "a palette", "Colours; what is not given is the built-in theme's.", (BASED_ON, LIGHT, DARK)
)

LOGO_FILE = Field(
    "file",
    WithPlace(PathText()),
    "A PNG, JPEG or SVG file, from this file's folder.",
    "logo.png",
    required=True,
)
ALTERNATIVE_TEXT = Field(
    "alternative_text",
    Text(),
    "What the logo says, for readers who do not see it.",
    "Riverside Council",
    required=True,
)
LOGO_RECORD = Record("a logo", "A picture on the cover.", (LOGO_FILE, ALTERNATIVE_TEXT))

HEADING_FONTS = OptionalField(
    "headings",
    OneOrMore(FontFamily(), distinct=True),
    "Families for headings, the best first.",
    ["Georgia", "serif"],
    default=(),
)
BODY_FONTS = OptionalField(
    "body",
    OneOrMore(FontFamily(), distinct=True),
    "Families for everything else, the best first.",
    ["Calibri", "Arial", "sans-serif"],
    default=(),
)
FONTS_RECORD = Record(
    "the fonts",
    "Fonts by the names of their families; none is loaded or put into a page.",
    (HEADING_FONTS, BODY_FONTS),
)

SCHEMA_VERSION_FIELD = schema_version_field(SCHEMA_VERSION)
NAME = Field("name", Text(), "What the theme is called.", "Riverside Council", required=True)
LOGO = Field("logo", LOGO_RECORD, "The logo on the cover.", None)
FONTS = Field("fonts", FONTS_RECORD, "The fonts. Without it: those of kpi.", None)
PALETTE = Field("palette", PALETTE_RECORD, "The colours. Without it: those of the theme standard.", None)
THEME = Record(
    "a theme",
    "A house style: its logo, fonts and colours. Paths are from this file's folder.",
    (SCHEMA_VERSION_FIELD, NAME, LOGO, FONTS, PALETTE),
)


def theme_json_schema() -> JsonObject:
    """The JSON Schema (draft 2020-12) of a theme file, for editors to complete and check with."""
    return file_json_schema(THEME)
