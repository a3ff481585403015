"""Random figures: what is withheld is stable, no small number is shown, and an outsider learns nothing."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.definitions.small_numbers import Quantity
from kpi_engine.withhold.cells import numbers_of_people
from kpi_engine.withhold.outsider import published_of, worked_out
from kpi_engine.withhold.withhold import withhold
from tests.effort import examples
from tests.withhold.pack import LEAVES, MONTHS, Cell, Figure, write_pack

BELOW = 6


def some_figures(seed: int) -> dict[Figure, Cell]:
    """Figures of the leaves, small ones and zeros among them."""
    chance = random.Random(seed)  # noqa: S311 — figures to try, no secret
    found: dict[Figure, Cell] = {}
    for month in MONTHS:
        for area in LEAVES:
            denominator = chance.choice([chance.randint(1, 9), chance.randint(20, 90)])
            found["VISITS", area, month] = (chance.randint(0, denominator), denominator)
            for code in ("NEW", "AGAIN"):
                found[code, area, month] = (chance.choice([0, 3, chance.randint(1, 40)]), None)
    return found


def loaded(seed: int) -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        return load_scorecard(write_pack(Path(folder), some_figures(seed)))


@settings(max_examples=examples(20))
@given(st.integers(0, 10**6))
def test_no_small_number_is_left(seed: int) -> None:
    pack = loaded(seed)
    observations = pack.observations
    numbers = numbers_of_people(observations, pack.indicators)
    below_another = np.array([bool(area.parents) for area in pack.areas])
    places = {area.name: place for place, area in enumerate(pack.areas)}
    looked_at = below_another[[places[name] for name in observations.areas]][observations.area]
    for quantity in Quantity:
        small = (numbers[quantity] > 0) & (numbers[quantity] < BELOW) & looked_at
        assert not small.any()


@settings(max_examples=examples(20))
@given(st.integers(0, 10**6))
def test_an_outsider_can_work_out_nothing(seed: int) -> None:
    pack = loaded(seed)
    published = published_of(pack.observations, pack.indicators)
    assert published.withheld
    assert worked_out(published, pack.indicators, pack.areas, BELOW) == []


@settings(max_examples=examples(20))
@given(st.integers(0, 10**6))
def test_what_is_withheld_stays_so_when_it_is_withheld_again(seed: int) -> None:
    """Else every run would withhold more than the edition before it."""
    pack = loaded(seed)
    rule = pack.scorecard.small_numbers
    assert rule is not None
    again = withhold(pack.observations, pack.indicators, pack.areas, rule)
    suppressed = pack.observations.missing == again.observations.missing
    assert suppressed.all()


@pytest.mark.parametrize(("zeros", "withheld"), [("show", 0), ("hide", 1)])
def test_a_zero_is_withheld_where_the_rule_says_so(zeros: str, withheld: int, tmp_path: Path) -> None:
    figures = {figure: (30, 70) if figure[0] == "VISITS" else (30, None) for figure in some_figures(0)}
    figures["VISITS", "N1", "2024-03"] = (0, 70)
    scorecard = write_pack(tmp_path, figures)
    text = scorecard.read_text(encoding="utf-8")
    scorecard.write_text(text.replace("{below: 6}", f"{{below: 6, zeros: {zeros}}}"), encoding="utf-8")
    withholding = load_scorecard(scorecard).withholding
    assert withholding is not None
    assert len([figure for figure in withholding.figures if figure[:2] == ("VISITS", "N1")]) == withheld


def test_public_denominators_stay(tmp_path: Path) -> None:
    figures = some_figures(1)
    figures["VISITS", "N1", "2024-03"] = (2, 60)
    scorecard = write_pack(tmp_path, figures)
    text = scorecard.read_text(encoding="utf-8")
    scorecard.write_text(text.replace("{below: 6}", "{below: 6, denominator: public}"), encoding="utf-8")
    observations = load_scorecard(scorecard).observations
    row = next(
        row
        for row in range(len(observations))
        if observations.codes[observations.code[row]] == "VISITS"
        and observations.areas[observations.area[row]] == "N1"
        and observations.period[row] == 2024 * 12 + 2
    )
    assert not observations.numerator.present[row]
    assert observations.denominator.at(row) == 60
