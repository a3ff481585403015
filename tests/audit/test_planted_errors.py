"""Mistakes planted at random in clean pages are found, rightly explained, and nothing else is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_engine.model.outputs.audit import Audit, Finding
from tests.audit.clean_page import CODES, NEGATIVE, Page, clean_page
from tests.audit.contract_page import CONTRACT_CODES, contract_page
from tests.audit.contract_planting import CONTRACT_PLANTS
from tests.audit.planting import PLANTS, Cell, Plant, Planted
from tests.effort import examples

SEEDS = st.integers(0, 2**32 - 1)
ANY_CODE = (*CODES, NEGATIVE)


def reported(audit: Audit) -> Iterator[Cell]:
    for finding in audit.findings:
        for cell in finding.cells:
            yield (cell.code, cell.area, cell.section, cell.field.value)


def explanations(findings: list[Finding]) -> set[str]:
    return {
        name
        for finding in findings
        if finding.diagnosis is not None
        for name in (
            finding.diagnosis.hypothesis,
            *(other.hypothesis for other in finding.diagnosis.alternatives),
        )
    }


def assert_found(planted: Planted, audit: Audit) -> None:
    about = [
        finding
        for finding in audit.findings
        if set(planted.cells) & {(c.code, c.area, c.section, c.field.value) for c in finding.cells}
    ]
    assert {finding.kind for finding in about} <= planted.kinds, about
    if planted.hypothesis:
        assert planted.hypothesis in explanations(about), about


@given(SEEDS)
@settings(max_examples=examples(10), deadline=None)
def test_nothing_is_found_on_a_clean_page(seed: int) -> None:
    assert clean_page(Random(seed)).audit().findings == ()  # noqa: S311
    assert contract_page(Random(seed)).audit().findings == ()  # noqa: S311


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
@given(SEEDS)
@settings(max_examples=examples(6), deadline=None)
def test_a_planted_mistake_is_found_and_explained_and_nothing_else_is_reported(
    plant: Plant, seed: int
) -> None:
    random = Random(seed)  # noqa: S311
    assert_found_alone(clean_page(random), plant, random.choice(ANY_CODE), random)


@pytest.mark.parametrize("plant", CONTRACT_PLANTS, ids=lambda plant: plant.__name__)
@given(SEEDS)
@settings(max_examples=examples(6), deadline=None)
def test_so_is_one_that_only_bands_and_computed_targets_can_have(plant: Plant, seed: int) -> None:
    random = Random(seed)  # noqa: S311
    assert_found_alone(contract_page(random), plant, random.choice(CONTRACT_CODES), random)


def assert_found_alone(page: Page, plant: Plant, code: str, random: Random) -> None:
    """That each spoiled cell is reported once, and no other."""
    planted = plant(page, code, random)
    audit = page.audit()
    if planted is None:
        assert not audit.findings
        return
    assert Counter(reported(audit)) == Counter(planted.cells)
    assert_found(planted, audit)


@given(SEEDS)
@settings(max_examples=examples(20), deadline=None)
def test_several_mistakes_at_once_have_full_precision_and_recall(seed: int) -> None:
    """A different mistake in each of three indicators."""
    random = Random(seed)  # noqa: S311
    page = clean_page(random)
    together = [plant for plant in PLANTS if plant.__name__ not in ALONE]
    planted = [
        plant(page, code, random) for code, plant in zip(CODES, random.sample(together, 3), strict=True)
    ]
    spoiled = {cell for each in planted if each is not None for cell in each.cells}
    found = set(reported(page.audit()))
    true_positives = len(found & spoiled)
    assert true_positives == len(found), "precision"
    assert true_positives == len(spoiled), "recall"


# These print the page anew, or concern the indicator below 0 whatever code they are given.
ALONE = {
    *("area_left_out_of_the_sum", "wrong_part_of_a_sum"),
    *("rated_before_rounding", "compared_at_all_decimals", "size_without_sign"),
}
