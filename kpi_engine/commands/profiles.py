"""What ``kpi explain --profiles`` does: one series under each set of rules, and which rule makes the
difference.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from kpi_engine.assemble.statistics.facts import between, facts_of_chart
from kpi_engine.assemble.statistics.reasons import reason_words
from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.named import named_series
from kpi_engine.every_statistic import charted
from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.series.process_chart import ProcessChart
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.statistics.profiles import PROFILES, Profile
from kpi_engine.model.statistics.results import Statistics
from kpi_engine.model.statistics.signals import signal_names
from kpi_engine.pipeline import rate_loaded

SCHEMA_VERSION = 1


@frozen
class UnderProfile:
    """What one set of rules says of the latest point of a series, or the ``reason`` why it says nothing."""

    profile: Profile
    variation: str
    rules: str
    usual_range: str
    reason: str

    @property
    def line(self) -> str:
        """The result in one line, such as ``nhs_r: usual variation, usual range 84.0 to 90.5%``."""
        if self.reason:
            return f"{self.profile.name}: no chart. {self.reason}"
        rules = f" ({self.rules})" if self.rules else ""
        return f"{self.profile.name}: {self.variation}{rules}; usual range {self.usual_range}"


def under_profiles(code: str, area: str, scorecard: Path | None = None) -> tuple[UnderProfile, ...]:
    """The latest point of a series under each profile; none where there is no such series.

    Args:
        code: the indicator's code.
        area: the area's name.
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.

    Raises:
        InputError: the scorecard cannot be used, or there is no such indicator or area.
    """
    loaded = load_scorecard(scorecard_path(scorecard))
    indicator, area = named_series(loaded, code, area)
    ratings = rate_loaded(loaded).ratings
    observations = ratings.observations
    rows = [
        row
        for row in range(len(ratings))
        if observations.codes[int(observations.code[row])] == indicator.code
        and observations.areas[int(observations.area[row])] == area
    ]
    if not rows:
        return ()
    latest = max(rows, key=lambda row: int(observations.period[row]))
    return tuple(_under(profile, ratings, latest) for profile in PROFILES)


def _under(profile: Profile, ratings: Ratings, row: int) -> UnderProfile:
    indicators = tuple(replace(each, chart=_with(each.chart, profile)) for each in ratings.indicators)
    asked = replace(ratings, indicators=indicators)
    statistics = Statistics(is_latest=np.ones(len(ratings), np.bool_), process=charted(asked))
    figure = Figure(replace(asked, statistics=statistics), row)
    facts = facts_of_chart(figure)
    bounds = None if facts is None else facts.bounds()
    if facts is None or bounds is None:
        reason = "" if facts is None else reason_words(facts.status, figure)
        return UnderProfile(profile, "", "", "", reason)
    usual = between(bounds[1].number, bounds[2].number, figure.indicator)
    return UnderProfile(profile, str(facts.variation.value), signal_names(facts.marks), usual, "")


def _with(chart: ProcessChart, profile: Profile) -> ProcessChart:
    return replace(chart, profile=profile, changes="")


def difference(found: tuple[UnderProfile, ...]) -> str:
    """Which rules make profiles say different things of the point; empty where they agree."""
    told = [set(filter(None, each.rules.split(";"))) for each in found]
    if all(each == told[0] for each in told):
        return ""
    only = [
        f"{', '.join(sorted(rules - set().union(*(other for other in told if other is not rules))))} "
        f"under {each.profile.name} only"
        for each, rules in zip(found, told, strict=True)
        if rules - set().union(*(other for other in told if other is not rules))
    ]
    settings = "; ".join(_settings(each.profile) for each in found)
    return f"The difference: {'; '.join(only)}. Rules: {settings}."


def _settings(profile: Profile) -> str:
    screened = "screens moving ranges" if profile.screened else "does not screen moving ranges"
    return f"{profile.name} {screened}, shift {profile.shift}, trend {profile.trend}"


def run_profiles(code: str, area: str, scorecard: Path | None, as_json: bool) -> int:
    """Say it on standard output, and return the exit code."""
    found = under_profiles(code, area, scorecard)
    if not found:
        sys.stderr.write(f"The data has no row for {code} in {area}: there is nothing to explain.\n")
        return exit_codes.EMPTY_SELECTION
    if as_json:
        content = [
            {
                "profile": each.profile.name,
                "variation": each.variation or None,
                "rules": each.rules,
                "usual_range": each.usual_range or None,
                "reason": each.reason or None,
            }
            for each in found
        ]
        document = {"code": code, "area": area, "profiles": content, "difference": difference(found)}
        sys.stdout.write(json_document(SCHEMA_VERSION, document))
        return exit_codes.DONE
    for line in (*(each.line for each in found), difference(found)):
        if line:
            sys.stdout.write(f"{line}\n")
    return exit_codes.DONE
