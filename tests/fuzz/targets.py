"""Every reader, with the sound inputs that damage starts from: a new reader gets a line in TARGETS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zipfile import ZipFile

import pikepdf

from kpi_engine.model.definitions.scorecard import CommentarySource, ThemeSource
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.commentary.commentary import read_commentary
from kpi_engine.read.data.accepted import read_accepted
from kpi_engine.read.data.areas import read_areas
from kpi_engine.read.data.comparators import read_comparators
from kpi_engine.read.data.observations import read_observations, read_outturns
from kpi_engine.read.data.overrides import read_overrides
from kpi_engine.read.data.printed import read_printed
from kpi_engine.read.published.published_file import read_published_file
from kpi_engine.read.scorecard.project_file import read_project_file
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.read.theme.logo import read_logo
from kpi_engine.read.theme.theme import read_theme
from kpi_engine.read.yaml.lists import Placed
from kpi_engine.rules import load_definitions
from kpi_engine.shares.dealt_tables import DealtTables
from kpi_engine.validate.data.observations import validate_observations
from tests.fuzz import workbook_targets
from tests.logos import JPEG, SVG, png
from tests.read.vocabulary import AREAS, AS_AT, INDICATORS, source

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "sample_data" / "kent_2024_08"
ERRORS = ROOT / "tests" / "errors"
HERE = Location("scorecard.yaml", 1)


class Target(NamedTuple):
    """A reader: the ending of its files, sound inputs, and a call that gives the issues of a file."""

    ending: str
    seeds: Callable[[], Sequence[bytes]]
    read: Callable[[Path], Sequence[Issue]]


def _files(*paths: Path) -> Callable[[], Sequence[bytes]]:
    """Of large files the beginning: damage is to hit what matters."""
    return lambda: [path.read_bytes()[:6_000] for path in paths]


def _observations(file: Path) -> Sequence[Issue]:
    rows, issues = read_observations([source(file)], INDICATORS, AREAS, AS_AT)
    return (*issues, *validate_observations(rows, INDICATORS).issues)


def _observations_in_shares(file: Path) -> Sequence[Issue]:
    """Dealt out to shares and read again, which finds what the file read whole has."""
    with TemporaryDirectory() as folder:
        dealt = DealtTables(INDICATORS, 2, Path(folder))
        read_observations([source(file)], INDICATORS, AREAS, AS_AT, dealt.deal)
        every = dealt.of([group for share in dealt.shares() for group in share], with_rest=True)
        rows, issues = read_observations([source(file)], INDICATORS, AREAS, AS_AT, every)
    found = (*issues, *validate_observations(rows, INDICATORS).issues)
    assert list(map(str, found)) == list(map(str, _observations(file)))
    return found


def _commentary(file: Path) -> Sequence[Issue]:
    return read_commentary([CommentarySource(str(file), (), HERE)], INDICATORS, AREAS, file.parent)[1]


def _logo(file: Path) -> Sequence[Issue]:
    issues: list[Issue] = []
    read_logo(file, Placed("logo.png", HERE), "Riverside", issues)
    return issues


_PAGE = (
    b"<html><head><title>North</title></head><body><h1>North</h1><table><caption>Mar 2024</caption>"
    b"<tr><th colspan=2>Code</th><th>Mar 2024</th></tr><tr><td>EH71</td><td title='9'>*</td><td>"
    b"<svg><title>Trend</title><desc>Mar 2024 9</desc><circle r='3'/></svg></td></tr></table></body></html>"
)


def _pdf() -> bytes:
    pdf, file = pikepdf.new(), BytesIO()
    page = pdf.add_blank_page()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.obj.Contents = pdf.make_stream(b"/Span <</MCID 0>> BDC BT /F1 12 Tf 50 700 Td (9 of 20) Tj ET EMC")
    cell = pikepdf.Dictionary(S=pikepdf.Name.TD, K=0, Pg=page.obj, Alt="9")
    row = pikepdf.Dictionary(S=pikepdf.Name.TR, K=pikepdf.Array([cell]))
    table = pikepdf.Dictionary(S=pikepdf.Name.Table, K=pikepdf.Array([row]))
    pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(K=pikepdf.Array([table])))
    pdf.save(file, compress_streams=False)
    return file.getvalue()


def _document() -> bytes:
    file = BytesIO()
    body = (
        '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>EH71</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r>'
        "<w:t>9</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    with ZipFile(file, "w") as package:
        package.writestr("word/document.xml", body)
        package.writestr("docProps/core.xml", "<a><title>EH71 9</title></a>")
    return file.getvalue()


_THEME = b'schema_version: 1\nname: Riverside\npalette:\n  light: {accent: "#00703c"}\n'
_PROJECT = b"schema_version: 1\nscorecard: scorecard.yaml\n"
_ACCEPTED = b"id,reason,by,date\nA-0a1b2c3d,Misprint in the pack,J. Smith,2024-09-30\n"
_WITH_TABS = b"code\tarea\tperiod\tvalue\nSCS40\tKent\t2024-08\t85.3\nSCS19\tSwale\t2024-07\tN/A\n"
TARGETS: Mapping[str, Target] = {
    "published page": Target(".html", lambda: [_PAGE], lambda file: read_published_file(file)[1]),
    "published PDF": Target(".pdf", lambda: [_pdf()], lambda file: read_published_file(file)[1]),
    "published document": Target(".docx", lambda: [_document()], lambda file: read_published_file(file)[1]),
    "definitions": Target(
        ".yaml",
        _files(*sorted((ROOT / "indicators").glob("*.yaml"))),
        lambda file: load_definitions([file], file.parent).issues,
    ),
    "scorecard": Target(".yaml", _files(SAMPLE / "scorecard.yaml"), lambda file: read_scorecard(file)[1]),
    "project file": Target(".yaml", lambda: [_PROJECT], lambda file: read_project_file(file)[1]),
    "observations": Target(".csv", _files(SAMPLE / "observations.csv"), _observations),
    "observations in shares": Target(".csv", _files(SAMPLE / "observations.csv"), _observations_in_shares),
    "outturns": Target(
        ".csv",
        _files(SAMPLE / "outturns.csv"),
        lambda file: read_outturns([source(file)], INDICATORS, AREAS, AS_AT)[1],
    ),
    "areas": Target(".csv", _files(SAMPLE / "areas.csv"), lambda file: read_areas(source(file))[1]),
    "comparators": Target(
        ".csv",
        _files(SAMPLE / "comparators.csv"),
        lambda file: read_comparators(source(file), INDICATORS, AREAS)[1],
    ),
    "overrides": Target(
        ".csv",
        _files(*sorted((ERRORS / "overrides").glob("*.csv"))),
        lambda file: read_overrides(source(file), INDICATORS, AREAS, AS_AT)[1],
    ),
    "printed": Target(
        ".csv",
        _files(SAMPLE / "published.csv"),
        lambda file: read_printed(source(file), INDICATORS, AREAS, AS_AT)[1],
    ),
    "commentary": Target(".md", _files(*sorted(SAMPLE.glob("commentary/*.md"))), _commentary),
    "commentary as CSV": Target(".csv", _files(ERRORS / "commentary" / "rows.csv"), _commentary),
    "theme": Target(
        ".yaml",
        lambda: [_THEME],
        lambda file: read_theme(ThemeSource("", str(file), HERE), file.parent)[1],
    ),
    "logo": Target(".png", lambda: [png(), JPEG, SVG], _logo),
    "accepted findings": Target(".csv", lambda: [_ACCEPTED], lambda file: read_accepted(source(file))[1]),
    "observations with tabs": Target(".tsv", lambda: [_WITH_TABS], _observations),
    **{name: Target(*reader) for name, reader in workbook_targets.readers().items()},
}
