"""The run of RED that a series ends in: the rule as a table, and against the rule put another way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.figures.missed import ActionStatus, MissedRun, PeriodFacts, missed_run

# A period in a letter: R rated RED, G rated better; without a rating: "." there is no figure, "v" there is
# one, "-" there is neither a figure nor a standard, "C" the series is closed.
LETTERS = {
    "R": PeriodFacts(is_red=True, has_value=True, has_floor=True),
    "G": PeriodFacts(is_red=False, has_value=True, has_floor=True),
    ".": PeriodFacts(is_red=None, has_value=False, has_floor=True),
    "v": PeriodFacts(is_red=None, has_value=True, has_floor=True),
    "-": PeriodFacts(is_red=None, has_value=False, has_floor=False),
    "C": PeriodFacts(is_red=None, has_value=False, has_floor=True, is_closed=True),
}
AWAITING, ENDED = ActionStatus.AWAITING_FIGURE, ActionStatus.STANDARD_ENDED


def facts(newest_first: str) -> list[PeriodFacts]:
    return [LETTERS[letter] for letter in newest_first]


@pytest.mark.parametrize(
    ("newest_first", "run"),
    [
        ("", None),
        ("G", None),
        ("GR", None),
        ("R", MissedRun((0,), True, None)),
        ("RG", MissedRun((0,), False, None)),
        ("RRGR", MissedRun((0, 1), False, None)),
        ("R..R", MissedRun((0, 3), True, None)),
        ("R.G", MissedRun((0,), False, None)),
        (".R", MissedRun((1,), True, AWAITING)),
        ("..RG", MissedRun((2,), False, AWAITING)),
        (".G", None),
        (".", None),
        ("vR", None),  # it has a figure, and why that is not rated is said elsewhere
        ("-R", MissedRun((1,), True, ENDED)),
        ("-.R", MissedRun((2,), True, ENDED)),
        ("--R", None),  # the period before has said so
        ("C", None),
        ("CR", None),
        ("RC", MissedRun((0,), True, None)),
    ],
)
def test_the_run_that_a_series_ends_in(newest_first: str, run: MissedRun | None) -> None:
    assert missed_run(facts(newest_first)) == run


def by_all_facts(newest_first: Sequence[PeriodFacts]) -> MissedRun | None:
    """The same of all facts at once."""
    if not newest_first or newest_first[0].is_closed:
        return None
    rated = [at for at, each in enumerate(newest_first) if each.is_red is not None]
    run = tuple(takewhile(lambda at: bool(newest_first[at].is_red), rated))
    if not run:
        return None
    status = None
    latest = newest_first[0]
    if latest.is_red is None:
        if latest.has_floor and latest.has_value:
            return None
        if not latest.has_floor and not newest_first[1].has_floor:
            return None
        status = AWAITING if latest.has_floor else ENDED
    return MissedRun(run, len(run) == len(rated), status)


@given(st.text("".join(LETTERS), max_size=12))
def test_it_is_the_run_of_all_facts(newest_first: str) -> None:
    assert missed_run(facts(newest_first)) == by_all_facts(facts(newest_first))


@pytest.mark.parametrize(("newest_first", "asked"), [("G" * 100, 1), ("RRG" + "R" * 97, 3), ("C" * 9, 1)])
def test_no_fact_behind_the_run_is_asked_for(newest_first: str, asked: int) -> None:
    given_out = 0

    def one_by_one() -> Iterator[PeriodFacts]:
        nonlocal given_out
        for each in facts(newest_first):
            given_out += 1
            yield each

    missed_run(one_by_one())
    assert given_out == asked
