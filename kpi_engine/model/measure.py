"""Measures made from others: what an indicator's figures are computed from. Rules: docs/rating-rules.md."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_engine.model.issue import Location
from kpi_engine.model.judgement import Coded


class Origin(Coded):
    """Where a figure comes from. Position 0: a source supplied it; the others are computed from such."""

    SUPPLIED = "supplied"
    MADE = "made from other indicators"
    ADDED_UP = "added up from areas below"
    OVERALL = "made from ratings"


@dataclass(frozen=True, slots=True)
class Member:
    """An indicator that another names, and where it does."""

    code: str
    location: Location


@dataclass(frozen=True, slots=True)
class Ratio:
    """``per × numerator / denominator``, each a figure of an indicator, or the target of one (``of_target``).

    A denominator of a lower frequency is the one of the period that holds the row's.
    """

    numerator: Member
    denominator: Member
    of_target: bool = False

    @property
    def words(self) -> str:
        """``CEH51N ÷ CEH50``."""
        target = "the target of " if self.of_target else ""
        return f"{self.numerator.code} ÷ {target}{self.denominator.code}"


Measure = Ratio


def members_of(measure: Measure) -> tuple[Member, ...]:
    """The indicators whose figures it is made of."""
    return (measure.numerator,) if measure.of_target else (measure.numerator, measure.denominator)
