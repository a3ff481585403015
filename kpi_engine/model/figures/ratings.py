"""Rated observations as columns of numpy arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kpi_engine.model.arrays.observation import (
    BoolArray,
    ExactColumn,
    IndexArray,
    IntArray,
    Observations,
    SmallArray,
)
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.override import Override
from kpi_engine.model.frozen import frozen

if TYPE_CHECKING:
    from kpi_engine.model.figures.ranks import FamilyRanks, Ranks
    from kpi_engine.model.statistics.results import Statistics


@frozen
class LongerTerm:
    """The second arrow of n rows: what it says, or why there is none, and the figure compared with.

    It counts for the rows of indicators with ``compare_also``.
    """

    direction: SmallArray
    no_direction: SmallArray
    previous: IndexArray
    period: IntArray
    has_comparison: BoolArray


@frozen
class Ratings:
    """One row an observation, in the order of the observations; every array has shape (n,).

    - ``indicators``: ``observations.code`` indexes it (it is parallel to ``observations.codes``).
    - ``areas``: every area of the observations, and the areas that they lie in.
    - ``displayed``: the value as displayed (rounded half up), what is rated unless the definition says raw.
    - ``threshold``: position in ``indicators[code].thresholds`` of the threshold in force; −1: none.
    - ``polarity``: Polarity position in force.
    - ``rag``, ``not_rated``, ``direction``, ``no_direction``: positions in Rag, NotRated,
      DirectionOfTravel, NoDirection.
    - ``previous``: row number of the observation compared with, also where that has no value; −1: none.
    - ``previous_period``: ordinal of the period that the comparison asks for, where ``has_comparison``.
    - ``carried_forward``: the source says so, or value, numerator and denominator all repeat the previous.
    - ``margin_to_target``, ``margin_to_floor``: how far performance is on the right side (≥ 0) or the wrong
      side (< 0) of the standard, in the value's own unit; exact; for a range, to its nearer edge.
    - ``change``, ``percent_change``, ``number_direction`` (a NumberDirection position): how the number of an
      indicator shown for context has changed since the number compared with, which judges nothing; judged
      indicators have no such change.
    - ``overrides``: ratings that people set, by row; None where the scorecard names none.
    - ``ranks``: among areas of one level; None where none are asked for.
    - ``statistics``: what is said beyond ratings; None where nothing is asked for.
    - ``withheld_mark``: what pages show in place of withheld figures; empty: the word for it.
    - ``family_ranks``: among similar areas; None where the scorecard names no families.
    - ``longer``: the second arrow; None where no indicator has a second arrow.
    """

    observations: Observations
    indicators: tuple[Indicator, ...]
    areas: tuple[Area, ...]
    displayed: ExactColumn
    threshold: IndexArray
    polarity: SmallArray
    rag: SmallArray
    not_rated: SmallArray
    direction: SmallArray
    no_direction: SmallArray
    previous: IndexArray
    previous_period: IntArray
    has_comparison: BoolArray
    carried_forward: BoolArray
    margin_to_target: ExactColumn
    margin_to_floor: ExactColumn
    change: ExactColumn
    percent_change: ExactColumn
    number_direction: SmallArray
    ranks: Ranks | None = None
    overrides: Mapping[int, Override] | None = None
    statistics: Statistics | None = None
    withheld_mark: str = ""
    longer: LongerTerm | None = None
    family_ranks: FamilyRanks | None = None

    def __len__(self) -> int:
        return len(self.observations)
