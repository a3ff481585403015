"""The sample's outputs are word for word what they were; a change must be meant."""

from __future__ import annotations

import pytest

from kpi_engine.pipeline import Rated
from tests.golden.outputs import FOLDER, OUTPUTS, rated_sample


@pytest.fixture(scope="module")
def rated() -> Rated:
    return rated_sample()


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_is_as_it_was(name: str, rated: Rated) -> None:
    expected = (FOLDER / name).read_bytes().decode("utf-8")
    assert OUTPUTS[name](rated) == expected, (
        "if this is meant: python -m tests.golden.outputs, and read the difference"
    )
