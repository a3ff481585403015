"""What describes the indicator and the period of each tidy row."""

from __future__ import annotations

import pytest

from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.outputs.tidy import TidyTable
from kpi_engine.model.outputs.tidy_columns import DESCRIBING_COLUMNS, TIDY_COLUMNS
from tests.assemble.making import AREAS, AUGUST, figure, indicator, rated, section

SECTIONS = (
    section("SCS40", identity="ics"),
    section("SCS40", "EH", identity="county_page", levels=("county",)),
)


def _rows(table: TidyTable) -> list[dict[str, str]]:
    texts = {name: [column.texts[at] for at in column.positions] for name, column in table.columns.items()}
    return [dict(zip(texts, row, strict=True)) for row in zip(*texts.values(), strict=True)]


def test_every_row_says_what_it_is_about() -> None:
    known = [indicator(name="Posts filled", service="Social work", owner="A. Director", theme="Workforce")]
    ratings = rated([figure("80.0"), figure("81.0", area="Swale")], known)
    outturns = rated([figure("79.5", 2023)], known, outturns=True)
    county, district, outturn = _rows(tidy_table(ratings, outturns, AREAS, sections=SECTIONS))
    assert {name: county[name] for name in DESCRIBING_COLUMNS} == {
        "name": "Posts filled",
        "unit": "percent",
        "decimals": "1",
        "frequency": "monthly",
        "period_start": "2024-08-01",
        "period_end": "2024-08-31",
        "service": "Social work",
        "section": "ics;county_page",
        "owner": "A. Director",
        "theme": "Workforce",
        "priority": "",
    }
    assert district["section"] == "ics"
    assert (outturn["period_start"], outturn["period_end"]) == ("2023-04-01", "2024-03-31")


@pytest.mark.parametrize(
    ("frequency", "period", "days"),
    [
        (Frequency.MONTHLY, AUGUST - 6, ("2024-02-01", "2024-02-29")),
        (Frequency.ANNUAL, 2023, ("2023-04-01", "2024-03-31")),
        (Frequency.QUARTERLY, 2024 * 4, ("2024-04-01", "2024-06-30")),
    ],
)
def test_a_month_and_a_year_can_be_told_apart(
    frequency: Frequency, period: int, days: tuple[str, str]
) -> None:
    ratings = rated([figure("80.0", period)], [indicator(frequency=frequency)])
    (row,) = _rows(tidy_table(ratings, rated([], []), AREAS, sections=()))
    assert (row["period_start"], row["period_end"]) == days
    assert (row["frequency"], row["section"]) == (frequency.value, "")


def test_rows_without_a_scorecard_have_no_description() -> None:
    known = [indicator()]
    table = tidy_table(rated([figure("80.0")], known), rated([], known), AREAS)
    assert list(table.columns) == list(TIDY_COLUMNS)
    empty = tidy_table(rated([], known), rated([], known), AREAS, sections=())
    assert list(empty.columns) == [*TIDY_COLUMNS, *DESCRIBING_COLUMNS]
