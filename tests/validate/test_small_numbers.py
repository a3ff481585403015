"""What withheld figures give away, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.small_numbers import Quantity, SmallNumbers, Zeros
from kpi_engine.model.figures.withheld import EarlierEditions, Place, WithheldFigure, WorkedOut
from kpi_engine.validate.small_numbers import given_away, not_certain, published_before
from tests.oracle.records import PlainObservation
from tests.rate.columns import observations_of
from tests.rate.making import NOWHERE, an_indicator
from tests.validate.figures import JULY, figure
from tests.withhold.test_withhold import loaded

RULE = SmallNumbers(5, (Quantity.NUMERATOR,), Zeros.SHOW, (), NOWHERE)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3, 3, "its value is 3, since"),
        (1, 4, "its value is between 1 and 4"),
        (2, None, "its value is at least 2"),
    ],
)
def test_what_is_left_for_a_withheld_figure(low: int, high: int | None, words: str) -> None:
    observations = loaded(0).observations
    code, area = observations.codes[observations.code[0]], observations.areas[observations.area[0]]
    place = Place(code, area, int(observations.period[0]), "observation")
    (issue,) = given_away([WorkedOut(place, "value", low, high, "the areas add up")], observations)
    assert words in issue.what


FIGURES = [WithheldFigure("A", area, "observation", "2024-08") for area in ("North", "South", "East")]


@pytest.mark.parametrize(
    ("known", "more"),
    [([], None), ([1], ""), ([1, 2], ", and 1 more figure"), ([0, 1, 2], ", and 2 more figures")],
)
def test_what_an_edition_has_shown_is_told(known: list[int], more: str | None) -> None:
    shown = {FIGURES[at]: "the edition of 2024-08" for at in known}
    issues = list(published_before(FIGURES, EarlierEditions(frozenset(), shown), RULE))
    assert [issue.what for issue in issues] == [
        f"A of {FIGURES[at].area} in 2024-08 would be withheld, but the edition of 2024-08 published "
        f"the figure{more}"
        for at in known[:1]
    ]


def test_an_area_of_two_others_cannot_be_shown_to_be_safe() -> None:
    areas = [Area(name, "district", ("County", "Health area")) for name in ("North", "South", "East")]
    several = [*FIGURES[:2], FIGURES[0]._replace(period="2024-07")]
    issues = list(not_certain(several, observations_of([]), [], areas, RULE))
    assert [issue.what for issue in issues] == [
        f"{many} of {name} cannot be shown to be safe: the areas County and Health area share it"
        for many, name in (("2 withheld figures", "North"), ("1 withheld figure", "South"))
    ]


PEOPLE = an_indicator(code="A", people=True)


@pytest.mark.parametrize(
    ("rows", "indicator", "is_told"),
    [
        ([figure("50")], PEOPLE, True),
        ([figure("50", "1")], PEOPLE, True),
        ([figure("50", "1", "2")], PEOPLE, False),
        ([figure("", "1", "2")], PEOPLE, False),
        ([figure("50", "1", "2"), figure("50", period=JULY)], PEOPLE, True),
        ([figure("", "1", "2"), figure("", "1", "", period=JULY)], PEOPLE, False),
        ([figure("50")], replace(PEOPLE, people=False), False),
        ([figure("50")], replace(PEOPLE, per=1, decimals=0, unit="children"), False),
        ([figure("50")], replace(PEOPLE, code="B"), False),
    ],
)
def test_a_percentage_alone_does_not_say_how_many_there_are(
    rows: Sequence[PlainObservation], indicator: Indicator, is_told: bool
) -> None:
    issues = list(not_certain([], observations_of(rows), [indicator], [], RULE))
    assert [issue.what for issue in issues] == [
        "small numbers of A cannot be withheld: some of its figures are supplied without numerator "
        "and denominator"
    ] * is_told
