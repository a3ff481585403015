"""RAGs that contradict each other though nobody has defined a floor standard."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.audit.infer.contradicting import find_contradicting
from kpi_engine.audit.page.claims import Claims
from kpi_engine.audit.page.page import page_of
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.outputs.audit import Finding, PrintedField
from kpi_engine.model.outputs.printed import PrintedFigure
from tests.audit.printed import figure, measured, threshold
from tests.read.vocabulary import AREAS

LETTERS = (Polarity.HIGHEST, Polarity.LOWEST)
TWO = (
    figure("76.0", Rag.AMBER, "85", area="Kent", line=2),
    figure("77.0", Rag.RED, "85", area="Ashford", line=3),
)


def found(
    *figures: PrintedFigure, polarity: Polarity = Polarity.HIGHEST, skip: int | None = None
) -> list[Finding]:
    targets = [threshold(FloorAndTarget(Decimal(85), None), None)] if polarity in LETTERS else []
    page = page_of(figures, [measured(polarity, *targets)], AREAS, {})
    claims = Claims(len(page))
    if skip is not None:
        claims.account_for(skip, PrintedField.RAG)
    find_contradicting(page, claims)
    return list(claims.in_order())


def test_two_rags_prove_that_one_of_them_is_wrong() -> None:
    (finding,) = found(*TWO)
    assert finding.headline == (
        "The RAGs of SCS40 contradict each other: AMBER at 76.0% in Kent and RED at 77.0% in Ashford"
    )
    assert finding.explanation == (
        "Highest is best, and the worse value has the better rating. No floor standard is needed to see "
        "this, and none can give both."
    )
    assert [cell.area for cell in finding.cells] == ["Kent", "Ashford"]


def test_the_others_show_which_of_the_two_it_is() -> None:
    (finding,) = found(*TWO, figure("76.5", Rag.AMBER, "85", area="Swale", line=4))
    assert [cell.area for cell in finding.cells] == ["Ashford"]
    assert finding.explanation.endswith("All other RAGs fit without that of Ashford.")


def test_ratings_in_order_contradict_nothing() -> None:
    assert not found(*TWO, polarity=Polarity.LOWEST)


def test_a_rag_that_is_reported_already_proves_nothing() -> None:
    assert not found(*TWO, skip=1)


@pytest.mark.parametrize("polarity", [Polarity.NONE, Polarity.TARGET])
def test_what_is_not_judged_or_has_no_target_says_nothing(polarity: Polarity) -> None:
    assert not found(figure("76.0", Rag.AMBER), figure("77.0", Rag.RED, line=3), polarity=polarity)


def test_close_to_target() -> None:
    (finding,) = found(
        figure("30", Rag.AMBER, "20", area="Swale", line=2),
        figure("25", Rag.RED, "20", area="Ashford", line=3),
        polarity=Polarity.TARGET,
    )
    assert "The value that is further from the target has the better rating." in finding.explanation
