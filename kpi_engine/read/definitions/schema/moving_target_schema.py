"""The fields of a threshold whose target moves: another figure, or a path to a later target."""

from __future__ import annotations

from kpi_engine.read.yaml.lists import WithPlace
from kpi_engine.read.yaml.records import Excludes, Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import DecimalNumber
from kpi_engine.read.yaml.scalars import CODE_SIGNS, Code, PeriodText, Text

FIGURE_OF = Field(
    "indicator",
    WithPlace(Code(CODE_SIGNS, spaces=True)),
    "The code of the indicator whose figure is the target. Without it: the indicator itself.",
    "CEH50",
)
FIGURE_AREA = OptionalField(
    "area",
    Text(),
    "The area whose figure is the target, such as the county. Without it: the area of the row.",
    "Kent",
    default="",
)
FIGURE_COMPARATOR = OptionalField(
    "comparator",
    Text(),
    "The comparator whose value is the target: of the year of the row, else of the newest year before it.",
    "England",
    default="",
)
FIGURE_TARGET = Record(
    "a target figure",
    "The figure that is the target, of the same period: of another indicator, of another area or of both, or "
    "the value of a comparator.",
    (FIGURE_OF, FIGURE_AREA, FIGURE_COMPARATOR),
    excludes=(Excludes(FIGURE_AREA, FIGURE_COMPARATOR, "keep the one whose figure is the target"),),
    any_of=(FIGURE_OF, FIGURE_AREA, FIGURE_COMPARATOR),
)
TARGET_FIGURE: Field[Values] = Field(
    "target_figure",
    FIGURE_TARGET,
    "In place of target: the figure of another indicator or area, or of a comparator. Where it is missing or "
    "withheld there is no rating.",
    None,
)
PATH_PERIOD = Field(
    "period",
    WithPlace(PeriodText()),
    "A period of the indicator's frequency.",
    "2030-31",
    required=True,
)
PATH_VALUE = Field("value", DecimalNumber(), "The value in it.", 22.6, required=True)
PATH_END = Record("an end of a path", "A period and the value in it.", (PATH_PERIOD, PATH_VALUE))
PATH_FROM: Field[Values] = Field(
    "from", PATH_END, "The baseline: a period, and the value in it.", None, required=True
)
PATH_TO: Field[Values] = Field(
    "to", PATH_END, "The later target: a period, and the value to be reached in it.", None, required=True
)
PATH_RECORD = Record(
    "a path",
    "A straight way from a baseline to a later target.",
    (PATH_FROM, PATH_TO),
)
PATH: Field[Values] = Field(
    "path",
    PATH_RECORD,
    "In place of target: a straight way from a baseline to a later target. Each period after the baseline is "
    "held against where the way is then, rounded as rounding says; later periods against its end.",
    None,
)
