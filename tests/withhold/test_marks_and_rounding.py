"""What pages show in place of withheld figures, and counts that are rounded."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kpi_engine.commands.run import run as run_module
from kpi_engine.commands.run.run import Request, run_batch
from tests.cli.calling import Caller
from tests.withhold.pack import SCORECARD, Cell, Figure, figures, write_pack
from tests.withhold.test_non_interference import SMALL, changed

RULE = 'small_numbers: {below: 6, mark: "[c]", round_counts_to: 5}\n'


@pytest.fixture(autouse=True)
def at_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "now", lambda: "2024-04-01T09:00:00+00:00")
    monkeypatch.setattr(run_module, "_user", lambda: "somebody")
    monkeypatch.setattr("os.getpid", lambda: 1)


def published(folder: Path, leaves: dict[Figure, Cell], formats: tuple[str, ...] = ()) -> Path:
    scorecard = write_pack(folder, leaves)
    text = SCORECARD.replace("small_numbers: {below: 6}\n", RULE)
    assert text != SCORECARD
    scorecard.write_text(text, encoding="utf-8")
    assert run_batch(Request(scorecard=scorecard, jobs=1, formats=formats)) == 0
    return folder / "pack" / "out" / "2024-03-e1"


def test_every_withheld_figure_shows_the_mark(tmp_path: Path) -> None:
    page = (published(tmp_path, figures()) / "n1.html").read_text(encoding="utf-8")
    shown = '<span aria-hidden="true">[c]</span><span class="unseen"> suppressed'
    assert f'value gap">{shown}' in page
    assert 'gap">suppressed' not in page
    assert "<dt><bdi>[c]</bdi></dt><dd>suppressed: the figure could tell how few people" in page


def test_counts_that_nothing_judges_are_rounded(tmp_path: Path) -> None:
    edition = published(tmp_path, figures())
    with (edition / "ratings.csv").open(encoding="utf-8") as file:
        rows = {(row["code"], row["area"], row["period"]): row["value"] for row in csv.DictReader(file)}
    exact = figures()
    for area in ("N1", "N2", "South", "East"):
        for period in ("2023-05", "2023-07"):
            count = exact["AGAIN", area, period][0]
            assert rows["AGAIN", area, period] == str((count + 2) // 5 * 5)
            assert rows["NEW", area, period] == str(exact["NEW", area, period][0])
    # The sum of both is a count that nothing judges, and is rounded by itself.
    assert int(rows["ALL", "South", "2023-05"]) % 5 == 0


@pytest.mark.parametrize(("figure", "other"), SMALL[1:3])
def test_no_byte_depends_on_what_is_withheld(figure: Figure, other: str, tmp_path: Path) -> None:
    before = published(tmp_path / "given", figures(), ("html", "xlsx", "csv"))
    after = published(tmp_path / "other", changed(figure, other, 5), ("html", "xlsx", "csv"))
    names = sorted(path.name for path in before.iterdir())
    assert names == sorted(path.name for path in after.iterdir())
    assert [name for name in names if (before / name).read_bytes() != (after / name).read_bytes()] == []


def test_the_outsider_finds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    edition = published(tmp_path, figures())
    monkeypatch.chdir(edition.parent.parent)
    answer = Caller(monkeypatch, capsys)("small-numbers", "audit", edition.name)
    assert answer.code == 0
    assert answer.out.startswith("Nothing can be worked out of 103 withheld figures")


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (
            "{below: 6, mark: 5+}",
            'scorecard.yaml:7:33: error: mark "5+" cannot be told from a figure or does not fit '
            'into its place; write at most 20 characters without a digit, such as "[c]"',
        ),
        (
            "{below: 6, mark: withheld for good reasons}",
            'mark "withheld for good reasons" cannot be told from a figure or does not fit into its place',
        ),
        ("{below: 6, round_counts_to: 1}", "round_counts_to"),
        ("{below: 6, round_counts_to: five}", "round_counts_to"),
    ],
)
def test_what_cannot_be_a_rule(
    rule: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scorecard = write_pack(tmp_path, figures())
    text = SCORECARD.replace("small_numbers: {below: 6}\n", f"small_numbers: {rule}\n")
    scorecard.write_text(text, encoding="utf-8")
    monkeypatch.chdir(scorecard.parent)
    answer = Caller(monkeypatch, capsys)("check")
    assert answer.code == 2
    assert message in answer.out + answer.err
