"""kpi small-numbers audit finds nothing in what kpi publishes, and every leak planted in other files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Caller
from tests.withhold.pack import figures, write_pack

HEAD = "code,area,period,value,numerator,denominator"
# A file that gives away nothing: 9 and 20 are withheld together, and they make 29.
SAFE = (
    "NEW,N1,2024-03,*,,",
    "NEW,N2,2024-03,*,,",
    "NEW,North,2024-03,29,,",
    "NEW,South,2024-03,31,,",
    "NEW,East,2024-03,17,,",
    "NEW,County,2024-03,77,,",
)


@pytest.fixture
def kpi(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Caller:
    monkeypatch.chdir(write_pack(tmp_path, figures()).parent)
    return Caller(monkeypatch, capsys)


def audited(kpi: Caller, *rows: str, header: str = HEAD) -> list[str]:
    """What is said of a published file, line by line, without the last two."""
    Path("theirs.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    answer = kpi("small-numbers", "audit", "theirs.csv")
    assert answer.err == ""
    *told, _end, _not_known = answer.out.splitlines()
    assert answer.code == (1 if told else 0)
    return told


def test_an_edition_gives_nothing_away(kpi: Caller) -> None:
    assert kpi("run", "--jobs", "1").code == 0
    answer = kpi("small-numbers", "audit", "2024-03-e1")
    assert answer.out.startswith("Nothing can be worked out of ")
    assert answer.code == 0


def test_a_file_without_leaks(kpi: Caller) -> None:
    assert audited(kpi, *SAFE) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (  # difference of areas
            ("NEW,N1,2024-03,*,,", "NEW,N2,2024-03,20,,", "NEW,North,2024-03,24,,"),
            "NEW, N1, Mar 2024: the value is 4: the areas below a total add up to it",
        ),
        (  # the sum of two is too small for both to have every small number
            ("NEW,N1,2024-03,*,,", "NEW,N2,2024-03,*,,", "NEW,North,2024-03,5,,"),
            "NEW, N1, Mar 2024: the value is between 1 and 4: the areas below a total add up to it",
        ),
        (  # complement: numerators are safe, those who were not seen are not
            (
                "VISITS,N1,2024-03,[c],,",
                "VISITS,N2,2024-03,,30,40",
                "VISITS,North,2024-03,,50,63",
            ),
            "VISITS, N1, Mar 2024: the complement is 3: the areas below a total add up to it",
        ),
        (  # another indicator
            ("NEW,N1,2024-03,*,,", "AGAIN,N1,2024-03,10,,", "ALL,N1,2024-03,12,,"),
            "NEW, N1, Mar 2024: the value is 2: ALL is the sum of other indicators",
        ),
        (  # rolling totals, one month apart
            (
                "VISITS12,East,2024-02,,500,600",
                "VISITS12,East,2024-03,,503,605",
                "VISITS,East,2023-03,*,,",
                "VISITS,East,2024-03,,44,50",
            ),
            "VISITS, East, Mar 2023: the complement is 4: two totals of VISITS12, one month apart, differ by "
            "what comes and what leaves",
        ),
        (  # a part of the withheld figure is in print
            ("VISITS,N1,2024-03,suppressed,,9",),
            "VISITS, N1, Mar 2024: its denominator is in print: the column denominator says 9",
        ),
    ],
)
def test_planted_leaks_are_found(rows: tuple[str, ...], told: str, kpi: Caller) -> None:
    assert told in audited(kpi, *rows)


@pytest.mark.parametrize(
    ("column", "value"),
    [("rag", "GREEN"), ("direction_of_travel", "improved"), ("cohort", "9"), ("rank", "2")],
)
def test_columns_that_say_how_large_a_withheld_figure_is(column: str, value: str, kpi: Caller) -> None:
    told = audited(kpi, f"NEW,N1,2024-03,*,,,{value}", header=f"{HEAD},{column}")
    assert told == [f"NEW, N1, Mar 2024: its {column} is in print: the column {column} says {value}"]


def test_the_next_month_says_what_it_was(kpi: Caller) -> None:
    header = f"{HEAD},previous_period,previous_value"
    told = audited(kpi, "NEW,N1,2024-02,*,,,,", "NEW,N1,2024-03,7,,,2024-02,3", header=header)
    how = "the column previous_value of a later period says 3"
    assert told == [f"NEW, N1, Feb 2024: its value is in print: {how}"]


def test_another_edition_shows_it(kpi: Caller) -> None:
    scorecard = Path("scorecard.yaml")
    with_rule = scorecard.read_text(encoding="utf-8")
    scorecard.write_text(with_rule.replace("small_numbers: {below: 6}\n", ""), encoding="utf-8")
    assert kpi("run", "--jobs", "1").code == 0
    scorecard.write_text(with_rule, encoding="utf-8")
    refused = kpi("run", "--jobs", "1")
    assert refused.code == 2
    assert "AGAIN of East in 2023-03 would be withheld" not in refused.out
    assert "would be withheld, but edition 2024-03-e1 of " in refused.err


def test_json(kpi: Caller) -> None:
    Path("theirs.csv").write_text("\n".join([HEAD, *SAFE, ""]), encoding="utf-8")
    document = json.loads(kpi("small-numbers", "audit", "theirs.csv", "--json").out)
    assert document == {"schema_version": 1, "worked_out": [], "not_read": []}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("2024-01-e9", "", 'there is no edition "2024-01-e9", and no such file or folder'),
        ("theirs.csv", "code,area,period\n", "theirs.csv:1: error: there is no column value"),
    ],
)
def test_what_cannot_be_read(name: str, text: str, message: str, kpi: Caller) -> None:
    if text:
        Path(name).write_text(text, encoding="utf-8")
    answer = kpi("small-numbers", "audit", name)
    assert answer.code == 2
    assert message in answer.err


def test_certify_refuses_what_cannot_be_shown_to_be_safe(kpi: Caller) -> None:
    areas = Path("areas.csv")
    areas.write_text(areas.read_text(encoding="utf-8") + "N1,South,team\n", encoding="utf-8")
    answer = kpi("run", "--certify", "--jobs", "1")
    assert answer.code == 2
    assert "of N1 cannot be shown to be safe: the areas North and South share it" in answer.err
    assert not Path("out").exists()


def test_certify_needs_a_rule(kpi: Caller) -> None:
    scorecard = Path("scorecard.yaml")
    text = scorecard.read_text(encoding="utf-8")
    scorecard.write_text(text.replace("small_numbers: {below: 6}\n", ""), encoding="utf-8")
    answer = kpi("run", "--certify")
    assert answer.code == 2
    assert "there is nothing to certify" in answer.err


def test_percentages_without_parts_are_told(kpi: Caller) -> None:
    observations = Path("observations.csv")
    text = observations.read_text(encoding="utf-8")
    observations.write_text(text + "VISITS,East,2023-02,88.0,,\n", encoding="utf-8")
    answer = kpi("check")
    assert "small numbers of VISITS cannot be withheld" in answer.out


def test_a_strict_check_finds_what_a_source_has_not_protected(kpi: Caller) -> None:
    scorecard = Path("scorecard.yaml")
    text = scorecard.read_text(encoding="utf-8")
    scorecard.write_text(text.replace("small_numbers: {below: 6}\n", ""), encoding="utf-8")
    observations = Path("observations.csv")
    text = observations.read_text(encoding="utf-8")
    assert "NEW,East,2024-03,4,," in text
    observations.write_text(text.replace("NEW,East,2024-03,4,,", "NEW,East,2024-03,*,,"), encoding="utf-8")
    answer = kpi("check", "--strict")
    assert "NEW of East is withheld, and anybody can work out that its value is 4" in answer.out
