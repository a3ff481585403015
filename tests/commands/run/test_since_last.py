"""What the pages of an edition tell about the edition before, on a copy of the sample."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kpi_engine.commands.run import run as running
from kpi_engine.commands.run.since_last import LastEdition, since_last
from kpi_engine.commands.shared import exit_codes
from kpi_engine.model.outputs.difference import SinceLast
from kpi_engine.model.outputs.edition import EditionName
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.publish.compare.differences import find_differences
from kpi_engine.publish.layout import LEDGER
from kpi_engine.publish.ledger.ledger import Ledger
from tests.cli.project import OUT, SCORECARD, change, copy_sample, published, run
from tests.publish.examples import by_area, rating

OBSERVATIONS = SCORECARD.parent / "observations.csv"
FIGURE = ("SCS40,Kent,2024-08,72.1,455.5,631.6", "SCS40,Kent,2024-08,76.1,480.6,631.6")
TEAM_FIGURE = (
    "SCS40,Swale Central CSWT,2024-08,59.0,10.6,18.0",
    "SCS40,Swale Central CSWT,2024-08,80.0,14.4,18.0",
)
AREAS = ["Kent,Swale,Dover"]
PAGES: dict[str, list[str]] = {"areas": AREAS, "formats": ["html"]}
FIRST = "This is the first edition, so there is nothing to compare it with."


@pytest.fixture(autouse=True)
def _in_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_sample(tmp_path)
    monkeypatch.chdir(tmp_path)


def outcome() -> tuple[str, str]:
    facts = json.loads((OUT / "last-run.json").read_bytes())
    return facts["outcome"], facts["manifest"]["edition"]


def told(edition: str, area: str) -> str:
    """The part of a page about the last edition, as words."""
    page = (OUT / edition / f"{area}.html").read_text(encoding="utf-8")
    part = page[page.index(">Since the last edition</h") :].split("<h3", 1)[0].split("<h2", 1)[0]
    return " ".join(unescape(re.sub("<[^>]+>", " ", f"<h3{part}")).split())


def test_the_first_edition_says_that_there_is_none_before_it() -> None:
    run(**PAGES)
    assert FIRST in told("2024-08-e1", "kent")
    assert FIRST in told("2024-08-e1", "swale")


@pytest.mark.filterwarnings("ignore:Sparkline Group extension")  # openpyxl reads past them
def test_each_page_tells_its_own_changes_in_every_format() -> None:
    run(areas=AREAS)
    change(OBSERVATIONS, *FIGURE)
    change(OBSERVATIONS, *TEAM_FIGURE)
    run(areas=AREAS)
    kent, swale, dover = (told("2024-08-e2", area) for area in ("kent", "swale", "dover"))
    assert "the last edition, 2024-08-e1" in kent
    assert "76.1%" in kent
    assert "Value before 72.1% Cause restated data" in kent
    assert "Swale" not in kent
    assert "80.0%" in swale
    assert "Value before 59.0% Cause restated data" in swale
    assert "72.1%" not in swale
    assert "No RAG has moved, and no published figure or standard has changed." in dover
    workbook = load_workbook(OUT / "2024-08-e2/kent.xlsx")
    cells = {str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row}
    assert "restated data" in cells


def test_running_again_adds_nothing_whatever_changed_before() -> None:
    for number, changes in enumerate(([], [FIGURE], [FIGURE[::-1], TEAM_FIGURE]), 1):
        for old, new in changes:
            change(OBSERVATIONS, old, new)
        assert run(**PAGES) == exit_codes.DONE
        assert outcome() == ("published", f"2024-08-e{number}")
        before, ledger = published(), (OUT / LEDGER).read_bytes()
        for jobs in (1, 3):
            assert run(**PAGES, jobs=jobs) == exit_codes.DONE
            assert outcome() == ("unchanged", f"2024-08-e{number}")
            assert (published(), (OUT / LEDGER).read_bytes()) == (before, ledger)


def test_an_edition_made_again_under_a_newer_kpi_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    run(**PAGES)
    change(OBSERVATIONS, *FIGURE)
    run(**PAGES)
    before, versions = published(), running.versions()
    monkeypatch.setattr(running, "versions", lambda: {**versions, "kpi_engine": "999"})
    run(**PAGES)
    assert (outcome()[0], published()) == ("unchanged", before)


def test_an_edition_made_again_after_a_later_month_is_compared_as_at_first() -> None:
    run(**PAGES, as_at="2024-07")
    run(**PAGES)
    assert "the last edition, 2024-07-e1" in told("2024-08-e1", "kent")
    before = published()
    run(**PAGES, as_at="2024-07")
    assert (outcome(), published()) == (("unchanged", "2024-07-e1"), before)


def test_an_area_that_the_last_edition_did_not_show_says_so() -> None:
    run(areas=["Dover"], formats=["html"])
    run(areas=["Dover,Swale"], formats=["html"])
    assert "The last edition did not show this area" in told("2024-08-e2", "swale")
    assert "No RAG has moved" in told("2024-08-e2", "dover")


def test_the_last_edition_is_read_an_area_at_a_time_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    run(**PAGES)
    change(OBSERVATIONS, *FIGURE)
    asked: list[str] = []
    read = Ledger.ratings_of_area

    def counted(ledger: Ledger, edition: EditionName, area: str) -> list[PublishedRating]:
        asked.append(area)
        return read(ledger, edition, area)

    monkeypatch.setattr(Ledger, "ratings_of_area", counted)
    run(**PAGES)
    assert outcome() == ("published", "2024-08-e2")
    assert {"Kent", "Swale", "Dover"} <= set(asked)
    assert asked == sorted(set(asked))


def test_changes_stand_on_the_page_that_shows_the_area_most_important_first() -> None:
    before = [rating(area=area, value="90.0", rag="GREEN") for area in ("Kent", "Swale")]
    after = [rating(area="Kent", rag="GREEN"), rating(area="Swale", rag="RED"), rating(area="Dover")]
    shown = {"Kent": ("Kent",), "Swale": ("Swale", "Kent"), "Dover": ("Dover", "Swale")}
    earlier = by_area(before)
    changes = {
        area: find_differences(earlier[area], of_area, version_changed=False).changes
        for area, of_area in by_area(after).items()
        if area in earlier
    }
    pages = since_last(LastEdition("2024-08-e1"), changes, by_area(after), shown)
    assert {
        page: ([change.subject.area for change in told.changes], told.not_shown)
        for page, told in pages.items()
    } == {"Kent": (["Kent"], ()), "Swale": (["Swale", "Kent"], ()), "Dover": (["Swale"], ("Dover",))}
    assert since_last(LastEdition(), {}, by_area(after), shown) == dict.fromkeys(shown, SinceLast(""))
