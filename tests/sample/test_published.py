"""The engine gives every rating and arrow of the published scorecard, save for its own contradictions."""

from __future__ import annotations

from collections import Counter

from kpi_engine.pipeline import Rated
from tests.sample.published import Contradiction, listed_exceptions, published_rows

# How many of each published.csv prints: fewer would mean that the comparison has lost some.
PRINTED = {"rag": 255, "outturn_rag": 129, "direction_of_travel": 270}


def contradictions(rated: Rated) -> set[Contradiction]:
    return {cell for row in published_rows(rated) for cell in row.cells() if cell.printed != cell.rules_give}


def described(cells: set[Contradiction]) -> str:
    lines = [f"{cell.at}: printed {cell.printed!r}, the rules give {cell.rules_give!r}" for cell in cells]
    return "\n".join(sorted(lines))


def test_every_printed_cell_is_compared(rated: Rated) -> None:
    printed = Counter(cell.at.cell for row in published_rows(rated) for cell in row.cells() if cell.printed)
    assert {cell: printed[cell] for cell in PRINTED} == PRINTED


def test_what_is_printed_is_what_the_rules_give(rated: Rated) -> None:
    unexpected = contradictions(rated) - set(listed_exceptions())
    assert not unexpected, described(unexpected)


def test_every_listed_exception_still_applies(rated: Rated) -> None:
    outdated = set(listed_exceptions()) - contradictions(rated)
    assert not outdated, described(outdated)


def test_every_exception_is_listed_once_and_explained() -> None:
    exceptions = listed_exceptions()
    assert len({exception.at for exception in exceptions}) == len(exceptions) == 19
    assert all(reason.strip() for reason in exceptions.values())
