"""Whatever a YAML file holds, reading it raises nothing and says what is wrong, where, and what to do."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kpi_engine.model.definitions.scorecard import OutputFormat, ThemeSource
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.schema.definition_schema import DEFINITIONS
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.read.scorecard.scorecard_schema import SCORECARD
from kpi_engine.read.theme.theme import read_theme
from kpi_engine.read.theme.theme_schema import THEME
from kpi_engine.read.yaml.records import Record
from kpi_engine.validate.definitions import validate_definitions
from kpi_engine.validate.scorecard import validate_scorecard
from kpi_engine.validate.theme import validate_theme
from tests.effort import examples

ROOT = Path(__file__).parents[3]
DEFINITIONS_TEXT = (ROOT / "indicators" / "integrated_childrens_services.yaml").read_text(encoding="utf-8")
SCORECARD_TEXT = (ROOT / "sample_data" / "kent_2024_08" / "scorecard.yaml").read_text(encoding="utf-8")
THEME_TEXT = """\
schema_version: 1
name: Riverside
logo: {file: logo.svg, alternative_text: Riverside}
fonts: {headings: [Georgia, serif], body: DejaVu Sans}
palette:
  based_on: blue for good
  light:
    background: "#fbfaf5"
    accent: "#00703c"
    red: {fill: "#b10e1e", text: "#ffffff", border: "#5a0710"}
  dark: {panel: "#1b2a21"}
"""

TOKENS = (
    *(
        "\n",
        "  ",
        "    ",
        "- ",
        ": ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        "#",
        "&a ",
        "*a",
        "!",
        "!!str ",
        "|\n",
        ">-\n",
    ),
    *(
        "'",
        '"',
        "%",
        "@",
        "`",
        "\\",
        "---\n",
        "...\n",
        "<<: ",
        "\t",
        "\r",
        "\x00",
        "\ufeff",
        "\u2028",
        "\u200b",
    ),
    *(
        "NO",
        "yes",
        "~",
        "null",
        "010",
        "12:30",
        "1e999999",
        ".inf",
        "nan",
        "-0",
        "55%",
        "2011-12",
        "2024-08-01",
    ),
    *("../../..", "/etc/passwd", "C:\\", '"\\0"', '"\\uD800"', "9" * 400, "é", "𝟙"),
)


def field_names(record: object) -> set[str]:
    """The names of a record's fields, and of the records inside it."""
    names: set[str] = set()
    if isinstance(record, Record):
        for of in record.fields:
            names |= {of.name} | field_names(of.kind)
    for inside in ("item", "kind", "scalar", "other"):
        names |= field_names(getattr(record, inside)) if hasattr(record, inside) else set()
    return names


def mutations(text: str) -> st.SearchStrategy[str]:
    """The text with a few pieces cut out, doubled or put in elsewhere."""
    place = st.integers(0, len(text))
    piece = st.one_of(
        st.sampled_from(TOKENS),
        st.text(max_size=8),
        st.tuples(place, st.integers(0, 200)).map(lambda cut: text[cut[0] : sum(cut)]),
    )
    edits = st.lists(st.tuples(place, st.integers(0, 60), piece), min_size=1, max_size=6)

    def edited(changes: Sequence[tuple[int, int, str]]) -> str:
        result = text
        for start, length, new in changes:
            result = result[:start] + new + result[start + length :]
        return result

    return edits.map(edited)


def nested(record: Record) -> st.SearchStrategy[str]:
    """YAML of sound syntax made of the fields' names with values of any kind."""
    names = st.sampled_from(sorted(field_names(record)))
    scalars = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.dates(),
        st.text(max_size=6),
        st.sampled_from(TOKENS),
    )
    values = st.recursive(
        scalars,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=6),
        max_leaves=30,
    )
    return st.dictionaries(names, values, max_size=12).map(
        lambda data: yaml.safe_dump(data, allow_unicode=True)
    )


def encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


def anything(record: Record, sound: str) -> st.SearchStrategy[bytes]:
    return st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(encoded),
        st.lists(st.sampled_from(TOKENS), max_size=40).map(lambda tokens: encoded("".join(tokens))),
        mutations(sound).map(encoded),
        nested(record).map(encoded),
    )


def definitions_problems(folder: Path, content: bytes) -> list[Issue]:
    file = folder / "x.yaml"
    file.write_bytes(content)
    indicators, issues = read_definitions([file], folder)
    return [*issues, *validate_definitions(indicators)]


def scorecard_problems(folder: Path, content: bytes) -> list[Issue]:
    file = folder / "scorecard.yaml"
    file.write_bytes(content)
    scorecard, issues = read_scorecard(file)
    return [*issues, *(validate_scorecard(scorecard, (), ()) if scorecard is not None else ())]


def theme_problems(folder: Path, content: bytes) -> list[Issue]:
    file = folder / "house.yaml"
    file.write_bytes(content)
    given, issues = read_theme(ThemeSource("", str(file), Location("scorecard.yaml")), folder)
    return [*issues, *validate_theme(given, tuple(OutputFormat))]


def check(problems_of: Callable[[Path, bytes], list[Issue]], content: bytes) -> None:
    """Nothing is raised, and every message is one printable line that points into the file."""
    with tempfile.TemporaryDirectory() as folder:
        issues = problems_of(Path(folder), content)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    for issue in issues:
        assert str(issue).isprintable()
        assert issue.what
        assert 0 <= issue.location.line <= lines + 1
        assert issue.location.column <= len(content) + 1


@settings(max_examples=examples(400), deadline=None)
@given(anything(DEFINITIONS, DEFINITIONS_TEXT))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example(b'schema_version: 1\nservice: "\\uD800"\nindicators: []\n')
def test_no_definitions_file_raises(content: bytes) -> None:
    check(definitions_problems, content)


@settings(max_examples=examples(400), deadline=None)
@given(anything(SCORECARD, SCORECARD_TEXT))
@example(b"schema_version: 1\nareas_file: !x\n")
def test_no_scorecard_file_raises(content: bytes) -> None:
    check(scorecard_problems, content)


@settings(max_examples=examples(300), deadline=None)
@given(anything(THEME, THEME_TEXT))
def test_no_theme_file_raises(content: bytes) -> None:
    check(theme_problems, content)


@settings(max_examples=examples(100), deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(TOKENS), max_size=20).map("".join)))
def test_what_is_no_definitions_file_is_never_silent(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert definitions_problems(Path(folder), encoded(text)) != []
