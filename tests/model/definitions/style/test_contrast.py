"""The contrast of colours: the ratios that WCAG states, an independent formula, and better colours."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.definitions.style.contrast import (
    BLACK,
    WHITE,
    contrast,
    luminance,
    nearest_with_contrast,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def exact_contrast(one: str, other: str) -> Decimal:
    """The ratio in decimal arithmetic of 30 digits, channel by channel from the hexadecimal number."""
    with localcontext() as context:
        context.prec = 30
        lights = sorted(_exact_light(int(colour.lstrip("#"), 16)) for colour in (one, other))
        return (lights[1] * 20 + 1) / (lights[0] * 20 + 1)


def _exact_light(number: int) -> Decimal:
    light = Decimal(0)
    for weight in ("0.0722", "0.7152", "0.2126"):  # blue is in the last byte
        number, byte = divmod(number, 256)
        part = Decimal(byte) / 255
        # In bytes the bend is between 10 and 11, whichever of the published thresholds is meant.
        linear = (
            part / Decimal("12.92") if byte <= 10 else _power((part + Decimal("0.055")) / Decimal("1.055"))
        )
        light += Decimal(weight) * linear
    return light


def _power(base: Decimal) -> Decimal:
    return (base.ln() * 12 / 5).exp()


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
        (BLACK, BLACK, 1),
    ],
)
def test_ratios_that_are_known(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(COLOURS, COLOURS)
def test_the_ratio_is_that_of_an_independent_formula(one: str, other: str) -> None:
    assert contrast(one, other) == pytest.approx(float(exact_contrast(one, other)), rel=1e-12)
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.000001


def test_every_grey_has_its_luminance() -> None:
    greys = [luminance(f"#{value:02x}{value:02x}{value:02x}") for value in range(256)]
    assert greys == sorted(set(greys))
    assert (greys[0], greys[-1]) == (0, pytest.approx(1))


@given(COLOURS, st.lists(COLOURS, min_size=1, max_size=3), st.sampled_from((3.0, 4.5)))
def test_a_better_colour_stands_out_from_every_ground(colour: str, grounds: list[str], least: float) -> None:
    found = nearest_with_contrast(colour, grounds, least)
    if found:
        assert all(contrast(found, ground) >= least for ground in grounds)
    else:
        for end in (BLACK, WHITE):
            assert any(contrast(end, ground) < least for ground in grounds)


def test_the_better_colour_is_near() -> None:
    assert nearest_with_contrast("#0b4f9e", [WHITE], 4.5) == "#0b4f9e"
    assert nearest_with_contrast("#00a0d0", [WHITE], 4.5) == "#007da2"
    assert nearest_with_contrast("#777777", [BLACK, WHITE], 4.6) == ""
