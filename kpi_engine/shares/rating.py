"""A scorecard rated in shares: read, made and rated as always, but the figures of some indicators at a time.

The figures of each share are loaded and rated by loading.py and pipeline.py, and forgotten; their ratings
wait on disk until all are put in the order that they have where all are rated at once. What is wrong with
figures concerns indicators that are made from each other. Such groups are loaded once more, together, where
they have anything to report, so that messages are the same as where everything is loaded at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from kpi_engine.assemble.tidy.distinct import Texts
from kpi_engine.data_files import DataRead, Reach, areas_with_figures
from kpi_engine.every_figure import order_made
from kpi_engine.loading import Loaded, load_figures, read_figures, with_made
from kpi_engine.model.arrays.observation import IntArray, Observations
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.figures.periods.begun import begun_observations
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Issue
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.pipeline import TidyBlocks, rate_loaded, tidy_for, tidy_in_blocks
from kpi_engine.rules import Rules
from kpi_engine.shares.dealt_tables import DealtTables, NotInSharesError
from kpi_engine.shares.ratings_aside import RatingsAside

# Of a row's key, its place among all ratings: supplied figures by file and line, figures made of them behind
# them by indicator, and the same of outturns.
_LINES = 1 << 32
_MADE = 1 << 48
_OUTTURNS = 1 << 49


@frozen
class RatedInShares:
    """The ratings, as tables of the same columns whenever ``tables`` is called, and how many there are.

    ``loaded`` has what was found wrong with the figures, as where all are loaded at once. It has the figures
    that anything is wrong with, and of indicators that are made from each other all figures, but no others.
    """

    loaded: Loaded
    tables: TidyBlocks
    rows: int


@frozen
class Shares:
    """How many shares there are, and how many ratings of a share are in memory at once."""

    count: int
    rows_at_once: int


def why_at_once(scorecard: Scorecard) -> str:
    """A clause that says why all figures must be in memory at once; empty where they need not be."""
    asked = {
        "ranks": scorecard.ranks,
        "families of areas": scorecard.families,
        "statistics": scorecard.statistics.kinds,
        "overrides": scorecard.overrides is not None,
        "a rule on small numbers": scorecard.small_numbers is not None,
    }
    found = [name for name, is_asked in asked.items() if is_asked]
    return f"the scorecard asks for {found[0]}, and that needs all figures together" if found else ""


def rate_in_shares(rules: Rules, shares: Shares, folder: Path) -> RatedInShares:
    """Rate every figure; ``folder`` is an empty folder, which the ratings need until they have been read.

    Raises:
        InputError: as ``load_scorecard``.
        NotInSharesError: all figures must be in memory at once.
        OSError: the disk is full.
    """
    why = why_at_once(rules.scorecard)
    if why:
        raise NotInSharesError(why)
    (folder / "figures").mkdir()
    dealt = DealtTables(rules.indicators, shares.count, folder / "figures")
    figures, everywhere = replace(rules, issues=()), _everywhere(rules)
    # What is said of definitions and comparators is said of no figures, too.
    of_none = _issues(figures, read_figures(figures, dealt.deal, everywhere), everywhere)
    with closing(RatingsAside(folder, shares.count)) as aside:
        way = _Way(figures, everywhere, of_none, dealt, aside, (Texts(), Texts()), shares.rows_at_once)
        rated = [way.rate(share, groups) for share, groups in enumerate(dealt.shares())]
    reach = Reach(
        {code: period for share in rated for code, period in share.reach.newest.items()},
        frozenset(area for share in rated for area in share.reach.areas),
    )
    doubtful = [group for share in rated for group in share.doubtful]
    loaded = load_figures(rules, tables=dealt.of(doubtful, with_rest=True), reach=reach)
    return RatedInShares(loaded, lambda: aside.tables(shares.rows_at_once), len(aside))


@frozen
class _Rated:
    """How far the figures of a share reach, and which of its groups have anything to report."""

    reach: Reach
    doubtful: tuple[int, ...]


@frozen
class _Way:
    """How each share is rated; ``of_none`` is what is reported without any figure."""

    figures: Rules
    everywhere: Reach
    of_none: frozenset[Issue]
    dealt: DealtTables
    aside: RatingsAside
    texts: tuple[Texts, Texts]
    rows_at_once: int

    def rate(self, share: int, groups: Sequence[int]) -> _Rated:
        """Rate a share, whose figures are forgotten afterwards."""
        data = self._read(groups)
        try:
            loaded = with_made(self.figures, data, self.everywhere)
        except InputError:
            return _Rated(Reach(data.newest, frozenset()), self._doubtful(groups))
        blocks = tidy_in_blocks(loaded, self.rows_at_once, self.texts)
        tables: Iterable[TidyTable] = blocks() if blocks else [tidy_for(rate_loaded(loaded))]
        keys, start = _keys(loaded, data), 0
        for table in tables:
            self.aside.add(share, keys[start : start + len(table)], table)
            start += len(table)
        reach = Reach(data.newest, areas_with_figures(loaded.observations))
        return _Rated(reach, () if _told(loaded) == self.of_none else self._doubtful(groups))

    def _doubtful(self, groups: Sequence[int]) -> tuple[int, ...]:
        """The groups with anything to report: they have nothing in common that could be wrong."""
        if len(groups) == 1:
            return tuple(groups)
        return tuple(
            group
            for group in groups
            if _issues(self.figures, self._read([group]), self.everywhere) != self.of_none
        )

    def _read(self, groups: Sequence[int]) -> DataRead:
        return read_figures(self.figures, self.dealt.of(groups), self.everywhere)


def _everywhere(rules: Rules) -> Reach:
    """The reach of figures that lack nothing: what is missing in a share may be in another."""
    newest = {each.code: each.calendar.latest(rules.scorecard.as_at) for each in rules.indicators}
    return Reach(newest, frozenset(area.name for area in rules.areas))


def _issues(rules: Rules, data: DataRead, reach: Reach) -> frozenset[Issue]:
    try:
        return _told(with_made(rules, data, reach))
    except InputError as wrong:
        return frozenset(wrong.issues)


def _told(loaded: Loaded) -> frozenset[Issue]:
    return frozenset((*loaded.warnings, *chain.from_iterable(loaded.spoiled.values())))


def _keys(loaded: Loaded, data: DataRead) -> IntArray:
    """The keys of the ratings, then of the ratings of outturns."""
    as_at, indicators = loaded.scorecard.as_at, data.indicators
    years = begun_observations(data.outturns, indicators, as_at, outturns=True)
    of_years = _keys_of(years, loaded.outturns, indicators)
    return np.concatenate(
        [_keys_of(data.observations, loaded.observations, indicators), _OUTTURNS + of_years]
    )


def _keys_of(supplied: Observations, every: Observations, indicators: tuple[Indicator, ...]) -> IntArray:
    made = order_made(indicators)
    place = np.array([made.index(code) for code in every.codes], np.int64)
    lines = supplied.source.astype(np.int64) * _LINES + supplied.line
    return np.concatenate([lines, _MADE + place[every.code[len(supplied) :]]])
