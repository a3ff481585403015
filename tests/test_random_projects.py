"""A whole project, from its files to the columns of its ratings, is rated as plain decimals rate it."""

from __future__ import annotations

import csv
import io
import tempfile
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings

from kpi_engine.loading import load_scorecard
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.figure_marks import letters_of_marks
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.pipeline import rate_loaded, tidy_for
from kpi_engine.render.data.csv import render_csv
from tests.effort import examples
from tests.oracle.decimal_rating import rate_plainly
from tests.oracle.making import make_plainly
from tests.oracle.records import PlainRating
from tests.random_projects import Project, projects

_COMPARED = (
    *("value", "rag", "not_rated", "direction_of_travel", "no_direction", "previous_period"),
    *("distance_to_target", "number_direction", "marks"),
)


def as_texts(rating: PlainRating, indicator: Indicator, marks: int) -> dict[str, str]:
    """What the columns compared should have."""
    period = rating.previous_period
    texts = (
        number_text(rating.displayed),
        *(rating.rag.value, rating.not_rated.value, rating.direction.value, rating.no_direction.value),
        "" if period is None else period_label(indicator.calendar, period),
        *(number_text(rating.margin_to_target), rating.number_direction.value, letters_of_marks(marks)),
    )
    return dict(zip(_COMPARED, texts, strict=True))


def number_text(number: Decimal | None) -> str:
    return "" if number is None else plain(f"{number + 0:f}")


def plain(text: str) -> str:
    """A number without zeros at its end, which say how many decimals it was compared with."""
    whole, point, decimals = text.partition(".")
    return f"{whole}.{decimals.rstrip('0')}".rstrip(".") if point and decimals.isdigit() else text


@settings(max_examples=examples(25))
@given(projects())
def test_a_project_is_rated_as_plain_decimals_rate_it(project: Project) -> None:
    with tempfile.TemporaryDirectory() as folder:
        loaded = load_scorecard(project.write(Path(folder)))
    text = render_csv(tidy_for(rate_loaded(loaded)))
    found = {
        (row["code"], row["area"], row["period"]): {name: plain(row.get(name, "")) for name in _COMPARED}
        for row in csv.DictReader(io.StringIO(text))
    }
    rows = make_plainly(project.rows, loaded.indicators, loaded.areas)
    defined = {indicator.code: indicator for indicator in loaded.indicators}
    expected = {
        (row.code, row.area, period_label(defined[row.code].calendar, row.period)): as_texts(
            rating, defined[row.code], row.marks
        )
        for row, rating in zip(rows, rate_plainly(rows, loaded.indicators, loaded.areas), strict=True)
    }
    assert found == expected
