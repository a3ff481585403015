"""The documentation says what is so: links lead somewhere, examples run, tables are those of the code."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from kpi_engine.cli.main import app
from kpi_engine.commands.shared import exit_codes
from kpi_engine.model.calendars.calendar import Calendar, CalendarDetails
from kpi_engine.model.calendars.period import Frequency
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.read.csv.periods import parse_period
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.validate.definitions import validate_definitions
from tests.docs_parts import remade
from tests.expected_text import check_text, is_written_anew
from tests.pages import PAGES, ROOT, Block, anchor, blocks, commands, headings, links, matches
from tests.running import kpi

DOCS = [page for page in PAGES if page.parent.name == "docs"]
ANSWERS = re.compile(r"(^\$ [^\n]*\n)(.*?)(?=^\$ |\Z)", re.MULTILINE | re.DOTALL)
NAMED_SECTION = re.compile(r'docs/(?P<page>[a-z-]+\.md)(?P<sections>(?:, "[^"]+"| and "[^"]+")*)')


def by_name(page: Path) -> str:
    return page.name


def written_anew(page: Path, block: Block, folder: Path) -> None:
    """Put what the program prints now in place of the answers a page shows in full."""
    told = block.text
    for command in commands(block):
        if "…\n" not in command.shown:
            told = ANSWERS.sub(
                lambda found, command=command: (
                    found[1] + kpi(command.words[1:], folder) if found[2] == command.shown else found[0]
                ),
                told,
            )
    text = page.read_text(encoding="utf-8")
    shown, now = (f"```console\n{words}```" for words in (block.text, told))
    page.write_text(text.replace(shown, now, 1), encoding="utf-8")


def check_block(page: Path, block: Block, folder: Path) -> None:
    """Run the commands of a console block and compare what they print with what is shown."""
    if is_written_anew():
        written_anew(page, block, folder)
        return
    for command in commands(block):
        assert command.words[0] == "kpi", f"{page.name} shows a command that is not kpi: {command.words}"
        printed = kpi(command.words[1:], folder)
        assert matches(command.shown, printed), f"{page.name}: {' '.join(command.words)} prints\n{printed}"


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name} links to {target}, which does not exist"
        if fragment:
            assert fragment in map(anchor, headings(file)), f"{page.name} links to {target}: no such heading"


@pytest.mark.parametrize("page", DOCS, ids=by_name)
def test_tables_made_from_the_code_are_current(page: Path) -> None:
    check_text(page, remade(page.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if page.name not in {"getting-started.md", "from-excel.md"}],
    ids=by_name,
)
def test_commands_print_what_is_shown(page: Path) -> None:
    for block in blocks(page):
        if block.language == "console":
            check_block(page, block, ROOT)


def test_getting_started_works_from_an_empty_folder(tmp_path: Path) -> None:
    page = ROOT / "docs" / "getting-started.md"
    folder = tmp_path / "first"  # what is made before any file is written is a scorecard by itself
    folder.mkdir()
    for block in blocks(page):
        if block.file:
            folder = tmp_path / "other"
            file = folder / block.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            check_block(page, block, folder)


def definition_examples() -> Iterator[tuple[str, str]]:
    for number, block in enumerate(blocks(ROOT / "docs" / "definitions.md"), 1):
        if block.language == "yaml":
            whole = block.text.startswith(("schema_version", "indicators:", "# yaml-language-server"))
            text = block.text if whole else f"schema_version: 1\nservice: Examples\nindicators:\n{block.text}"
            yield f"example {number}", text


@pytest.mark.parametrize("text", [text for _, text in definition_examples()])
def test_examples_of_definitions_are_sound(text: str, tmp_path: Path) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(text, encoding="utf-8")
    indicators, issues = read_definitions([file], tmp_path)
    assert indicators
    assert not issues, issues
    assert not validate_definitions(indicators)


@pytest.mark.parametrize(
    "text", [block.text for block in blocks(ROOT / "docs" / "sources.md") if block.language == "yaml"]
)
def test_examples_of_sources_are_sound(text: str, tmp_path: Path) -> None:
    """Each is a source that a scorecard can declare, of files that are there."""
    for name in re.findall(r"[\w/]+\.(?:xlsx|ods|parquet|sql)", text):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "definitions.yaml").write_text("indicators: []\n")
    common = "as_at: 2025-09\nareas: [Northshire]\ndefinitions: definitions.yaml\n"
    (tmp_path / "scorecard.yaml").write_text(common + text, encoding="utf-8")
    scorecard, issues = read_scorecard(tmp_path / "scorecard.yaml")
    assert issues == ()
    assert scorecard is not None
    assert scorecard.observations


def test_styles_of_periods_are_read_as_the_canonical_one() -> None:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    first_of_april = CalendarDetails(counted_from=date(2024, 4, 1).toordinal() % 28)
    for frequency in Frequency:
        found = re.search(rf"^\| {frequency.value} \| `([^`]+)` \| (.+) \|$", text, re.MULTILINE)
        assert found, f"data.md has no row for {frequency.value} periods"
        details = first_of_april if frequency is Frequency.FOUR_WEEKLY else CalendarDetails()
        calendar = Calendar(frequency, details=details)
        ordinal = parse_period(found[1], calendar)
        assert ordinal is not None
        assert period_label(calendar, ordinal) == found[1]
        styles = re.findall(r"`([^`]+)`", found[2])
        assert styles
        assert {parse_period(style, calendar) for style in styles} == {ordinal}


def test_every_command_is_documented() -> None:
    page = ROOT / "docs" / "command-line.md"
    groups = [group.typer_instance for group in app.registered_groups]
    named = {str(command.name) for command in app.registered_commands}
    named |= {
        f"{group.info.name} {command.name}" for group in groups for command in group.registered_commands
    }
    assert {f"kpi {name}" for name in named} == {
        title for title in headings(page) if title.startswith("kpi ")
    }
    table = re.findall(r"^\| \[`kpi ([\w -]+)`\]", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(table) == named


def test_every_exit_code_is_documented() -> None:
    codes = {value for name, value in vars(exit_codes).items() if name.isupper()}
    section = (
        (ROOT / "docs" / "command-line.md")
        .read_text(encoding="utf-8")
        .split("## Exit codes")[1]
        .split("## ")[0]
    )
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", section, re.MULTILINE)} == codes


@pytest.mark.parametrize("page", ["architecture.md", "contributing.md", "rating-rules.md"])
def test_files_that_a_page_names_exist(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]+\.py)`", text)
    assert named
    missing = [
        name for name in named if not any((folder / name).exists() for folder in (ROOT, ROOT / "kpi_engine"))
    ]
    assert set(missing) <= {"out/swale.html"}


def source_files() -> Iterator[Path]:
    for folder in ("kpi_engine", "tests", "benchmarks"):
        yield from (ROOT / folder).rglob("*.py")


def test_sections_that_the_code_names_exist() -> None:
    missing = []
    for file in source_files():
        text = re.sub(r"\s*\n\s*(#\s*)?", " ", file.read_text(encoding="utf-8"))
        for found in NAMED_SECTION.finditer(text):
            page = ROOT / "docs" / found["page"]
            titles = headings(page) if page.exists() else []
            wanted = re.findall(r'"([^"]+)"', found["sections"])
            if not page.exists() or not set(wanted) <= set(titles):
                missing.append(f"{file.relative_to(ROOT)}: {found[0]}")
    assert not missing, "\n".join(missing)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_colours_are_those_of_the_page_and_have_the_contrast_stated() -> None:
    text = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    style = (ROOT / "kpi_engine" / "render" / "templates" / "page.css").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| `(#\w{6})` \| `(#\w{6})` \| ([\d.]+) \|$", text, re.MULTILINE)
    assert [row[0] for row in rows] == ["GREEN", "AMBER", "RED"]
    for rag, background, words, stated in rows:
        assert f"--{rag.lower()}: {background};" in style
        assert f"--on-{rag.lower()}: {words};" in style
        darker, lighter = sorted((luminance(background), luminance(words)))
        assert f"{(lighter + 0.05) / (darker + 0.05):.1f}" == stated
        assert float(stated) >= 4.5


def test_counts_of_the_pack_are_those_stated() -> None:
    sample = ROOT / "sample_data" / "kent_2024_08"
    with (sample / "published.csv").open(encoding="utf-8") as file:
        printed = list(csv.DictReader(file))
    with (sample / "observations.csv").open(encoding="utf-8") as file:
        carried = sum(row["status"] == "carried forward" for row in csv.DictReader(file))
    rags, outturns, arrows = (
        sum(row[column] in words for row in printed)
        for column, words in (
            ("rag", {"RED", "AMBER", "GREEN"}),
            ("outturn_rag", {"RED", "AMBER", "GREEN"}),
            ("dot", {"improved", "worsened", "same"}),
        )
    )
    exceptions = yaml.safe_load((ROOT / "tests/sample/published_exceptions.yaml").read_text(encoding="utf-8"))
    contradictions = sum(exception["cell"] != "value" for exception in exceptions)
    rules = re.sub(r"\s+", " ", (ROOT / "docs" / "rating-rules.md").read_text(encoding="utf-8"))
    assert f"{rags} RAGs, {outturns} RAGs of last year's outturns and {arrows} arrows" in rules
    assert f"every one of them except {contradictions}," in rules
    assert f"{carried} rows are marked in the data" in rules
    changes = re.sub(r"\s+", " ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert f"Of the {rags + outturns + arrows} ratings and arrows" in changes
    assert f"gives all but {contradictions}." in changes
