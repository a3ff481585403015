"""The sample's commentary says only what its figures do, and which county rows it leaves out."""

from __future__ import annotations

from collections import Counter

from kpi_engine.audit.commentary.commentary import audit_commentary
from kpi_engine.loading import load_commentary
from kpi_engine.model.figures.commentary import CommentaryFinding, CommentaryFindingKind
from kpi_engine.pipeline import Rated

# Of each section's latest period, new and without a commentary.
RED_WITHOUT = [
    *("CYPE8", "EH43", "EH44", "CYPE6", "CYPE22", "SEND10"),
    *("EYFS-GLD-CIC", "KS2-RWM-EHCP", "KS4-A8-CIC", "KS4-P8-FSM"),
]


def findings(rated: Rated, levels: tuple[str, ...]) -> tuple[CommentaryFinding, ...]:
    return audit_commentary(
        load_commentary(rated.loaded),
        rated.ratings,
        comparators=rated.loaded.comparators,
        sections=rated.loaded.scorecard.sections,
        areas=rated.loaded.areas,
        levels=levels,
    )


def test_no_number_and_no_colour_is_wrong_and_every_red_row_left_out_is_told(rated: Rated) -> None:
    found = findings(rated, ("county",))
    assert {finding.kind for finding in found} == {CommentaryFindingKind.MISSING}
    assert [one.code for one in found if one.figures.startswith("RED")] == RED_WITHOUT
    # SISE12, SISE19 and CYPE23 to CYPE25 are AMBER too, but carried forward.
    assert sum(finding.figures.startswith("AMBER") for finding in found) == 15


def test_every_level_means_districts_and_teams_too(rated: Rated) -> None:
    rows = Counter(finding.area == "Kent" for finding in findings(rated, ()))
    assert rows[True] == 25
    assert rows[False] > 60


def test_the_sample_commentary_says_what_it_is(rated: Rated) -> None:
    commentary = load_commentary(rated.loaded)
    assert {entry.author for entry in commentary} == {"The developers of kpi_engine"}
    assert len(commentary) == 8
