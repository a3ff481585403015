"""The fields of a definition that say what an indicator's figures are made from."""

from __future__ import annotations

from kpi_engine.read.lists import Either, Placed, WithPlace
from kpi_engine.read.records import Excludes, Field, Record, Values
from kpi_engine.read.scalars import CODE_SIGNS, Code

_MEMBER = WithPlace(Code(CODE_SIGNS))

NUMERATOR = Field("numerator", _MEMBER, "The indicator whose figures are divided.", "CEH51N", required=True)
TARGET_OF = Field(
    "target_of",
    _MEMBER,
    "The indicator whose target in force divides.",
    "CEH52",
    required=True,
)
TARGET_AS_DENOMINATOR = Record(
    "a target as denominator", "The target of an indicator, in place of its figures.", (TARGET_OF,)
)
_DENOMINATOR: Either[Placed[str], Values] = Either(_MEMBER, TARGET_AS_DENOMINATOR)
DENOMINATOR = Field(
    "denominator",
    _DENOMINATOR,
    "The indicator whose figures divide, or {target_of: CEH52}. Where it has fewer periods, such as a "
    "population by year, the one of the period that holds the numerator's.",
    "CEH50",
    required=True,
)
RATIO = Field(
    "ratio",
    Record(
        "a ratio",
        "A figure of one indicator over that of another, in the same area and period.",
        (NUMERATOR, DENOMINATOR),
    ),
    "The value is per × the figure of one indicator / that of another, where none is supplied.",
    None,
)
MEASURES = (RATIO,)
ONE_MEASURE: tuple[Excludes, ...] = ()
