"""What is wrong with a frame is told with its row, all at once."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from kpi_engine.frames import rate
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.issue import InputError
from tests.frames.making import AREAS, INDICATORS, frame, rated

DEFINITION = """\
schema_version: 1
service: Service
indicators:
  - code: PC
    name: Percentage
    polarity: H
    data_period: MS
    frequency: monthly
    unit: percent
    decimals: 1
    definition: A definition.
"""
PARTS = "code area period value numerator denominator"


def problems(observations: pd.DataFrame, **arguments: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        rated(observations, **arguments)
    return [str(issue) for issue in caught.value.issues]


def test_every_problem_is_told_with_its_row() -> None:
    told = problems(
        frame(
            ("PC", "Kent", "2024-08", "85.0"),
            ("PCC", "Kent", "2024-08", "85.0"),
            ("PC", "Dver", "2024-08", "85.0"),
            ("PC", "Kent", "sometime", "85.0"),
            ("PC", "Kent", "2024-09", "85.0"),
            ("PC", "Dover", "2024-08", "85,0"),
            (None, "Kent", "2024-08", "85.0"),
        )
    )
    assert [line.split(": error: ") for line in told] == [
        ["observations:row:2", 'the code "PCC" is not defined; did you mean "PC"?'],
        ["observations:row:3", 'the area "Dver" is not defined; did you mean "Dover"?'],
        [
            "observations:row:4",
            'the period "sometime" is not a month; write a month such as 2024-08 or Aug-24',
        ],
        [
            "observations:row:5",
            'the period "2024-09" starts after the scorecard\'s month, Aug 2024; '
            "correct the period, or as_at in the scorecard",
        ],
        [
            "observations:row:6",
            'the value "85,0" has a comma, which is not declared as a separator of thousands; '
            "write 12.5 with a full stop and 1234 without a comma, or name the file in the scorecard as a "
            'record: {path: ..., thousands_separator: ","}',
        ],
        ["observations:row:7", "the code is empty; write the code or delete the line"],
    ]


def test_floats_that_are_no_numbers() -> None:
    told = problems(frame(("PC", "Kent", "2024-08", np.inf), ("PC", "Dover", "2024-08", 1e30)))
    assert [line.split(";")[0] for line in told] == [
        "observations:row:1: error: the value inf is not a finite number",
        "observations:row:2: error: the value 1000000000000000000000000000000 has 31 digits",
    ]


@pytest.mark.parametrize("value", [True, "five", date(2024, 8, 1)])
def test_what_is_not_a_number(value: object) -> None:
    assert "is not a number" in problems(frame(("PC", "Kent", "2024-08", value)))[0]


def test_the_same_key_twice() -> None:
    row = ("PC", "Kent", "2024-08", 85.0)
    told = problems(frame((*row[:3], 84.0), row))
    assert "is given twice: 85.0 here, 84.0 at observations:row:1" in told[0]
    with pytest.warns(
        UserWarning, match="observations:row:2: warning: PC for Kent in 2024-08 is given twice"
    ):
        ratings = rated(frame(row, row, ("PC", "Dover", "2024-08", 85.0)))
    assert ratings.index.tolist() == [0, 2]


def test_numerator_and_denominator_that_do_not_make_the_value() -> None:
    told = problems(frame(("PC", "Kent", "2024-08", 85.0, 1.0, 2.0), columns=PARTS))
    assert told[0].startswith(
        "observations:row:1: error: PC for Kent in 2024-08 has the value 85.0000, but 1 / 2"
    )


@pytest.mark.parametrize("value", [100 * 33 / 65, 50.77, 50.8])
def test_a_value_is_what_its_parts_make_within_rounding(value: float) -> None:
    ratings = rated(frame(("PC", "Kent", "2024-08", value, 33, 65), columns=PARTS))
    assert ratings["value"].tolist() == [50.8]


def test_columns_that_are_missing_doubled_or_unknown() -> None:
    observations = frame(("PC", "Kent", 1.0, 1, 1), columns="code area area valeu other")
    assert problems(observations) == [
        'observations: error: the column "area" appears twice; delete one of the two',
        'observations: error: the column "period" is missing, and the column "other" is not known; if it is '
        "the period, name it so; else remove it, and add the period",
        'observations: error: the column "valeu" is not known; did you mean "value"?',
    ]
    observations = frame(("PC", "Kent", 1.0, 1, 1), columns="code area value some other")
    assert problems(observations) == [
        'observations: error: the columns "some" and "other" are not known; remove them; the columns can be '
        "code, area, period, value, numerator, denominator, status",
        'observations: error: the column "period" is missing; the columns must be code, area, period, value',
    ]


def test_numbers_do_not_say_how_they_were_printed() -> None:
    assert problems(frame(("PC", "Kent", "2024-08", 85.0)), precision="as_printed") == [
        "observations: error: the values are numbers, and a number does not say how many decimals were "
        "printed; pass them as text or Decimal, or leave out precision"
    ]


def test_a_precision_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="exact"):
        rated(frame(("PC", "Kent", "2024-08", 85.0)), precision="exact")


@pytest.mark.parametrize(
    "as_at", ["2024-08", "Aug 2024", date(2024, 8, 31), datetime(2024, 8, 1), Month(2024, 8)]
)
def test_the_month_of_the_figures(as_at: object) -> None:
    assert len(rate(frame(("PC", "Kent", "2024-08", 85.0)), INDICATORS, AREAS, as_at)) == 1
    with pytest.raises(InputError, match="starts after"):
        rate(frame(("PC", "Kent", "2024-09", 85.0)), INDICATORS, AREAS, as_at)


def test_a_month_that_is_none() -> None:
    with pytest.raises(
        InputError, match='as_at: error: "2024" is not a month; write a month such as 2024-08'
    ):
        rate(frame(("PC", "Kent", "2024-08", 85.0)), INDICATORS, AREAS, "2024")


def test_marks_and_statuses_keep_their_reason() -> None:
    ratings = rated(
        frame(
            ("PC", "Kent", "2024-06", "[c]", None),
            ("PC", "Kent", "2024-07", None, "not available"),
            ("PC", "Kent", "2024-08", "85.0", "carried forward"),
            ("PC", "Dover", "2024-08", None, None),
            columns="code area period value status",
        )
    )
    assert ratings["not_rated"].astype(object).where(ratings["not_rated"].notna(), None).tolist() == [
        *("no value: confidential", "no value: not available", None, "no value: to be supplied"),
    ]
    assert ratings["carried_forward"].tolist() == [False, False, True, False]


def test_areas_can_be_a_frame() -> None:
    areas = pd.DataFrame(
        [("Kent", None, "county"), ("Dover", "Kent", "district")], columns=["area", "parent", "level"]
    )
    ratings = rate(frame(("PC", "Dover", "2024-08", 85.0)), INDICATORS, areas, "2024-08")
    assert ratings["level"].tolist() == ["district"]
    with pytest.raises(InputError, match='areas: error: the column "level" is missing'):
        rate(frame(("PC", "Dover", "2024-08", 85.0)), INDICATORS, areas[["area", "parent"]], "2024-08")
    with pytest.raises(InputError, match="areas:row:1: error: the level is empty"):
        rate(frame(("PC", "Dover", "2024-08", 85.0)), INDICATORS, areas.assign(level=None), "2024-08")


def test_definitions_can_be_a_path(tmp_path: Path) -> None:
    text = DEFINITION
    file = tmp_path / "service.yaml"
    file.write_text(text, encoding="utf-8")
    observations = frame(("PC", "Kent", "2024-08", 85.0))
    for path in (file, tmp_path, str(tmp_path)):
        assert rate(observations, path, AREAS, "2024-08")["not_rated"].tolist() == ["no target"]
    file.write_text(text.replace("polarity: H", "polarity: X"), encoding="utf-8")
    with pytest.raises(InputError, match=r"service.yaml:6:\d+: error"):
        rate(observations, file, AREAS, "2024-08")


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        ("\x1b", "an invisible or control character (U+001B)"),
        ("\u202e", "an invisible or control character (U+202E)"),
        ("\u200b", "an invisible or control character (U+200B)"),
        ("\n", "a line break"),
    ],
)
def test_words_obey_the_rule_that_words_of_files_obey(hidden: str, told: str) -> None:
    areas = pd.DataFrame({"area": [f"Ke{hidden}nt"], "parent": [""], "level": ["county"]})
    found = problems(frame(("PC", f"Ke{hidden}nt", "2024-08", "85.0")), areas=areas)
    assert found[0].startswith("areas:row:1: error: ")
    assert found[0].endswith(f"in the column area has {told}; delete it")
    status = frame(("PC", "Kent", "2024-08", "85.0", f"ne{hidden}w"), columns="code area period value status")
    assert told in problems(status)[0]
