"""Read the data files that a scorecard names, each held against the rules for its rows.

No figure is made here: loading.py makes figures of what is read.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_engine.derive.open_decimals import with_open_decimals
from kpi_engine.model.arrays.lookup import distinct_places
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.override import Override
from kpi_engine.model.definitions.scorecard import Comparator, Scorecard
from kpi_engine.model.figures.periods.begun import begun_observations, begun_overrides
from kpi_engine.model.figures.periods.shown_periods import newest_periods
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue
from kpi_engine.read.data.comparators import read_comparators
from kpi_engine.read.data.observations import read_observations, read_outturns
from kpi_engine.read.data.overrides import read_overrides
from kpi_engine.read.sheets.read_tables import TableReader, read_tables
from kpi_engine.validate.data.comparators import validate_comparators
from kpi_engine.validate.data.fractions import fractions_and_percentages
from kpi_engine.validate.data.newest_figures import figures_long_before
from kpi_engine.validate.data.observations import validate_observations
from kpi_engine.validate.data.rates import rates_by_another_number
from kpi_engine.validate.data.repeats import without_repeats
from kpi_engine.validate.data.unfinished_years import outturns_of_unfinished_years
from kpi_engine.validate.data.yearly_figures import outturns_beside_annual_figures


@frozen
class Reach:
    """How far all figures reach: the newest period of each code, and the ``areas`` of any figure.

    Files are read in shares where they are larger than memory; a share cannot say how far the others reach.
    """

    newest: Mapping[str, int]
    areas: frozenset[str]


def areas_with_figures(observations: Observations) -> frozenset[str]:
    """The areas that any figure is of."""
    return frozenset(observations.areas[place] for place in distinct_places(observations.area).tolist())


@frozen
class DataRead:
    """The rows of a scorecard's data files, and every problem of them.

    ``indicators`` have their decimals, which a definition may leave to its figures; ``newest`` has their
    newest periods, by code. ``observations`` and
    ``overrides`` have begun by the scorecard's month; no row is there twice, and a figure that breaks a rule
    has no number. ``doubts``, which are among the ``issues``, may make ratings wrong.
    """

    indicators: tuple[Indicator, ...]
    newest: Mapping[str, int]
    observations: Observations
    outturns: Observations
    comparators: tuple[Comparator, ...]
    overrides: tuple[Override, ...]
    issues: tuple[Issue, ...]
    doubts: tuple[Issue, ...]


def read_data(
    scorecard: Scorecard,
    last_read: Month,
    indicators: tuple[Indicator, ...],
    areas: tuple[Area, ...],
    *,
    tables: TableReader = read_tables,
    reach: Reach | None = None,
) -> DataRead:
    """Read figures, outturns, comparators and overrides; problems are returned, not raised.

    ``last_read`` is the month that the files may reach; the scorecard's own may be earlier. ``tables`` reads
    a file of figures or outturns; where it leaves rows out, ``reach`` says how far all of them reach.
    """
    observations, observation_issues = read_observations(
        scorecard.observations, indicators, areas, last_read, tables
    )
    outturns, outturn_issues = read_outturns(scorecard.outturns, indicators, areas, last_read, tables)
    indicators, decimal_issues = with_open_decimals(indicators, (observations, outturns))
    comparators, comparator_issues = _comparators(scorecard, indicators, areas)
    newest = newest_periods(observations, indicators, scorecard.as_at)
    doubts = (
        *fractions_and_percentages(observations, outturns, indicators, comparators),
        *rates_by_another_number(observations, indicators),
        *figures_long_before(scorecard, newest if reach is None else reach.newest, indicators),
        *outturns_of_unfinished_years(outturns, indicators, scorecard.as_at),
        *outturns_beside_annual_figures(observations, outturns, indicators),
    )
    observations, broken = _usable(observations, indicators)
    outturns, broken_outturns = _usable(outturns, indicators, outturns=True)
    overrides, override_issues = read_overrides(scorecard.overrides, indicators, areas, last_read)
    return DataRead(
        indicators=indicators,
        newest=newest,
        observations=begun_observations(without_repeats(observations), indicators, scorecard.as_at),
        outturns=without_repeats(outturns),
        comparators=comparators,
        overrides=begun_overrides(overrides, indicators, scorecard.as_at),
        issues=(
            *decimal_issues,
            *doubts,
            *observation_issues,
            *broken,
            *outturn_issues,
            *broken_outturns,
            *comparator_issues,
            *override_issues,
        ),
        doubts=doubts,
    )


def _usable(
    read: Observations, indicators: tuple[Indicator, ...], outturns: bool = False
) -> tuple[Observations, tuple[Issue, ...]]:
    """The figures that were read, without the numbers of figures that break a rule, and the problems."""
    found = validate_observations(read, indicators, outturns)
    return read.without_numbers(found.unusable, Missing.UNUSABLE.code), found.issues


def _comparators(
    scorecard: Scorecard, indicators: tuple[Indicator, ...], areas: tuple[Area, ...]
) -> tuple[tuple[Comparator, ...], tuple[Issue, ...]]:
    comparators: tuple[Comparator, ...] = ()
    issues: tuple[Issue, ...] = ()
    if scorecard.comparators is not None and indicators:
        comparators, issues = read_comparators(scorecard.comparators, indicators, areas)
    return comparators, (*issues, *validate_comparators(comparators, scorecard, indicators))
