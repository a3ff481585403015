"""Every broken file in tests/errors/<kind>/ gives exactly the messages that stand beside it.

The marks of a name's middle say how the file is declared: ``as_printed``, ``thousands``, ``percent``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kpi_engine.model.issue import Issue
from kpi_engine.model.scorecard import FileSource, Precision
from kpi_engine.read.areas import read_areas
from kpi_engine.read.comparators import read_comparators
from kpi_engine.read.observations import read_observations, read_outturns
from kpi_engine.read.printed import read_printed
from kpi_engine.validate.observations import validate_observations
from tests.read.vocabulary import AREAS, AS_AT, INDICATORS, source

ERRORS = Path(__file__).parent.parent / "errors"


def issues_of_observations(declared: FileSource) -> Sequence[Issue]:
    observations, issues = read_observations([declared], INDICATORS, AREAS, AS_AT)
    return issues + validate_observations(observations, INDICATORS)


def issues_of_outturns(declared: FileSource) -> Sequence[Issue]:
    outturns, issues = read_outturns([declared], INDICATORS, AREAS, AS_AT)
    return issues + validate_observations(outturns, INDICATORS, outturns=True)


READERS: dict[str, Callable[[FileSource], Sequence[Issue]]] = {
    "observations": issues_of_observations,
    "outturns": issues_of_outturns,
    "areas": lambda declared: read_areas(declared)[1],
    "comparators": lambda declared: read_comparators(declared, INDICATORS)[1],
    "printed": lambda declared: read_printed(declared, INDICATORS, AREAS, AS_AT)[1],
}
BROKEN_FILES = [path for kind in READERS for path in sorted((ERRORS / kind).glob("*.csv"))]


@pytest.mark.parametrize("path", BROKEN_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_broken_file_is_explained(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    marks = path.name.split(".")[1:-1]
    declared = source(
        Path(path.name),
        precision=Precision.AS_PRINTED if "as_printed" in marks else Precision.AS_DEFINED,
        thousands_separator="," if "thousands" in marks else "",
        percent_sign="percent" in marks,
    )
    told = "".join(f"{issue}\n" for issue in READERS[path.parent.name](declared))
    assert told == path.with_suffix(".expected").read_text(encoding="utf-8")


def test_each_kind_of_file_has_broken_examples() -> None:
    assert {path.parent.name for path in BROKEN_FILES} == set(READERS)
    for kind in READERS:
        expected = {path.with_suffix("").name for path in (ERRORS / kind).glob("*.expected")}
        assert expected == {path.with_suffix("").name for path in (ERRORS / kind).glob("*.csv")}
