"""Figures far from the others of their series. docs/strict-check.md says what is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kpi_engine.model.definitions.indicator import DataPeriod
from kpi_engine.model.definitions.judgement import Polarity
from tests.audit.lint.test_lint import looked_at, series
from tests.audit.printed import measured
from tests.validate.figures import AUGUST, figure

COUNT: dict[str, Any] = {"unit": "cases", "per": 1, "decimals": 0}


def told(*values: str, **of: Any) -> list[str]:
    """What is said of a series without standards, of cases unless said otherwise."""
    indicator = replace(measured(Polarity.NONE, code="A"), **(COUNT | of))
    return [line.split(": ", 1)[1] for line in looked_at(*series(*values), of=indicator)]


OTHERS = "and the other figures are between"
SIGN = "and all others have the other sign,"


@pytest.mark.parametrize(
    ("values", "decimals", "said"),
    [
        pytest.param("88 89 8910", 0, "is 8,910, and 89 in 2024-07", id="a digit twice"),
        pytest.param("16.4 16.3 163", 1, "is 163.0, and 16.3 in 2024-07", id="no full stop"),
        pytest.param("8900 8910 89", 0, "is 89, and 8,910 in 2024-07", id="in thousands"),
        pytest.param("24500 21800 23900 2450", 0, f"is 2,450, {OTHERS} 21,800 and 24,500", id="a month"),
        pytest.param("24500 21800 23900 7900", 0, f"is 7,900, {OTHERS} 21,800 and 24,500", id="a third"),
        pytest.param("384 385 0", 0, f"is 0, {OTHERS} 384 and 385", id="a zero"),
        pytest.param("95.4 95.5 0.0", 1, f"is 0, {OTHERS} 95.4 and 95.5", id="a zero with decimals"),
        pytest.param("-0.19 -0.17 -0.18 0.19", 2, f"is 0.19, {SIGN} between -0.17 and -0.19", id="no minus"),
        pytest.param("0.19 0.17 0.18 -0.19", 2, f"is -0.19, {SIGN} between 0.17 and 0.19", id="a minus"),
    ],
)  # fmt: skip
def test_a_figure_that_stands_out_is_told(values: str, decimals: int, said: str) -> None:
    assert f"A for Kent in 2024-08 {said}" in told(*values.split(), decimals=decimals)


@pytest.mark.parametrize(("values", "decimals", "other"), [("387 0", 0, "387"), ("95.7 0.0", 1, "95.7")])
def test_a_zero_after_a_single_figure_is_told(values: str, decimals: int, other: str) -> None:
    """A fall to a tenth is told of two figures, too."""
    said = f"A for Kent in 2024-08 is 0, and its only other figure is {other}"
    assert said in told(*values.split(), decimals=decimals)


def test_a_zero_between_figures_is_told() -> None:
    assert f"A for Kent in 2024-07 is 0, {OTHERS} 384 and 385" in told("384", "0", "385")


@pytest.mark.parametrize(
    ("values", "of"),
    [
        pytest.param(["84", "86", "80", "91"], {}, id="sound"),
        pytest.param(["3", "4", "40"], {}, id="small numbers"),
        pytest.param(["0.1", "1.2"], {"decimals": 1}, id="of little size"),
        pytest.param(["5", "3", "4", "0"], {}, id="small counts are 0 now and then"),
        pytest.param(["0", "0", "384", "0"], {}, id="it is 0 most of the time"),
        pytest.param(["10", "90", "40", "0"], {}, id="what varies may be 0"),
        pytest.param(["10", "90", "40", "300"], {}, id="what varies may be high"),
        pytest.param(["4", "0"], {}, id="one small count says nothing"),
        pytest.param(["4.1", "0.0"], {"decimals": 1}, id="nor does a small number"),
        pytest.param(["-0.19", "0.12", "-0.05"], {"decimals": 2}, id="both signs are used"),
        pytest.param(["300", "330", "30", "60"], {"data_period": DataPeriod.YTD}, id="it starts again"),
    ],
)  # fmt: skip
def test_what_can_well_be_is_left_alone(values: list[str], of: dict[str, Any]) -> None:
    apart = (
        "the other figures",
        "the other sign",
        "its only other",
        ", and 384",
        ", and 89",
        ", and 4 in",
        ", and 0.1 in",
    )
    assert [line for line in told(*values, **of) if any(words in line for words in apart)] == []


def test_a_numerator_that_jumps_is_told_once() -> None:
    rows = [
        figure("50.0", "100", "200", period=AUGUST - 1),
        figure("50.0", "101", "202", period=AUGUST - 2),
        figure("50.0", "1000", "2000"),
    ]
    found = looked_at(*rows)
    assert [line for line in found if "numerator of A" in line]
    assert len([line for line in found if "is 50.0%" in line]) == 0


def test_percentages_that_are_made_from_parts_are_looked_at_too() -> None:
    rows = [figure("", "10", "20", period=AUGUST - back) for back in (3, 2, 1)]
    lines = looked_at(*rows, figure("", "1", "200"))
    assert [line for line in lines if "A for Kent in 2024-08 is 0.5%" in line]


def test_a_percentage_below_0_is_told_where_hardly_any_other_is() -> None:
    rows = [*series("79", "-82"), *series("77", "78", area="Swale")]
    (line,) = [each for each in looked_at(*rows) if "hardly any" in each]
    assert line.endswith("A for Kent in 2024-08 is -82.0%, and hardly any other figure of A is below 0")
    changes = [*series("79", "-82"), *series("-7", "78", area="Swale")]
    assert not [each for each in looked_at(*changes) if "hardly any" in each]
