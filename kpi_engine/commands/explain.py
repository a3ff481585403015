"""What ``kpi explain`` does."""

from __future__ import annotations

import dataclasses
import shutil
import sys
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from textwrap import TextWrapper

import numpy as np

from kpi_engine.analyse.explain import explain
from kpi_engine.analyse.explanation import Explanation
from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.named import named_series
from kpi_engine.commands.shared.problems import tell_spoiled
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.issue import Issue, Location, Severity
from kpi_engine.model.wording import same_word, shown
from kpi_engine.pipeline import rate_loaded
from kpi_engine.read.csv.period_readings import why_not_a_period
from kpi_engine.read.csv.periods import parse_period

SCHEMA_VERSION = 1


def run_explain(code: str, area: str, period: str | None, scorecard: Path | None, as_json: bool) -> int:
    """Explain one figure on standard output, and return the exit code."""
    loaded = load_scorecard(scorecard_path(scorecard))
    indicator, area, ordinal = _find(loaded, code, area, period)
    code = indicator.code
    ratings = rate_loaded(loaded).ratings
    row = _row(ratings, code, area, ordinal)
    if row is None:
        spoiled = {name: issues for name, issues in loaded.spoiled.items() if name == area}
        tell_spoiled(spoiled)
        when = "" if ordinal is None else f" in {period_words(indicator.calendar, ordinal)}"
        usable = " that can be used" if spoiled else ""
        sys.stderr.write(
            f"The data has no row for {code} in {area}{when}{usable}: there is nothing to explain.\n"
        )
        return exit_codes.FINDINGS if spoiled else exit_codes.EMPTY_SELECTION
    explanation = explain(
        ratings,
        row,
        loaded.scorecard.small_cohort,
        loaded.comparators,
        computed=loaded.recomputed.beside(row, indicator),
    )
    sys.stdout.write(_as_json(explanation) if as_json else _as_lines(explanation.lines))
    if Figure(ratings, row).missing is not Missing.UNUSABLE:
        return exit_codes.DONE
    tell_spoiled({area: loaded.spoiled[area]})
    return exit_codes.FINDINGS


def _find(loaded: Loaded, code: str, area: str, period: str | None) -> tuple[Indicator, str, int | None]:
    """The indicator, the area's name and the period's ordinal (None: the latest).

    Raises:
        InputError: with everything that was asked for and does not exist.
    """
    issues: list[Issue] = []
    by_code = {indicator.code: indicator for indicator in loaded.indicators}
    meant = same_word(code, by_code)
    ordinal = None if period is None or meant is None else _ordinal(period, by_code[meant], issues)
    return *named_series(loaded, code, area, issues), ordinal


def _ordinal(period: str, indicator: Indicator, issues: list[Issue]) -> int | None:
    ordinal = parse_period(period, indicator.calendar)
    if ordinal is None:
        what, advice = why_not_a_period(period, indicator.calendar)
        issues.append(Issue(Severity.ERROR, Location("PERIOD"), f"{shown(period)} {what}", advice))
    return ordinal


def _row(ratings: Ratings, code: str, area: str, period: int | None) -> int | None:
    """The row of a code, area and period (None: the latest), or None where there is none."""
    observations = ratings.observations
    if code not in observations.codes or area not in observations.areas:
        return None
    is_asked_for = (observations.code == observations.codes.index(code)) & (
        observations.area == observations.areas.index(area)
    )
    if period is not None:
        is_asked_for &= observations.period == period
    rows = np.flatnonzero(is_asked_for)
    return int(rows[observations.period[rows].argmax()]) if len(rows) else None


def _as_json(explanation: Explanation) -> str:
    parts = dataclasses.asdict(explanation) | {"lines": explanation.lines}
    return json_document(SCHEMA_VERSION, {"explanation": parts}, default=_as_text)


def _as_lines(lines: Sequence[str]) -> str:
    """A line for each fact; on a terminal a longer one goes on below, between words and indented."""
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns
        wrapper = TextWrapper(width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        lines = [wrapper.fill(line) for line in lines]
    return "".join(f"{line}\n" for line in lines)


def _as_text(part: object) -> str:
    """Decimals as text, so that no digit is lost; enums as the words they represent."""
    return str(part.value) if isinstance(part, Enum) else str(part)
