"""Commentary files → commentary by code and area; what is wrong with them is in tests/errors/commentary."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.scorecard import CommentarySource
from kpi_engine.model.figures.commentary import Commentary, for_month
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.commentary.commentary import read_commentary
from tests.read.vocabulary import AREAS, HERE, INDICATORS

FRONT_MATTER = "---\nauthor: A. Officer\ndate: 2024-09-12\nperiod: 2024-08\n---\n"


def read(*paths: Path) -> tuple[tuple[Commentary, ...], tuple[Issue, ...]]:
    sources = [CommentarySource(str(path), (), HERE) for path in paths]
    return read_commentary(sources, INDICATORS, AREAS, paths[0].parent)


def markdown(folder: Path, body: str, name: str = "a.md", front_matter: str = FRONT_MATTER) -> Path:
    file = folder / name
    file.write_text(front_matter + body, encoding="utf-8")
    return file


def only(file: Path) -> Commentary:
    commentary, issues = read(file)
    assert issues == ()
    (entry,) = commentary
    return entry


@pytest.mark.parametrize(
    ("heading", "code", "area"),
    [
        ("## SCS40 · Kent", "SCS40", "Kent"),
        ("## SCS40·Kent", "SCS40", "Kent"),
        ("## SCS40 - Swale Central CSWT", "SCS40", "Swale Central CSWT"),
        ("## SCS40 – Kent", "SCS40", "Kent"),
        ("## SCS40 — Kent ##", "SCS40", "Kent"),
        ("### SCS40 Kent", "SCS40", "Kent"),
        ("##  SCS40   Swale  Central CSWT  ", "SCS40", "Swale Central CSWT"),
    ],
)
def test_headings(tmp_path: Path, heading: str, code: str, area: str) -> None:
    entry = only(markdown(tmp_path, f"{heading}\nRED.\n"))
    assert (entry.code, entry.area, entry.markdown) == (code, area, "\nRED.")


def test_an_entry_holds_its_author_date_month_and_place(tmp_path: Path) -> None:
    file = markdown(
        tmp_path, "\n# Title\n\n## SCS40 · Kent\n\nFirst.\n\nSecond.\n\n\n## SCS19 · Kent\nOther.\n"
    )
    commentary, issues = read(file)
    assert issues == ()
    assert commentary[0] == Commentary(
        code="SCS40",
        area="Kent",
        month=Month(2024, 8),
        markdown="\n\nFirst.\n\nSecond.",
        author="A. Officer",
        date="2024-09-12",
        location=Location(str(file), 9),
    )
    # Line 9 and 2 further down: where "First." stands.
    assert file.read_text(encoding="utf-8").split("\n")[9 + 2 - 1] == "First."
    assert commentary[1].markdown == "\nOther."


def test_a_heading_without_a_text_is_no_commentary(tmp_path: Path) -> None:
    body = "## SCS40 · Kent\n\n<!-- Last month:\n## SCS37 · Kent\nRED. -->\n\n## SCS19 · Kent\nRED.\n"
    assert only(markdown(tmp_path, body)).code == "SCS19"


def test_comments_are_for_whoever_edits_and_keep_the_lines(tmp_path: Path) -> None:
    entry = only(markdown(tmp_path, "## SCS40 · Kent\n<!-- a\nb -->RED <!-- c -->\n"))
    assert entry.markdown == "\n\nRED"


def test_smaller_headings_and_blocks_of_code_belong_to_the_text(tmp_path: Path) -> None:
    body = "## SCS40 · Kent\n#### Why\n```\n## SCS19 · Kent\n~~~\n```\nRED.\n"
    assert only(markdown(tmp_path, body)).markdown == f"\n{body.partition(chr(10))[2].rstrip()}"


def test_windows_line_ends_and_a_byte_order_mark_mean_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    text = FRONT_MATTER + "## SCS40 · Kent\n\nFirst,\nsecond.\n"
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    assert only(file).markdown == "\n\nFirst,\nsecond."


def test_a_folder_means_its_markdown_and_csv_files_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "commentary"
    folder.mkdir()
    markdown(folder, "## SCS40 · Kent\nB.\n", "b.md")
    (folder / "a.csv").write_text(
        'code,area,period,commentary\nSCS19,Kent,Aug 2024,"A,\nin two lines"\nCASES,Kent,2024-08,\n', "utf-8"
    )
    markdown(folder, "nothing of ours", "README.txt")
    markdown(folder, "nothing of ours", ".hidden.md")
    # A file that is named by itself as well is read once.
    commentary, issues = read(folder, folder / "b.md")
    assert issues == ()
    assert [(entry.code, entry.markdown, entry.author) for entry in commentary] == [
        ("SCS19", "A,\nin two lines", ""),
        ("SCS40", "\nB.", "A. Officer"),
    ]


def test_another_month_is_another_commentary(tmp_path: Path) -> None:
    markdown(tmp_path, "## SCS40 · Kent\nAugust.\n")
    july = FRONT_MATTER.replace("2024-08", "Jul-24")
    markdown(tmp_path, "## SCS40 · Kent\nJuly.\n", "july.md", july)
    commentary, issues = read(tmp_path)
    assert issues == ()
    assert len(commentary) == 2
    assert [entry.markdown for entry in for_month(commentary, Month(2024, 8))] == ["\nAugust."]


def test_a_file_outside_the_project_is_refused(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (inside / "a.md").symlink_to(markdown(outside, "## SCS40 · Kent\nRED.\n"))
    commentary, issues = read_commentary([CommentarySource(str(inside), (), HERE)], INDICATORS, AREAS, inside)
    assert commentary == ()
    assert ["lies outside the project" in issue.what for issue in issues] == [True]


def test_what_is_no_commentary_file_is_refused(tmp_path: Path) -> None:
    commentary, issues = read(markdown(tmp_path, "", "a.docx"))
    assert commentary == ()
    (issue,) = issues
    assert (issue.what, issue.location) == ('"a.docx" is no commentary file', HERE)


def test_nothing_is_told_twice_where_definitions_could_not_be_read(tmp_path: Path) -> None:
    file = markdown(tmp_path, "## SCS40 · Kent\nRED.\n")
    assert read_commentary([CommentarySource(str(file), (), HERE)], (), (), tmp_path)[1] == ()


@given(st.text(max_size=60), st.text(max_size=80))
def test_no_text_whatever_raises(front: str, body: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.md"
        file.write_text(f"---\n{front}\n---\n## {body}", encoding="utf-8", errors="replace")
        commentary, issues = read(file)
    assert {entry.code for entry in commentary} <= {indicator.code for indicator in INDICATORS}
    assert all(issue.what and issue.location.file for issue in issues)
