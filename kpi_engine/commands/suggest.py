"""What ``kpi what-if --suggest`` does: targets to think about, each with its replay."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from kpi_engine.analyse.replay import RagCounts, counts_of
from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.named import named_series
from kpi_engine.commands.what_if import SCHEMA_VERSION, ratings_of_codes
from kpi_engine.every_statistic import charted
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Issue, Location, Severity
from kpi_engine.model.statistics.outcomes import Assurance
from kpi_engine.model.statistics.results import NO_SEGMENT
from kpi_engine.model.words.number_text import value_text
from kpi_engine.rate.kernel import rate_observations
from kpi_engine.statistics.formulas.suggestions import (
    FEWEST_BODIES,
    FEWEST_PERIODS,
    best_quarter,
    median,
)

_YEARS = 2


@frozen
class Suggestion:
    """A number that a target could be, where it is from, and the last two years' ratings under it."""

    target: str
    source: str
    counts: RagCounts


@frozen
class Suggestions:
    """Targets to think about for one indicator in one area, with what cannot be suggested and why."""

    code: str
    area: str
    suggestions: tuple[Suggestion, ...]
    notes: tuple[str, ...]


def suggest(code: str, area: str, scorecard: Path | None = None) -> Suggestions:
    """Suggest targets to think about, each with its replay.

    Args:
        code: the indicator's code.
        area: the area's name.
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.

    Raises:
        InputError: the scorecard cannot be used, or there is no such indicator, area or figure.
    """
    loaded = load_scorecard(scorecard_path(scorecard))
    figures = _figures(loaded, code, area)
    latest = figures[-1]
    highest = latest.polarity is Polarity.HIGHEST
    values = [Fraction(figure.value) for figure in figures if figure.value is not None]
    per_year = latest.indicator.calendar.periods_per_year
    found: list[tuple[str, Fraction]] = []
    notes: list[str] = []
    if len(values) >= FEWEST_PERIODS:
        found.append((f"median of the last {FEWEST_PERIODS}", median(values[-FEWEST_PERIODS:])))
        recent = values[-_YEARS * per_year :]
        found.append((f"best quarter of the last {len(recent)}", best_quarter(recent, highest)))
    else:
        notes.append(
            f"Its own figures suggest nothing yet: {len(values)} of the {FEWEST_PERIODS} that it takes."
        )
    found += _from_chart(latest, notes)
    found += _from_comparators(loaded, latest, highest, notes)
    notes += _capability(latest, figures)
    told = tuple(_replayed(loaded, figures, source, number) for source, number in found)
    return Suggestions(code, area, told, tuple(notes))


def _figures(loaded: Loaded, code: str, area: str) -> list[Figure]:
    """The judged figures of a series that have a value, by period, charted.

    Raises:
        InputError: there are none.
    """
    indicator, area = named_series(loaded, code, area)
    ratings = ratings_of_codes(loaded, loaded.indicators, {indicator.code: indicator})
    ratings = _charted(ratings)
    found = sorted(
        (Figure(ratings, row) for row in range(len(ratings)) if ratings.displayed.present[row]),
        key=lambda figure: figure.period,
    )
    found = [figure for figure in found if figure.area == area]
    if not found or found[-1].polarity not in (Polarity.HIGHEST, Polarity.LOWEST):
        what = f"{indicator.code} has no figures of {area} for which higher or lower is better"
        raise InputError([Issue(Severity.ERROR, Location("CODE"), what, "choose another indicator or area")])
    return found


def _charted(ratings: Ratings) -> Ratings:
    from kpi_engine.model.statistics.results import Statistics

    latest = np.ones(len(ratings), np.bool_)
    return replace(ratings, statistics=Statistics(is_latest=latest, process=charted(ratings)))


def _from_chart(latest: Figure, notes: list[str]) -> Iterator[tuple[str, Fraction]]:
    """Suggest what the process delivers, and note which floor standard it misses only in unusual periods."""
    from kpi_engine.assemble.statistics.facts import facts_of_chart
    from kpi_engine.assemble.statistics.reasons import reason_words

    facts = facts_of_chart(latest)
    limits = None if facts is None else facts.limits
    if limits is None or facts is None:
        notes.append("" if facts is None else f"No process limits: {reason_words(facts.status, latest)}")
        return
    mean, lower, upper = limits
    yield "what the process delivers (mean)", mean
    highest = latest.polarity is Polarity.HIGHEST
    far, near = (lower, upper) if highest else (upper, lower)
    decimals = latest.indicator.decimals
    floor, reach = (value_text(rounded_half_up(each, decimals), latest.indicator) for each in (far, near))
    notes.append(f"A floor standard of {floor} would be missed only in an unusual period.")
    beyond = "above" if highest else "below"
    notes.append(f"A target {beyond} {reach} cannot be met by trying harder: it needs a different process.")


def _from_comparators(
    loaded: Loaded, latest: Figure, highest: bool, notes: list[str]
) -> Iterator[tuple[str, Fraction]]:
    bodies = {
        each.name: Fraction(each.value)
        for each in loaded.comparators
        if each.code == latest.indicator.code and each.area in ("", latest.area)
    }
    if len(bodies) < FEWEST_BODIES:
        notes.append(
            f"Comparators suggest nothing: {len(bodies)} of the {FEWEST_BODIES} bodies that it takes."
        )
        return
    values = list(bodies.values())
    yield f"median of {len(values)} comparators", median(values)
    yield f"top quarter of {len(values)} comparators", best_quarter(values, highest)


def _capability(latest: Figure, figures: Sequence[Figure]) -> Iterator[str]:
    """``The target now: 85%, GREEN in 4 of the last 12``."""
    threshold = latest.threshold
    if threshold is None or threshold.rule.target is None:
        return
    recent = figures[-FEWEST_PERIODS:]
    green = sum(figure.rag.value == "GREEN" for figure in recent)
    target = value_text(threshold.rule.target, latest.indicator)
    process = None if latest.ratings.statistics is None else latest.ratings.statistics.process
    capable = Assurance.NONE
    if process is not None and process.segment[latest.row] != NO_SEGMENT:
        capable = tuple(Assurance)[int(process.assurance[latest.row])]
    said = f"; by its usual range {capable.value}" if capable is not Assurance.NONE else ""
    yield f"The target now: {target}, GREEN in {green} of the last {len(recent)}{said}."


def _replayed(loaded: Loaded, figures: Sequence[Figure], source: str, number: Fraction) -> Suggestion:
    """The last two years rated by a target, the floor standard staying as it is."""
    latest = figures[-1]
    indicator = latest.indicator
    target = rounded_half_up(number, indicator.decimals)
    floor = None if latest.threshold is None else latest.threshold.rule.floor
    threshold = Threshold(
        first=figures[0].period,
        last=None,
        from_label=period_label(indicator.calendar, figures[0].period),
        levels=(),
        areas=(),
        rule=FloorAndTarget(target, floor),
        floor_basis=None,
        location=indicator.location,
    )
    changed = replace(indicator, thresholds=(threshold,))
    indicators = tuple(changed if each.code == changed.code else each for each in loaded.indicators)
    recent = figures[-_YEARS * indicator.calendar.periods_per_year :]
    rows = np.array([figure.row for figure in recent])
    rated = rate_observations(latest.ratings.observations.take(rows), indicators, loaded.areas)
    return Suggestion(value_text(target, indicator), source, counts_of(rated, range(len(rated))))


def run_suggest(code: str, area: str, scorecard: Path | None, as_json: bool) -> int:
    """Suggest on standard output, and return the exit code."""
    found = suggest(code, area, scorecard)
    if as_json:
        content = [
            {"target": each.target, "source": each.source, "replay": dataclasses.asdict(each.counts)}
            for each in found.suggestions
        ]
        document = {"code": code, "area": area, "suggestions": content, "notes": list(found.notes)}
        sys.stdout.write(json_document(SCHEMA_VERSION, document))
        return exit_codes.DONE
    sys.stdout.write(f"{code}, {area}: targets to think about, none of them right by itself\n")
    for each in found.suggestions:
        counts = each.counts
        rated = f"RED {counts.red}, AMBER {counts.amber}, GREEN {counts.green}"
        unrated = f", not rated {counts.not_rated}" if counts.not_rated else ""
        sys.stdout.write(f"  {each.target}  {each.source}: the last two years {rated}{unrated}\n")
    for note in found.notes:
        sys.stdout.write(f"  {note}\n")
    return exit_codes.DONE
