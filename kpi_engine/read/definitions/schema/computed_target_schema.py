"""The fields of targets that are computed: spread over a year, or a percentage of another target."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from kpi_engine.model.arrays.rounding import Rounding
from kpi_engine.read.yaml.lists import Either, ListOf, WithPlace
from kpi_engine.read.yaml.records import Field, OptionalField, Record, Values
from kpi_engine.read.yaml.scalar_numbers import DecimalNumber
from kpi_engine.read.yaml.scalars import CODE_SIGNS, Choice, Code


class TargetFor(Enum):
    """What a target is for, where it is not for each period."""

    YEAR = "year"


class Spread(Enum):
    """How a year's target is spread over its periods, where no shares are listed."""

    PRO_RATA = "pro_rata"
    ASK = "ask"


TARGET_FOR = Field(
    "target_for",
    Choice(TargetFor),
    "year: the target, and the floor standard, are for a whole year and are spread over its periods. It then "
    "holds for the years from..until, without until for the one year.",
    "year",
)


_SPREAD: Either[Spread, tuple[Decimal, ...]] = Either(Choice(Spread), ListOf(DecimalNumber(), most=12))


SPREAD = Field(
    "spread",
    _SPREAD,
    "How a year's target is spread: pro_rata, the same share for each period, or a list of shares, one a "
    "period, that add up to the target. A figure for the year to date is held against the shares so "
    "far. ask: nobody has said yet; a count of the year to date is then rated in the last period of the year "
    "only, any other figure never, and kpi check asks.",
    "pro_rata",
)


ROUNDING = OptionalField(
    "rounding",
    Choice(Rounding),
    "How a computed target is rounded to the decimals of its indicator: half_up, up (away from zero), down "
    "(towards zero), or none: exact, and an error where it does not end. Without it, half_up.",
    "half_up",
    default=Rounding.HALF_UP,
)


PROFILE = Field(
    "profile",
    ListOf(DecimalNumber(), most=12),
    "In place of target: the target of each period of a year, the first for its first period, as for "
    "percentages that add up over the year. It holds for the years from..until, without until for one year.",
    [28.5, 55.5, 82.5, 97],
)


PERCENT_OF_BASE = Field(
    "percent", DecimalNumber(), "How many percent of the other target.", 65, required=True
)


BASE = Field(
    "of",
    WithPlace(Code(CODE_SIGNS, spaces=True)),
    "The code of the indicator whose target it is a percentage of.",
    "CEH50",
    required=True,
)


DERIVED_TARGET: Record = Record(
    "a derived target",
    "A target that is a percentage of another indicator's, for the areas and from the dates of that one.",
    (PERCENT_OF_BASE, BASE, ROUNDING),
)


TARGET_FROM: Field[Values] = Field(
    "target_from",
    DERIVED_TARGET,
    "In place of target: a percentage of the target of another indicator, for the areas and from the dates "
    "of that one. From when an area or level has a threshold written out in the same list, it has no "
    "derived one.",
    None,
)
