"""What ``kpi spc suggest`` does: where a process may have become another, for an analyst to judge."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.loading import load_scorecard
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.results import NO_SEGMENT, ProcessLimits
from kpi_engine.model.statistics.signals import SHIFT_HIGH, SHIFT_LOW
from kpi_engine.pipeline import rate_loaded
from kpi_engine.statistics.rows.process import process_limits
from kpi_engine.statistics.rows.series import rows_by_series

# A shift of so many points, that begins so many after the last baseline, is worth a look.
_POINTS, _AFTER = 8, 13


@frozen
class PossibleBaseline:
    """A shift in a series: from which period, of how many points so far, and to which side."""

    indicator: Indicator
    area: str
    period: int
    points: int
    is_good: bool

    @property
    def words(self) -> str:
        """``AUDIT, Millshire: 18 months on the good side of the mean since Mar 2023``."""
        side = "good" if self.is_good else "bad"
        since = period_words(self.indicator.calendar, self.period)
        count = f"{self.points} {self.indicator.calendar.period_name}s"
        return f"{self.indicator.code}, {self.area}: {count} on the {side} side of the mean since {since}"


def possible_baselines(scorecard: Path | None = None) -> tuple[PossibleBaseline, ...]:
    """Every series with a shift that may be the beginning of another process.

    Args:
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.

    Raises:
        InputError: the scorecard cannot be used.
    """
    ratings = rate_loaded(load_scorecard(scorecard_path(scorecard))).ratings
    longer = tuple(
        replace(each, chart=replace(each.chart, profile=replace(each.chart.profile, shift=_POINTS)))
        for each in ratings.indicators
    )
    process = process_limits(replace(ratings, indicators=longer))
    return tuple(_found(ratings, process))


def _found(ratings: Ratings, process: ProcessLimits) -> Iterator[PossibleBaseline]:
    for code, area, rows in rows_by_series(ratings.observations, range(len(ratings.indicators))):
        points = rows[process.is_point[rows] & (process.segment[rows] != NO_SEGMENT)]
        if not len(points):
            continue
        of_latest = points[process.segment[points] == process.segment[points[-1]]]
        for bit in (SHIFT_HIGH, SHIFT_LOW):
            marked = np.flatnonzero(process.marks[of_latest] & bit)
            # The last run, where it begins long enough after the baseline.
            breaks = np.flatnonzero(np.diff(marked) > 1)
            start = int(marked[breaks[-1] + 1] if len(breaks) else marked[0]) if len(marked) else 0
            polarity = tuple(Polarity)[int(ratings.polarity[of_latest[-1]])]
            if start >= _AFTER and polarity in (Polarity.HIGHEST, Polarity.LOWEST):
                yield PossibleBaseline(
                    ratings.indicators[code],
                    ratings.observations.areas[area],
                    int(ratings.observations.period[of_latest[start]]),
                    int(marked[-1]) - start + 1,
                    (bit == SHIFT_HIGH) is (polarity is Polarity.HIGHEST),
                )


def run_spc_suggest(scorecard: Path | None) -> int:
    """Write YAML to paste to standard output, and return the exit code."""
    found = possible_baselines(scorecard)
    if not found:
        sys.stdout.write("# No series has a shift that may be the beginning of another process.\n")
        return exit_codes.DONE
    sys.stdout.write(
        "# Paste into the definitions what you judge to be so, with its reason: it is printed.\n"
    )
    for line in _yaml(found):
        sys.stdout.write(f"{line}\n")
    return exit_codes.DONE


def _yaml(found: Sequence[PossibleBaseline]) -> Iterator[str]:
    by_code: dict[str, list[PossibleBaseline]] = {}
    for each in found:
        by_code.setdefault(each.indicator.code, []).append(each)
    for code, baselines in by_code.items():
        yield f"# {code}"
        yield "spc:"
        yield "  baselines:"
        for each in baselines:
            label = period_words(each.indicator.calendar, each.period)
            yield f"    # {each.words}"
            yield f'    - {{from: "{label}", areas: ["{each.area}"], reason: ""}}'
