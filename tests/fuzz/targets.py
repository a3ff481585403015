"""Every reader, with the sound inputs that damage starts from: a new reader gets a line in TARGETS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kpi_engine.loading import load_definitions
from kpi_engine.model.definitions.scorecard import CommentarySource, ThemeSource
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.commentary.commentary import read_commentary
from kpi_engine.read.data.accepted import read_accepted
from kpi_engine.read.data.areas import read_areas
from kpi_engine.read.data.comparators import read_comparators
from kpi_engine.read.data.observations import read_observations, read_outturns
from kpi_engine.read.data.overrides import read_overrides
from kpi_engine.read.data.printed import read_printed
from kpi_engine.read.scorecard.project_file import read_project_file
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.read.theme.logo import read_logo
from kpi_engine.read.theme.theme import read_theme
from kpi_engine.read.yaml.lists import Placed
from kpi_engine.validate.data.observations import validate_observations
from tests.fuzz import workbook_targets
from tests.logos import JPEG, SVG, png
from tests.read.vocabulary import AREAS, AS_AT, INDICATORS, source

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data" / "kent_2024_08"
ERRORS = ROOT / "tests" / "errors"
HERE = Location("scorecard.yaml", 1)


class Target(NamedTuple):
    """A reader: the ending of its files, sound inputs, and a call that gives the issues of a file."""

    ending: str
    seeds: Callable[[], Sequence[bytes]]
    read: Callable[[Path], Sequence[Issue]]


def _files(*paths: Path) -> Callable[[], Sequence[bytes]]:
    """Of large files the beginning: damage is to hit what matters."""
    return lambda: [path.read_bytes()[:6_000] for path in paths]


def _observations(file: Path) -> Sequence[Issue]:
    rows, issues = read_observations([source(file)], INDICATORS, AREAS, AS_AT)
    return (*issues, *validate_observations(rows, INDICATORS).issues)


def _commentary(file: Path) -> Sequence[Issue]:
    return read_commentary([CommentarySource(str(file), (), HERE)], INDICATORS, AREAS, file.parent)[1]


def _logo(file: Path) -> Sequence[Issue]:
    issues: list[Issue] = []
    read_logo(file, Placed("logo.png", HERE), "Riverside", issues)
    return issues


_THEME = b'schema_version: 1\nname: Riverside\npalette:\n  light: {accent: "#00703c"}\n'
_PROJECT = b"schema_version: 1\nscorecard: scorecard.yaml\n"
_ACCEPTED = b"id,reason,by,date\nA-0a1b2c3d,Misprint in the pack,J. Smith,2024-09-30\n"
_WITH_TABS = b"code\tarea\tperiod\tvalue\nSCS40\tKent\t2024-08\t85.3\nSCS19\tSwale\t2024-07\tN/A\n"
TARGETS: Mapping[str, Target] = {
    "definitions": Target(
        ".yaml",
        _files(*sorted((ROOT / "indicators").glob("*.yaml"))),
        lambda file: load_definitions([file], file.parent).issues,
    ),
    "scorecard": Target(".yaml", _files(SAMPLE / "scorecard.yaml"), lambda file: read_scorecard(file)[1]),
    "project file": Target(".yaml", lambda: [_PROJECT], lambda file: read_project_file(file)[1]),
    "observations": Target(".csv", _files(SAMPLE / "observations.csv"), _observations),
    "outturns": Target(
        ".csv",
        _files(SAMPLE / "outturns.csv"),
        lambda file: read_outturns([source(file)], INDICATORS, AREAS, AS_AT)[1],
    ),
    "areas": Target(".csv", _files(SAMPLE / "areas.csv"), lambda file: read_areas(source(file))[1]),
    "comparators": Target(
        ".csv",
        _files(SAMPLE / "comparators.csv"),
        lambda file: read_comparators(source(file), INDICATORS, AREAS)[1],
    ),
    "overrides": Target(
        ".csv",
        _files(*sorted((ERRORS / "overrides").glob("*.csv"))),
        lambda file: read_overrides(source(file), INDICATORS, AREAS, AS_AT)[1],
    ),
    "printed": Target(
        ".csv",
        _files(SAMPLE / "published.csv"),
        lambda file: read_printed(source(file), INDICATORS, AREAS, AS_AT)[1],
    ),
    "commentary": Target(".md", _files(*sorted(SAMPLE.glob("commentary/*.md"))), _commentary),
    "commentary as CSV": Target(".csv", _files(ERRORS / "commentary" / "rows.csv"), _commentary),
    "theme": Target(
        ".yaml",
        lambda: [_THEME],
        lambda file: read_theme(ThemeSource("", str(file), HERE), file.parent)[1],
    ),
    "logo": Target(".png", lambda: [png(), JPEG, SVG], _logo),
    "accepted findings": Target(".csv", lambda: [_ACCEPTED], lambda file: read_accepted(source(file))[1]),
    "observations with tabs": Target(".tsv", lambda: [_WITH_TABS], _observations),
    **{name: Target(*reader) for name, reader in workbook_targets.readers().items()},
}
