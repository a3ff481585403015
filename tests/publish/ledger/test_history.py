"""What was published when."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.outputs.difference import Cause
from kpi_engine.publish.ledger.history import history_of
from kpi_engine.publish.ledger.ledger import create_ledger, open_ledger
from tests.publish.examples import PUBLISHED_AT, rating, summary_of


def test_each_figure_has_the_editions_that_showed_it_and_what_it_restated(tmp_path: Path) -> None:
    july, august = rating(period="2024-07"), rating(period="2024-08")
    create_ledger(tmp_path / "ledger.sqlite")
    with open_ledger(tmp_path / "ledger.sqlite", writable=True) as ledger:
        ledger.append(summary_of("2024-07-e1"), [july, rating(area="Swale")])
        ledger.append(summary_of("2024-08-e1"), [july, august, rating(code="SCS41")])
        restated = rating(period="2024-07", value="79.0", numerator="395")
        ledger.append(summary_of("2024-08-e2"), [restated, august])
        ledger.append(summary_of("2024-09-e1"), [restated, august])
        entries = history_of(ledger, "SCS40", "Kent")
        assert history_of(ledger, "SCS40", "Nowhere") == ()
    assert [
        (entry.rating, entry.edition, entry.last_edition, entry.restates, entry.cause) for entry in entries
    ] == [
        (july, "2024-07-e1", "2024-08-e1", "", None),
        (restated, "2024-08-e2", "2024-09-e1", "2024-07-e1", Cause.RESTATED_DATA),
        (august, "2024-08-e1", "2024-09-e1", "", None),
    ]
    assert {entry.published_at for entry in entries} == {PUBLISHED_AT}
