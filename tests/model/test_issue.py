"""How problems say where they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi_engine.model.issue import InputError, Issue, Location, Severity, errors_in

ERROR = Issue(Severity.ERROR, Location("a.csv", 3), "the code is empty", "write the code")
WARNING = Issue(Severity.WARNING, Location("a.csv"), "the file has no rows")


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (Location("a.csv"), "a.csv"),
        (Location("a.csv", 3), "a.csv:3"),
        (Location("a.yaml", 3, 7), "a.yaml:3:7"),
        (Location("a.xlsx", place="Sheet1!B4"), "a.xlsx:Sheet1!B4"),
    ],
)
def test_a_location(location: Location, text: str) -> None:
    assert str(location) == text


def test_an_issue_says_where_what_and_what_to_do() -> None:
    assert str(ERROR) == "a.csv:3: error: the code is empty; write the code"
    assert str(WARNING) == "a.csv: warning: the file has no rows"


def test_an_input_error_carries_every_issue_errors_first() -> None:
    other = replace(ERROR, location=Location("0.csv", 1))
    error = InputError([WARNING, ERROR, WARNING, other])
    assert error.issues == (ERROR, other, WARNING, WARNING)
    assert str(error) == f"{ERROR}\n{other}\n{WARNING}\n{WARNING}"


def test_a_warning_is_no_error() -> None:
    assert errors_in([WARNING, ERROR])
    assert not errors_in([WARNING])
