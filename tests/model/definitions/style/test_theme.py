"""Themes: colours by rating, and the one font that a program is told that takes one."""

from __future__ import annotations

import pytest

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import BLUE_FOR_GOOD, BUILT_IN_THEMES, STANDARD, Fonts


@pytest.mark.parametrize(
    ("fonts", "heading", "text"),
    [
        (Fonts(), "", ""),
        (Fonts(("Georgia", "serif"), ("sans-serif", "Verdana")), "Georgia", "Verdana"),
        (Fonts((), ("Verdana",)), "Verdana", "Verdana"),
        (Fonts(("serif",), ("serif",)), "", ""),
    ],
)
def test_the_first_family_with_a_name(fonts: Fonts, heading: str, text: str) -> None:
    assert (fonts.heading, fonts.text) == (heading, text)


def test_blue_for_good_differs_in_the_green_only() -> None:
    for standard, blue in zip(
        (STANDARD.light, STANDARD.dark, STANDARD.paper),
        (BLUE_FOR_GOOD.light, BLUE_FOR_GOOD.dark, BLUE_FOR_GOOD.paper),
        strict=True,
    ):
        assert blue.of(Rag.GREEN).fill == "#5694ca"
        assert (blue.of(Rag.AMBER), blue.of(Rag.RED)) == (standard.amber, standard.red)
        assert (blue.background, blue.text) == (standard.background, standard.text)
    assert list(BUILT_IN_THEMES) == ["standard", "blue for good"]
