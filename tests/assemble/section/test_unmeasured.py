"""What a level of area never has is one note; what is withheld, late or alone at its level keeps its row."""

from __future__ import annotations

import pytest

from kpi_engine.assemble.page.document import assemble_document, make_pack
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.outputs.document import Table
from tests.assemble.making import figure, indicator, months, rated, scorecard, section
from tests.oracle.records import PlainObservation

AREAS = (
    Area("Kent", level="county", parents=()),
    Area("Swale", level="district", parents=("Kent",)),
    Area("Dover", level="district", parents=("Kent",)),
)
KNOWN = [indicator(), indicator("TWO", name="Second")]


def table_of(area: str, figures: list[PlainObservation], codes: tuple[str, ...] = ("SCS40", "TWO")) -> Table:
    pack = make_pack(
        scorecard(section(*codes), area_names=("Kent", "Swale", "Dover")),
        rated(figures, KNOWN),
        rated([], KNOWN),
        indicators=KNOWN,
        areas=AREAS,
        comparators=(),
    )
    (table,) = assemble_document(pack, area).sections
    return table


def lacking(area: str, missing: Missing) -> list[PlainObservation]:
    return [figure(None, code="TWO", area=area, missing=missing)]


@pytest.mark.parametrize("missing", [Missing.NOT_AVAILABLE, Missing.NOT_APPLICABLE])
def test_what_no_district_has_is_a_note_in_place_of_a_row(missing: Missing) -> None:
    rows = [*months("80.0", area="Swale"), *lacking("Swale", missing), *lacking("Dover", missing)]
    table = table_of("Swale", rows)
    assert [row.code for row in table.rows] == ["SCS40"]
    assert "Not measured for any district: TWO Second" in table.notes


@pytest.mark.parametrize("missing", [Missing.SUPPRESSED, Missing.BLANK, Missing.CONFIDENTIAL])
def test_what_is_withheld_or_late_keeps_its_row(missing: Missing) -> None:
    rows = [*months("80.0", area="Swale"), *lacking("Swale", missing), *lacking("Dover", missing)]
    assert [row.code for row in table_of("Swale", rows).rows] == ["SCS40", "TWO"]


def test_what_another_district_has_keeps_its_row() -> None:
    rows = [
        *months("80.0", area="Swale"),
        *lacking("Swale", Missing.NOT_AVAILABLE),
        *months("5.0", code="TWO", area="Dover"),
    ]
    assert [row.code for row in table_of("Swale", rows).rows] == ["SCS40", "TWO"]


def test_an_area_alone_at_its_level_keeps_its_row() -> None:
    rows = [*months("80.0"), *lacking("Kent", Missing.NOT_AVAILABLE)]
    table = table_of("Kent", rows)
    assert [row.code for row in table.rows] == ["SCS40", "TWO"]
    assert not any("Not measured" in note for note in table.notes)


def test_a_section_of_which_nothing_is_measured_keeps_its_rows() -> None:
    rows = [*lacking("Swale", Missing.NOT_AVAILABLE), *lacking("Dover", Missing.NOT_AVAILABLE)]
    assert [row.code for row in table_of("Swale", rows, ("TWO",)).rows] == ["TWO"]
