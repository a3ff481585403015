"""Other withheld numbers, the same bytes: no output, and not the ledger, depends on what is withheld."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi_engine.commands.run import run as run_module
from kpi_engine.commands.run.run import Request, run_batch
from kpi_engine.loading import load_scorecard
from kpi_engine.model.definitions.scorecard import OutputFormat
from tests.effort import is_nightly
from tests.withhold.pack import LEAVES, Cell, Figure, figures, write_pack

BELOW = 6
# The other numbers that a small one is tried with.
OTHERS = range(1, BELOW) if is_nightly() else (1, BELOW - 1)
# Small numbers of several kinds: a numerator of a team, a complement, a count, two small counts in one month.
SMALL: tuple[tuple[Figure, str], ...] = (
    (("VISITS", "N1", "2024-02"), "N2"),
    (("NEW", "East", "2024-03"), "N1"),
    (("AGAIN", "N2", "2024-03"), "N1"),
    (("AGAIN", "South", "2024-03"), "East"),
)


@pytest.fixture(autouse=True)
def at_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "now", lambda: "2024-04-01T09:00:00+00:00")
    monkeypatch.setattr(run_module, "_user", lambda: "somebody")
    monkeypatch.setattr("os.getpid", lambda: 1)


def published(
    folder: Path,
    leaves: dict[Figure, Cell],
    formats: tuple[str, ...] = (),
    change: Callable[[Path], None] | None = None,
) -> dict[str, bytes]:
    """Every file that a run leaves, by its path; the scorecard may be changed before."""
    scorecard = write_pack(folder, leaves)
    if change is not None:
        change(scorecard)
    assert run_batch(Request(scorecard=scorecard, jobs=1, formats=formats)) == 0
    out = folder / "pack" / "out"
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith(".kpi.lock")
    }


def changed(figure: Figure, other: str, value: int) -> dict[Figure, Cell]:
    """The figures with another number for one, and another withheld one that makes up for it."""
    leaves = figures()
    code, _, month = figure
    numerator, denominator = leaves[figure]
    leaves[figure] = (value, denominator)
    partner, partner_denominator = leaves[code, other, month]
    leaves[code, other, month] = (partner - (value - numerator), partner_denominator)
    return leaves


def withheld(folder: Path, leaves: dict[Figure, Cell]) -> set[tuple[str, str, str]]:
    withholding = load_scorecard(write_pack(folder, leaves)).withholding
    assert withholding is not None
    return {(found.code, found.area, found.period) for found in withholding.figures}


def test_what_is_small_and_what_protects_it_is_withheld(tmp_path: Path) -> None:
    found = withheld(tmp_path, figures())
    for figure, other in SMALL:
        code, _, month = figure
        assert {figure, (code, other, month)} <= found
    # A window that holds the month, and the sum of two counts.
    assert {("VISITS12", "N1", "2024-02"), ("VISITS12", "N1", "2024-03"), ("ALL", "East", "2024-03")} <= found
    # The complement: 4 of 62 were not seen.
    assert ("VISITS", "South", "2023-12") in found
    # Most of what is published stays.
    assert ("VISITS", "County", "2024-03") not in found


@pytest.mark.parametrize(("figure", "other"), SMALL)
def test_every_other_small_number_leaves_the_same_bytes(figure: Figure, other: str, tmp_path: Path) -> None:
    before = published(tmp_path / "given", figures())
    for value in OTHERS:
        leaves = changed(figure, other, value)
        assert withheld(tmp_path / "other", leaves) == withheld(tmp_path / "given", figures())
        after = published(tmp_path / f"other {value}", leaves)
        assert after.keys() == before.keys()
        assert [name for name in before if before[name] != after[name]] == []


EVERY_FORMAT = tuple(output.value for output in OutputFormat)


def test_every_format_is_the_same_too(tmp_path: Path) -> None:
    """A format that is added is among them."""
    (figure, other) = SMALL[0]
    before = published(tmp_path / "given", figures(), EVERY_FORMAT)
    after = published(tmp_path / "other", changed(figure, other, 5), EVERY_FORMAT)
    for output in EVERY_FORMAT:
        assert any(name.endswith(f".{output}") for name in before)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


def test_statistics_are_the_same_too(tmp_path: Path) -> None:
    """Intervals, limits, trends, run rates and verdicts are made from what is left."""
    (figure, other), formats = SMALL[1], ("html", "csv", "json")
    before = published(tmp_path / "given", figures(), formats, with_statistics)
    after = published(tmp_path / "other", changed(figure, other, 2), formats, with_statistics)
    assert b"verdict_text" in before["2024-03-e1/ratings.csv"]
    assert [name for name in before if before[name] != after[name]] == []


def with_statistics(scorecard: Path) -> None:
    """Ask for all statistics."""
    asked = "statistics: [intervals, process_limits, trend, run_rate, verdict]\n"
    scorecard.write_text(f"{scorecard.read_text(encoding='utf-8')}{asked}", encoding="utf-8")
    definitions = scorecard.parents[1] / "indicators" / "i.yaml"
    text = definitions.read_text(encoding="utf-8")
    shares = text.replace("data_period: MS\n", "data_period: MS\n    periods_share: nothing\n")
    definitions.write_text(shares, encoding="utf-8")


FURTHER = """\
  - code: PRODUCT
    name: New cases times cases opened again
    polarity: L
    data_period: MS
    frequency: monthly
    unit: score
    decimals: 0
    product: [NEW, AGAIN]
    definition: As likelihood times impact.
    thresholds: [{from: 2023-04, target: 90, floor_standard: 400, floor_basis: stated}]
  - code: SHARE
    name: Share of the county's new cases
    polarity: none
    data_period: MS
    frequency: monthly
    unit: percent
    decimals: 1
    share_of_area: {of: NEW, level: county}
    definition: Of the county's new cases, the share of the area.
  - code: REDS
    name: Areas with new cases at RED
    polarity: L
    data_period: MS
    frequency: monthly
    unit: areas
    decimals: 0
    areas_rated: {of: NEW, rated: red, level: district}
    definition: How many districts are RED.
    thresholds: [{from: 2023-04, target: 0, floor_standard: 2, floor_basis: stated}]
"""


def with_further_measures(scorecard: Path) -> None:
    """Products, shares of an area and counts of areas by rating, of figures that are withheld."""
    text = scorecard.read_text(encoding="utf-8")
    assert "RANKED]" in text
    scorecard.write_text(text.replace("RANKED]", "RANKED, PRODUCT, SHARE, REDS]"), encoding="utf-8")
    definitions = scorecard.parents[1] / "indicators" / "i.yaml"
    definitions.write_text(definitions.read_text(encoding="utf-8") + FURTHER, encoding="utf-8")


@pytest.mark.parametrize(("figure", "other"), SMALL[1:])
def test_products_shares_and_counts_of_areas_are_the_same_too(
    figure: Figure, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the matrix of the two factors of a product."""
    monkeypatch.setattr("kpi_engine.assemble.summary.factors._MOST_VALUES", 100)
    formats = ("html", "csv", "json")
    before = published(tmp_path / "given", figures(), formats, with_further_measures)
    assert b'id="section-factors"' in before["2024-03-e1/county.html"]
    for value in (1, BELOW - 1):
        leaves = changed(figure, other, value)
        after = published(tmp_path / f"other {value}", leaves, formats, with_further_measures)
        assert before.keys() == after.keys()
        assert [name for name in before if before[name] != after[name]] == []


def test_what_is_made_of_withheld_figures_is_withheld_and_the_rest_is_shown(tmp_path: Path) -> None:
    before = published(tmp_path, figures(), ("csv",), with_further_measures)
    rows = list(csv.DictReader(before["2024-03-e1/ratings.csv"].decode().splitlines()))
    found = {(row["code"], row["area"], row["period"]): row for row in rows}
    assert found["PRODUCT", "East", "2024-03"]["not_rated"] == "no value: suppressed"
    for code in ("PRODUCT", "SHARE"):
        assert found[code, "East", "2024-03"]["value"] == ""
        assert found[code, "East", "2024-01"]["value"] != ""
    assert found["REDS", "County", "2024-01"]["value"] != ""


def test_a_figure_that_is_shown_does_change_bytes(tmp_path: Path) -> None:
    """The comparison can fail."""
    leaves = figures()
    numerator, denominator = leaves["VISITS", "East", "2024-03"]
    leaves["VISITS", "East", "2024-03"] = (numerator - 5, denominator)
    before, after = published(tmp_path / "given", figures()), published(tmp_path / "other", leaves)
    assert LEAVES[-1] == "East"
    assert {name for name in before if before[name] != after[name]} >= {
        "2024-03-e1/east.html",
        "ledger.sqlite",
    }
