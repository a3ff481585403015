"""The sample's outputs are word for word what they were; a change must be meant."""

from __future__ import annotations

import pytest

from kpi_engine.pipeline import Rated
from tests.expected_text import check_text
from tests.golden.outputs import FOLDER, OUTPUTS, PAGES, page, rated_sample


@pytest.fixture(scope="module")
def rated() -> Rated:
    return rated_sample()


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_is_as_it_was(name: str, rated: Rated) -> None:
    check_text(FOLDER / name, OUTPUTS[name](rated))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_another_body_is_as_it_was(name: str) -> None:
    check_text(FOLDER / name, page(*PAGES[name]))
