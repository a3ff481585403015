"""The cells of the published scorecard, as printed, and what the engine makes of the same cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from kpi_engine.model.calendars.period import year_label
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.pipeline import Rated
from tests.oracle.columns import plain_ratings
from tests.oracle.records import PlainRating

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "sample_data" / "kent_2024_08"
NOTHING = frozenset({"", "N/A"})


@dataclass(frozen=True, order=True)
class Cell:
    """Where a printed cell stands."""

    code: str
    area: str
    section: str
    cell: str


@dataclass(frozen=True)
class Contradiction:
    """A cell that the rules do not give as printed; "" is no rating, no arrow, no figure."""

    at: Cell
    printed: str
    rules_give: str


@dataclass(frozen=True)
class Row:
    """One row of published.csv with what the engine makes of its observation and of last year's outturn."""

    texts: Mapping[str, str]
    rating: PlainRating
    outturn: PlainRating | None

    def cells(self) -> Iterator[Contradiction]:
        """Each printed cell beside what the rules give."""
        yield self._number("value", self.rating.displayed)
        yield self._number("target", _target(self.rating))
        yield self._word("rag", "rag", self.rating.rag.value)
        yield self._word("direction_of_travel", "dot", self.rating.direction.value)
        if self.outturn is not None:
            yield self._number("outturn", self.outturn.displayed)
            yield self._number("outturn_target", _target(self.outturn))
            yield self._word("outturn_rag", "outturn_rag", self.outturn.rag.value)

    def _word(self, cell: str, column: str, rules_give: str) -> Contradiction:
        printed = self.texts[column]
        return Contradiction(self._at(cell), "" if printed in NOTHING else printed, rules_give)

    def _number(self, cell: str, number: Decimal | None) -> Contradiction:
        """Numbers agree when they are equal: a target of 45 is printed ``45`` and ``45.0``."""
        printed = "" if self.texts[cell] in NOTHING else self.texts[cell]
        rules_give = "" if number is None else str(number)
        if printed and number is not None and Decimal(printed) == number:
            rules_give = printed
        return Contradiction(self._at(cell), printed, rules_give)

    def _at(self, cell: str) -> Cell:
        return Cell(self.texts["code"], self.texts["area"], self.texts["section"], cell)


def _target(rating: PlainRating) -> Decimal | None:
    return None if rating.threshold is None else rating.threshold.rule.target


def published_rows(rated: Rated) -> list[Row]:
    """Every row of published.csv, with the ratings that belong to it."""
    ratings = _by_place(rated.ratings)
    outturns = _by_place(rated.outturns, years=True)
    with (SAMPLE / "published.csv").open(encoding="utf-8", newline="") as file:
        return [
            Row(
                texts,
                ratings[texts["code"], texts["area"], texts["period"]],
                outturns[texts["code"], texts["area"], texts["outturn_year"]] if texts["outturn"] else None,
            )
            for texts in csv.DictReader(file)
        ]


def _by_place(ratings: Ratings, years: bool = False) -> dict[tuple[str, str, str], PlainRating]:
    """Ratings by code, area and label of the period; of an outturn the period is a year."""
    rows = ratings.observations
    found = {}
    for row, rating in enumerate(plain_ratings(ratings)):
        period = int(rows.period[row])
        calendar = ratings.indicators[rows.code[row]].calendar
        label = year_label(period) if years else period_label(calendar, period)
        found[rows.codes[rows.code[row]], rows.areas[rows.area[row]], label] = rating
    return found


def listed_exceptions() -> dict[Contradiction, str]:
    """The contradictions of published_exceptions.yaml, each with its reason."""
    text = (HERE / "published_exceptions.yaml").read_text(encoding="utf-8")
    return {
        Contradiction(
            Cell(entry["code"], entry["area"], entry["section"], entry["cell"]),
            entry["printed"],
            entry["rules_give"],
        ): entry["reason"]
        for entry in yaml.safe_load(text)
    }
