"""An edition contains what its pages show: every value of every page is a row of its ratings and ledger."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from pathlib import Path

import pytest

from kpi_engine.assemble.page.document import assemble_document
from kpi_engine.assemble.tidy.areas import TidyAreas
from kpi_engine.commands.run.contents import Contents, contents_of
from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.area import areas_on_page
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.outputs.document import AREA_KEY, Document
from kpi_engine.pipeline import Rated, pack_for, rate_loaded
from kpi_engine.publish.compare.actions import find_actions
from tests.sample_packs import KENT, OTHERS

VALUES = ("latest", "value", "previous_value", "outturn")
Shown = tuple[str, str, Decimal]


def values_on(document: Document) -> Iterator[Shown]:
    """Every value of a page, with its code and area, whichever table it is in."""
    tables = (*document.sections, *document.volumes, *document.heat_maps, *document.highlights)
    for table in tables:
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                is_value = column.key in VALUES or column.key.startswith(("period:", AREA_KEY))
                if is_value and cell.number is not None:
                    area = column.key.removeprefix(AREA_KEY) if column.key.startswith(AREA_KEY) else row.area
                    yield row.code, area, cell.number


def reds_on(document: Document) -> Iterator[tuple[str, str]]:
    """The indicators and areas that some section's table shows as RED."""
    for table in document.sections:
        for row in table.rows:
            if any(
                column.key == "rag" and cell.rag is Rag.RED
                for column, cell in zip(table.columns, row.cells, strict=True)
            ):
                yield row.code, row.area


def edition_of(rated: Rated, pages: list[str]) -> Contents:
    tidy = TidyAreas(rated.ratings, rated.outturns, rated.loaded.areas)
    return contents_of(rated, tidy, pages)


@pytest.mark.parametrize("place", [KENT, *OTHERS], ids=lambda place: place.parent.name)
def test_every_value_of_every_page_is_a_row_of_its_edition(place: Path) -> None:
    rated = rate_loaded(load_scorecard(place))
    pack = pack_for(rated)
    for page in rated.loaded.scorecard.area_names:
        document = assemble_document(pack, page)
        shown = set(values_on(document))
        assert shown, page
        contents = edition_of(rated, [page])
        recorded = {
            (rating.code, rating.area, Decimal(rating.value))
            for rating in chain.from_iterable(contents.ratings.values())
            if rating.value
        }
        assert shown <= recorded
        tables = list(contents.tables())
        rows = {
            (table.columns["area"].texts[area], table.columns["code"].texts[code])
            for table in tables
            for area, code in zip(
                table.columns["area"].positions, table.columns["code"].positions, strict=True
            )
        }
        assert {(area, code) for code, area, _ in shown} <= rows
        assert contents.areas == {area.name for area in areas_on_page(rated.loaded.areas, page)}
        actions = {
            (action.rating.code, action.rating.area)
            for of_area in contents.ratings.values()
            for action in find_actions(of_area)
        }
        assert set(reds_on(document)) <= actions
