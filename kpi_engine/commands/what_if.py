"""What ``kpi what-if`` does: history rated again under proposed thresholds, and targets to think about."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from kpi_engine.analyse.replay import Replay, replays
from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Issue, Location, Severity, errors_in
from kpi_engine.rate.kernel import rate_observations
from kpi_engine.read.definitions.proposals import read_proposals
from kpi_engine.validate.definitions import validate_definitions

SCHEMA_VERSION = 1
_MOST_CHANGES = 12
_NOTE_OVERALL = "Overall ratings that are made of these stay as they are."


@frozen
class WhatIf:
    """History rated twice: ``warnings`` are of the proposals and the definitions with them."""

    replays: tuple[Replay, ...]
    warnings: tuple[Issue, ...]
    notes: tuple[str, ...]


def what_if(proposals: Path, scorecard: Path | None = None) -> WhatIf:
    """Rate every past period under proposed thresholds, in memory; nothing is changed.

    Args:
        proposals: a YAML file of proposals.
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.

    Raises:
        InputError: the scorecard or the proposals cannot be used.
    """
    loaded = load_scorecard(scorecard_path(scorecard))
    proposed, issues = read_proposals(proposals, loaded.indicators)
    issues = (*issues, *(() if errors_in(issues) else _of_definitions(proposed, loaded)))
    if errors_in(issues) or not proposed:
        raise InputError(issues or [_nothing_proposed(proposals)])
    changed = {indicator.code: indicator for indicator in proposed}
    indicators = tuple(changed.get(indicator.code, indicator) for indicator in loaded.indicators)
    before = ratings_of_codes(loaded, loaded.indicators, changed)
    after = ratings_of_codes(loaded, indicators, changed)
    return WhatIf(tuple(replays(before, after)), issues, tuple(_notes(loaded, before, changed)))


def _of_definitions(proposed: Sequence[Indicator], loaded: Loaded) -> list[Issue]:
    """What is wrong with the definitions only since the proposals are in them."""
    known = set(validate_definitions(loaded.indicators))
    changed = {indicator.code: indicator for indicator in proposed}
    with_them = [changed.get(each.code, each) for each in loaded.indicators]
    return [issue for issue in validate_definitions(with_them) if issue not in known]


def _nothing_proposed(path: Path) -> Issue:
    return Issue(Severity.ERROR, Location(path.name), "this file proposes nothing", "write a proposal")


def ratings_of_codes(loaded: Loaded, indicators: Sequence[Indicator], codes: dict[str, Indicator]) -> Ratings:
    """The ratings of the observations of some indicators."""
    observations = loaded.observations
    wanted = np.array([code in codes for code in observations.codes], np.bool_)
    rows = observations.take(np.flatnonzero(wanted[observations.code]))
    return rate_observations(rows, indicators, loaded.areas)


def _notes(loaded: Loaded, before: Ratings, changed: dict[str, Indicator]) -> Iterator[str]:
    members = {
        member.code
        for each in loaded.indicators
        if each.overall is not None
        for member in each.overall.members
    }
    if members & changed.keys():
        yield _NOTE_OVERALL
    for code, indicator in enumerate(before.indicators):
        rows = before.observations.code == code
        letters = {int(letter) for letter in before.polarity[rows]}
        if len(letters) > 1:
            yield f"{indicator.code} had another polarity in some of these periods."


def run_what_if(proposals: Path, scorecard: Path | None, as_json: bool, workbook: Path | None) -> int:
    """Replay on standard output, write a workbook where asked, and return the exit code."""
    found = what_if(proposals, scorecard)
    for issue in found.warnings:
        sys.stderr.write(f"{issue}\n")
    if as_json:
        content = [dataclasses.asdict(each) for each in found.replays]
        sys.stdout.write(json_document(SCHEMA_VERSION, {"replays": content, "notes": list(found.notes)}))
    else:
        sys.stdout.write("".join(f"{line}\n" for line in _lines(found)))
    if workbook is not None:
        from kpi_engine.publish.files import replace_file
        from kpi_engine.render.xlsx.replays import render_replays

        replace_file(workbook, render_replays(_table(found.replays)))
    return exit_codes.DONE


def _lines(found: WhatIf) -> Iterator[str]:
    for replay in found.replays:
        yield replay.line
        yield f"  longest RED on end: {replay.before.longest_red}, would have been {replay.after.longest_red}"
        for change in replay.changed[:_MOST_CHANGES]:
            yield (
                f"  {change.period} {change.area} {change.value}: {change.before} ({change.why_before}), "
                f"would have been {change.after} ({change.why_after})"
            )
        more = len(replay.changed) - _MOST_CHANGES
        if more > 0:
            yield f"  and {more} more; --json and --xlsx have them all"
    yield from found.notes


def _table(found: Sequence[Replay]) -> list[list[str]]:
    """A heading, then a row a figure that would have been rated otherwise."""
    heading = ["Code", "Level", "Area", "Period", "Value", "Rating", "Why", "Would have been", "Why"]
    return [
        heading,
        *(
            [
                *(replay.code, replay.level, change.area, change.period, change.value),
                *(change.before, change.why_before, change.after, change.why_after),
            ]
            for replay in found
            for change in replay.changed
        ),
    ]
