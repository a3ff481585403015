"""What explains RAGs by bands, strict targets and targets of a year, and how it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from kpi_engine.audit.page.wording import bands_words
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.outputs.audit import Finding, Sureness
from tests.audit.clean_page import DISTRICTS, NOW, Page
from tests.audit.contract_page import (
    BEATEN,
    EARLIER_BANDS,
    REACHED,
    REACHED_SHARE,
    REGISTERED,
    SO_FAR,
    WHOLE_YEAR,
    bands,
    contract_page,
    with_rules,
)

FEW = DISTRICTS[:3]


@pytest.fixture
def page() -> Page:
    return contract_page(Random(3))  # noqa: S311


def with_values(page: Page, code: str, *values: int) -> None:
    """The first areas' numbers, printed as the rules rate them; nothing is made of them or came before."""
    for area, value in zip(DISTRICTS, values, strict=False):
        place = (code, area, NOW)
        page.figures[place] = replace(page.figures[place], value=Decimal(value))
        for back in (1, 2):
            page.figures.pop((code, area, NOW - back), None)
    page.indicators[REACHED_SHARE] = replace(page.indicators[REACHED_SHARE], made_from=None)
    page.print_clean()


def rated_by(page: Page, code: str, change: Callable[[RatingRule], RatingRule]) -> Finding:
    """The only finding, where an indicator's RAGs are printed as another rule gives them."""
    ratings = page.ratings(lambda each: with_rules(each, change) if each.code == code else each)
    for row in page.rows:
        row.rag = ratings[row.code, row.area].rag
    (finding,) = page.audit().findings
    return finding


def alternatives(finding: Finding) -> list[str]:
    assert finding.diagnosis is not None
    return [other.hypothesis for other in finding.diagnosis.alternatives]


def test_the_bands_before(page: Page) -> None:
    page.indicators[REGISTERED] = with_rules(page.indicators[REGISTERED], lambda _rule: bands(Decimal(1000)))
    with_values(page, REGISTERED, 700, 760, 600)
    finding = rated_by(page, REGISTERED, lambda rule: bands(rule.target, *EARLIER_BANDS))
    assert finding.headline == (
        f"The RAGs of {REGISTERED} fit the bands that held before in all 7 areas, not those in force"
    )
    assert finding.diagnosis is not None
    assert finding.diagnosis.support is not None
    assert finding.diagnosis.support.failed == 0
    assert finding.rule == 'RAG against value and the bands "contracts"'


def test_a_target_to_be_beaten_that_is_only_reached(page: Page) -> None:
    with_values(page, BEATEN, 133, 133, 133)
    finding = rated_by(page, BEATEN, lambda _rule: FloorAndTarget(Decimal(133), Decimal(100)))
    assert finding.headline == (
        f"The RAGs of {BEATEN} count a value that equals the target as reaching it in all 7 areas, "
        "though it is to be beaten"
    )


def test_a_target_that_is_reached_and_not_beaten(page: Page) -> None:
    page.indicators[BEATEN] = with_rules(
        page.indicators[BEATEN], lambda _rule: FloorAndTarget(Decimal(133), Decimal(100))
    )
    with_values(page, BEATEN, 133, 133)
    finding = rated_by(page, BEATEN, lambda _rule: FloorAndTarget(Decimal(133), Decimal(100), strict=True))
    assert finding.headline == (
        f"The RAGs of {BEATEN} ask for the target to be beaten in all 7 areas, "
        "though to equal it is to reach it"
    )


def test_the_target_of_the_whole_year(page: Page) -> None:
    with_values(page, SO_FAR, 322, 330, 250)
    finding = rated_by(page, SO_FAR, lambda _rule: bands(WHOLE_YEAR))
    assert finding.headline == (
        f"The RAGs of {SO_FAR} fit percentages of the target for the whole year in all 7 areas, "
        "not of the target in force"
    )


def test_the_part_of_a_target_that_is_for_the_year(page: Page) -> None:
    indicator = page.indicators[SO_FAR]
    whole = replace(indicator.thresholds[0], last=None, rule=bands(WHOLE_YEAR), year_rule=None, origin="")
    page.indicators[SO_FAR] = replace(indicator, thresholds=(whole,))
    with_values(page, SO_FAR, 322, 330, 250)
    finding = rated_by(page, SO_FAR, lambda _rule: bands(WHOLE_YEAR * 5 / 12))
    assert "fit percentages of the target's part for the year so far" in finding.headline


def test_the_number_of_another_indicator(page: Page) -> None:
    """Those reached, as a percentage of those registered instead of their own target."""
    page.indicators[REACHED] = with_rules(page.indicators[REACHED], lambda _rule: bands(Decimal(1000)))
    with_values(page, REGISTERED, *[800] * 7)
    with_values(page, REACHED, *[450] * 7)
    finding = rated_by(page, REACHED, lambda _rule: bands(Decimal(800)))
    assert finding.diagnosis is not None
    names = [finding.diagnosis.hypothesis, *alternatives(finding)]
    assert f"on_number_of_{REGISTERED}" in names


def test_a_share_rated_as_one_of_its_own_target(page: Page) -> None:
    ratio = page.indicators[REACHED_SHARE].made_from
    page.indicators[REACHED] = with_rules(page.indicators[REACHED], lambda _rule: bands(Decimal(1000)))
    registered, reached = (1000, 800, 600, 1000, 1000, 1000, 1000), (400, 480, 450, 700, 720, 300, 200)
    with_values(page, REGISTERED, *registered)
    with_values(page, REACHED, *reached)
    for area, there, of_them in zip(DISTRICTS, registered, reached, strict=True):
        place = (REACHED_SHARE, area, NOW)
        share = (100 * Decimal(of_them) / there).quantize(Decimal("0.1"))
        page.figures[place] = replace(page.figures[place], value=share)
    page.indicators[REACHED_SHARE] = replace(page.indicators[REACHED_SHARE], made_from=ratio)
    page.print_clean()
    for area, of_them in zip(DISTRICTS, reached, strict=True):
        page.row(REACHED_SHARE, area).rag = bands(None).rag_of(Decimal(of_them) / 10)
    (finding,) = page.audit().findings
    assert finding.headline == (
        f"The RAGs of {REACHED_SHARE} fit percentages of the target of {REACHED} in all 7 areas, "
        f"not of the number of {REGISTERED}"
    )


def test_one_colour_alone_is_not_laid_to_some_number_of_the_page(page: Page) -> None:
    row = page.row(REGISTERED, DISTRICTS[0])
    row.rag = Rag.RED if row.rag is not Rag.RED else Rag.GREEN
    (finding,) = page.audit().findings
    if finding.diagnosis is not None:
        names = [finding.diagnosis.hypothesis, *alternatives(finding)]
        assert not [name for name in names if name.startswith("on_number_of")]
        assert finding.diagnosis.sureness is Sureness.POSSIBLE


def test_what_rates_is_named_whichever_it_is(page: Page) -> None:
    by_bands = page.indicators[REGISTERED].thresholds
    floor = FloorAndTarget(Decimal(85), Decimal(75))
    other = replace(by_bands[0], rule=floor)
    assert bands_words(by_bands) == 'the bands "contracts"'
    assert bands_words([*by_bands, other]) == 'the target and floor standard, or the bands "contracts"'
    assert bands_words([other]) == ""
