"""Broken data files beside the exact messages they give; see test_definition_errors.py for how to renew them.

The words in the middle of a name say how the file is declared: ``as_printed``, ``thousands``, ``percent``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kpi_engine.model.issue import Issue
from kpi_engine.model.definitions.scorecard import FileSource, Precision
from kpi_engine.read.data.accepted import read_accepted
from kpi_engine.read.data.areas import read_areas
from kpi_engine.read.data.comparators import read_comparators
from kpi_engine.read.data.observations import read_observations, read_outturns
from kpi_engine.read.data.overrides import read_overrides
from kpi_engine.read.data.printed import read_printed
from kpi_engine.validate.data.observations import validate_observations
from tests.errors.expected import check_expected
from tests.read.vocabulary import AREAS, AS_AT, INDICATORS, source

ERRORS = Path(__file__).parent


def problems_of_observations(declared: FileSource) -> Sequence[Issue]:
    observations, issues = read_observations([declared], INDICATORS, AREAS, AS_AT)
    return issues + validate_observations(observations, INDICATORS).issues


def problems_of_outturns(declared: FileSource) -> Sequence[Issue]:
    outturns, issues = read_outturns([declared], INDICATORS, AREAS, AS_AT)
    return issues + validate_observations(outturns, INDICATORS, outturns=True).issues


PROBLEMS: dict[str, Callable[[FileSource], Sequence[Issue]]] = {
    "observations": problems_of_observations,
    "outturns": problems_of_outturns,
    "areas": lambda declared: read_areas(declared)[1],
    "comparators": lambda declared: read_comparators(declared, INDICATORS, AREAS)[1],
    "overrides": lambda declared: read_overrides(declared, INDICATORS, AREAS, AS_AT)[1],
    "accepted": lambda declared: read_accepted(declared)[1],
    "printed": lambda declared: read_printed(declared, INDICATORS, AREAS, AS_AT)[1],
}
FILES = [file for kind in PROBLEMS for file in sorted((ERRORS / kind).glob("*.csv"))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_messages_of_a_broken_data_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(file.parent)
    check_expected(file, PROBLEMS[file.parent.name](declared(file)))


def declared(file: Path) -> FileSource:
    words = file.name.split(".")[1:-1]
    return source(
        Path(file.name),
        precision=Precision.AS_PRINTED if "as_printed" in words else Precision.AS_DEFINED,
        thousands_separator="," if "thousands" in words else "",
        percent_sign="percent" in words,
    )


@pytest.mark.parametrize("kind", PROBLEMS)
def test_no_expected_messages_without_their_file(kind: str) -> None:
    files = {file.stem for file in (ERRORS / kind).glob("*.csv")}
    assert files
    assert {file.stem for file in (ERRORS / kind).glob("*.expected")} == files
