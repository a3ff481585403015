"""Every kind of leak, planted into what kpi publishes, is found by the audit of small numbers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pikepdf
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from kpi_engine.commands.run.run import Request, run_batch
from kpi_engine.model.definitions.scorecard import OutputFormat
from tests.cli.calling import Caller
from tests.withhold.pack import figures, write_pack

EDITION = "2024-03-e1"
# Those that are added are looked at, too.
FORMATS = tuple(output.value for output in OutputFormat)
# A withheld figure of N1: nine new cases, withheld with another.
FIGURE = "NEW, N1, Mar 2024"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    scorecard = write_pack(folder, figures())
    assert run_batch(Request(scorecard=scorecard, jobs=1, formats=FORMATS)) == 0
    return folder


def only(edition: Path, *names: str) -> None:
    """Remove the files of an edition but some, which are read in no time."""
    for path in edition.iterdir():
        if path.name not in (*names, "manifest.json", "ratings.csv"):
            path.unlink()


@pytest.fixture
def edition(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(published, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project" / "pack")
    return Path("out") / EDITION


@pytest.fixture
def kpi(edition: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Caller:
    assert edition.is_dir()
    return Caller(monkeypatch, capsys)


def audited(kpi: Caller, what: str = EDITION) -> list[str]:
    """The findings, line by line."""
    answer = kpi("small-numbers", "audit", what)
    assert answer.err == ""
    told = [line for line in answer.out.splitlines() if line.count(", ") > 1 and ": " in line]
    told = [line for line in told if not line.startswith("Not ")]
    assert answer.code == (1 if told else 0), answer.out
    return told


def in_text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def parted(html: str) -> tuple[str, str, str]:
    """A page before, in and after the latest cell of the figure in the table of N1."""
    row = html.index('<tr id="NEW">')
    start = html.index('<td class="number value gap">', row)
    end = html.index("</td>", start) + len("</td>")
    return html[:start], html[start:end], html[end:]


def test_a_whole_edition_gives_nothing_away(kpi: Caller) -> None:
    answer = kpi("small-numbers", "audit", EDITION)
    assert answer.out.startswith("Nothing can be worked out of 103 withheld figures")
    assert answer.code == 0


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_alone_gives_nothing_away(name: str, edition: Path, kpi: Caller) -> None:
    """As somebody else's pack: marks are all that says what is withheld."""
    (Path("theirs")).mkdir()
    for path in edition.glob(f"*.{name}"):
        shutil.copy(path, "theirs")
    answer = kpi("small-numbers", "audit", "theirs")
    assert answer.out.startswith("Nothing can be worked out of ")
    # Documents tell earlier figures in a line under the name, where marks are words among others.
    assert int(answer.out.split()[6]) > {"docx": 20, "pdf": 25}.get(name.rpartition(".")[2], 50)
    assert answer.code == 0


def into_cell(change: Callable[[str], str]) -> Callable[[Path], None]:
    def plant(edition: Path) -> None:
        page = edition / "n1.html"
        before, cell, after = parted(page.read_text(encoding="utf-8"))
        assert change(cell) != cell
        page.write_text(f"{before}{change(cell)}{after}", encoding="utf-8")

    return plant


def into_page(old: str, new: str, name: str = "n1.html") -> Callable[[Path], None]:
    return lambda edition: in_text(edition / name, old, new)


WORDS = "value is in print"
HTML = {
    "words": (into_page("</main>", "<p>NEW in N1 was 9 in Mar 2024.</p></main>"), WORDS, "text says 9"),
    "number in a cell": (into_cell(lambda cell: cell.replace("suppressed", "9")), WORDS, "says 9"),
    "unseen words in a cell": (
        into_cell(lambda cell: cell.replace("suppressed", 'suppressed<span class="unseen"> (9)</span>')),
        WORDS,
        "Latest (Mar 2024) says 9",
    ),
    "tooltip": (
        into_cell(lambda cell: cell.replace("<td ", '<td title="9 cases" ')),
        WORDS,
        "tooltip says 9",
    ),
    "data for a script": (
        into_cell(lambda cell: cell.replace("<td ", '<td data-sort="9" ')),
        WORDS,
        "data of the page says 9",
    ),
    "screen reader": (
        into_cell(lambda cell: cell.replace("<td ", '<td aria-label="nine, 9" ')),
        WORDS,
        "label for screen readers says 9",
    ),
    "rating in a cell": (
        into_cell(
            lambda cell: cell.replace("suppressed", 'suppressed <span class="chip green">GREEN</span>')
        ),
        WORDS,
        "says GREEN",
    ),
    "class of a rating": (
        into_cell(lambda cell: cell.replace('class="number value gap"', 'class="number value gap green"')),
        "colour is in print",
        "says green",
    ),
    "colour between bands": (
        into_cell(lambda cell: cell.replace("<td ", '<td style="background: #8fc46a" ')),
        "colour is in print",
        "says #8fc46a",
    ),
    "alternative text": (
        into_page("</main>", '<img src="c.png" alt="New cases, N1, March 2024: 9"></main>'),
        WORDS,
        "alternative text says 9",
    ),
    "alternative text of a chart": (
        into_page(
            "11 cases, Feb 2024 12 cases, Mar 2024 suppressed",
            "11 cases, Feb 2024 12 cases, Mar 2024 9 cases",
        ),
        WORDS,
        "alternative text says 9",
    ),
    "point of a chart": (
        into_page(
            '<circle class="green" fill="currentColor" cx="76.7" cy="5.0" r="3.5"/>',
            "".join(f'<circle class="green" cx="{x}" cy="23" r="3.5"/>' for x in range(7)),
        ),
        WORDS,
        "7 points drawn for 6 figures says where one more lies",
    ),
    "label in a chart": (
        into_page(
            "12 cases, Mar 2024 suppressed</desc>",
            "12 cases, Mar 2024 suppressed</desc>"
            + "".join(f"<text>{number} cases</text>" for number in (11, 12, 9, 10, 11, 12, 9)),
        ),
        WORDS,
        "a number in the chart that its words do not have, says 9",
    ),
    "property of the page": (
        into_page("</head>", '<meta name="description" content="New cases in N1, Mar 2024: 9"></head>'),
        WORDS,
        "document property says 9",
    ),
    "comment in the page": (
        into_page("</main>", "<!-- NEW N1 2024-03 9 --></main>"),
        WORDS,
        "comment says 9",
    ),
    "script": (
        into_page("</main>", "<script>const note = 'NEW, N1, 2024-03, 9';</script></main>"),
        WORDS,
        "script says 9",
    ),
}


@pytest.mark.parametrize("kind", HTML)
def test_leaks_of_a_page(kind: str, edition: Path, kpi: Caller) -> None:
    only(edition, "n1.html")
    plant, what, how = HTML[kind]
    plant(edition)
    assert [line for line in audited(kpi) if line.startswith(f"{FIGURE}: its {what}") and line.endswith(how)]


def test_a_leak_of_a_text_for_a_mail(edition: Path, kpi: Caller) -> None:
    text = edition / "summary.txt"
    only(edition, "summary.txt")
    text.write_text(f"{text.read_text(encoding='utf-8')}\nNEW in N1 was 9 in Mar 2024\n", encoding="utf-8")
    assert [
        line for line in audited(kpi) if line.startswith(f"{FIGURE}: its {WORDS}") and "text says 9" in line
    ]


def test_a_heat_map_gives_a_rating_away(edition: Path, kpi: Caller) -> None:
    only(edition, "county.html")
    page = edition / "county.html"
    table = (
        "<table><caption>Heat map: district</caption><tr><th>Indicator</th><th>Period</th><th>North</th>"
        "<th>South</th></tr><tr><th>NEW New cases</th><td>Mar 2024</td><td class='heat red'>suppressed</td>"
        "<td>suppressed</td></tr></table>"
    )
    in_text(page, "</main>", f"{table}</main>")
    assert [line for line in audited(kpi) if line.startswith("NEW, North, Mar 2024: its colour is in print")]


def test_a_table_of_areas_by_indicators(edition: Path, kpi: Caller) -> None:
    only(edition, "county.html")
    heads = "<tr><th>Area</th><th>New cases</th><th>Cases opened again</th></tr>"
    rows = f"{heads}<tr><th>N1</th><td>9</td><td>*</td></tr>"
    in_text(edition / "county.html", "</main>", f"<table><caption>Mar 2024</caption>{rows}</table></main>")
    assert [line for line in audited(kpi) if line.endswith("Mar 2024, New cases says 9")]


def sheet_of(book: openpyxl.Workbook) -> tuple[object, object]:
    """The sheet of monthly figures, and the cell of the figure."""
    sheet = book["Monthly"]
    heads = next(row for row in sheet.iter_rows() if row[0].value == "Code")
    column = next(cell.column for cell in heads if str(cell.value).startswith("Mar 2024"))
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "NEW")
    return sheet, sheet.cell(row, column)


def change_book(edition: Path, change: Callable[[openpyxl.Workbook], None]) -> None:
    path = edition / "n1.xlsx"
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def _value(book: openpyxl.Workbook) -> None:
    sheet_of(book)[1].value = 9  # type: ignore[attr-defined]


def _fill(book: openpyxl.Workbook) -> None:
    sheet_of(book)[1].fill = PatternFill("solid", fgColor="8FC46A")  # type: ignore[attr-defined]


def _comment(book: openpyxl.Workbook) -> None:
    book["Monthly"]["A1"].comment = Comment("NEW, N1, Mar 2024: 9 cases", "somebody")


def _hidden_sheet(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("data")
    sheet.append(["Code", "Area", "Period", "Value"])
    sheet.append(["NEW", "N1", "2024-03", 9])
    sheet.sheet_state = "veryHidden"


def _property(book: openpyxl.Workbook) -> None:
    book.properties.description = "New cases, N1, Mar 2024: 9"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (_value, "value is in print: out/2024-03-e1/n1.xlsx, Monthly"),
        (_fill, "colour is in print: out/2024-03-e1/n1.xlsx"),
        (_comment, "value is in print: out/2024-03-e1/n1.xlsx, comment says 9"),
        (_hidden_sheet, "value is in print: out/2024-03-e1/n1.xlsx, data, Value says 9"),
        (_property, "value is in print: out/2024-03-e1/n1.xlsx, document property says 9"),
    ],
)
def test_leaks_of_a_workbook(
    change: Callable[[openpyxl.Workbook], None], what: str, edition: Path, kpi: Caller
) -> None:
    only(edition, "n1.xlsx")
    change_book(edition, change)
    assert [line for line in audited(kpi) if line.startswith(f"{FIGURE}: its {what}")]


def change_part(path: Path, part: str, old: str, new: str) -> None:
    """Change a part of a zip file."""
    with ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts[part].decode("utf-8")
    assert old in text
    parts[part] = text.replace(old, new, 1).encode("utf-8")
    with ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


PARAGRAPH = "<w:p><w:r><w:t>NEW in N1 was 9 in Mar 2024</w:t></w:r></w:p>"
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:docPr id="9" name="c" descr="New cases, N1, Mar 2024: 9"/></wp:inline>'
    "</w:drawing></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("part", "change", "how"),
    [
        ("word/document.xml", ("<w:body>", f"<w:body>{PARAGRAPH}"), "text says 9"),
        ("word/document.xml", ("<w:body>", f"<w:body>{PICTURE}"), "alternative text says 9"),
        (
            "docProps/core.xml",
            ("</dc:title>", "</dc:title><cp:keywords>NEW N1 2024-03 9</cp:keywords>"),
            "document property says 9",
        ),
    ],
)
def test_leaks_of_a_document(
    part: str, change: tuple[str, str], how: str, edition: Path, kpi: Caller
) -> None:
    only(edition, "n1.docx")
    change_part(edition / "n1.docx", part, *change)
    told = audited(kpi)
    assert [line for line in told if line.startswith(f"{FIGURE}: its {WORDS}") and line.endswith(how)]


def test_a_number_in_a_table_of_a_document(edition: Path, kpi: Caller) -> None:
    only(edition, "n1.docx")
    with ZipFile(edition / "n1.docx") as package:
        text = package.read("word/document.xml").decode("utf-8")
    row = text[: text.index("New cases")].count("suppressed")
    pieces = text.split("suppressed")
    pieces[row] += "9" + pieces.pop(row + 1)
    change_part(edition / "n1.docx", "word/document.xml", text, "suppressed".join(pieces))
    assert audited(kpi)


def test_leaks_of_a_pdf(edition: Path, kpi: Caller) -> None:
    only(edition, "n1.pdf")
    path = edition / "n1.pdf"
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        pdf.docinfo["/Subject"] = "New cases, N1, Mar 2024: 9"
        pdf.save(path)
    assert [line for line in audited(kpi) if line.endswith("n1.pdf, document property says 9")]


def test_alternative_texts_and_notes_of_a_pdf(edition: Path, kpi: Caller) -> None:
    only(edition, "n1.pdf")
    path = edition / "n1.pdf"
    with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
        kids = pdf.Root.StructTreeRoot.K
        kids[0].K[0].Alt = "New cases, N1, Mar 2024: 9"
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Contents="New cases, N1, Mar 2024: 8")
        pdf.pages[0].obj.Annots = pikepdf.Array([note])
        pdf.save(path)
    told = audited(kpi)
    assert [line for line in told if line.endswith("n1.pdf, alternative text says 9")]
    assert [line for line in told if line.endswith("n1.pdf, note on a page says 8")]


def test_a_pdf_without_tags_is_read_line_by_line(edition: Path, kpi: Caller) -> None:
    only(edition)
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.obj.Contents = pdf.make_stream(b"BT /F1 12 Tf 1 0 0 1 50 700 Tm (NEW in N1, Mar 2024: 9) Tj ET")
    pdf.save(edition / "notes.pdf")
    assert [line for line in audited(kpi) if line.endswith("notes.pdf, text says 9")]


def test_a_record_of_a_json_file(edition: Path, kpi: Caller) -> None:
    only(edition, "ratings.json")
    path = edition / "ratings.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for record in content["ratings"]:
        if (record["code"], record["area"], record["period"]) == ("NEW", "N1", "2024-03"):
            record["rag"] = "GREEN"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert f"{FIGURE}: its rag is in print: the column rag says GREEN" in audited(kpi)


@pytest.mark.parametrize("name", ["ratings.csv", "n1.html"])
def test_a_file_of_the_last_edition(name: str, edition: Path, kpi: Caller) -> None:
    only(edition, "n1.html")
    before = edition.parent / "2024-02-e1"
    before.mkdir()
    if name == "n1.html":
        shutil.copy(edition / name, before)
        into_cell(lambda cell: cell.replace("suppressed", "9"))(before)
    else:
        (before / name).write_text("code,area,period,value\nNEW,N1,2024-03,9\n", encoding="utf-8")
    told = [
        line for line in audited(kpi) if line.startswith(f"{FIGURE}: its {WORDS}: the last edition shows it")
    ]
    assert [line for line in told if line.endswith("says 9")]


HEAD = "code,area,level,period,value,numerator,denominator,rank,ranked_areas"


def theirs(*rows: str) -> str:
    Path("theirs.csv").write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return "theirs.csv"


def test_a_rank_that_nobody_has(kpi: Caller) -> None:
    rows = (
        "NEW,North,district,2024-03,*,,,,",
        "NEW,South,district,2024-03,31,,,1,3",
        "NEW,East,district,2024-03,9,,,3,3",
    )
    told = audited(kpi, theirs(*rows))
    assert told == [
        "NEW, North, Mar 2024: its rank is in print: 3 areas are ranked, and 2 of these figures are in print"
    ]


def test_a_percentage_of_few_fractions(kpi: Caller) -> None:
    told = audited(kpi, theirs("VISITS,N1,team,2024-03,66.7,*,*,,"))
    assert told == [
        "VISITS, N1, Mar 2024: the numerator is between 2 and 10: 66.7 is in print, which with a small "
        "number is 2 of 3, 4 of 6, 6 of 9, 8 of 12, 10 of 15"
    ]
    told = audited(kpi, theirs("VISITS,N1,team,2024-03,66.7,*,9,,"))
    assert told == [
        "VISITS, N1, Mar 2024: its denominator is in print: the column denominator says 9",
        "VISITS, N1, Mar 2024: the numerator is 6: 66.7 is in print, which with a small number is 6 of 9",
    ]


def test_a_file_that_nobody_can_read_is_named(edition: Path, kpi: Caller) -> None:
    only(edition)
    (edition / "map.png").write_bytes(b"\x89PNG")
    answer = kpi("small-numbers", "audit", EDITION)
    assert "Not read, since they are no tables or text: out/2024-03-e1/map.png." in answer.out


def _picture_in_a_page(edition: Path) -> None:
    in_text(edition / "n1.html", "<footer>", '<img src="map.png" alt="A map"><footer>')


def _picture_in_a_workbook(edition: Path) -> None:
    with ZipFile(edition / "n1.xlsx", "a") as file:
        file.writestr("xl/media/image1.png", b"")


def _picture_in_a_pdf(edition: Path) -> None:
    with pikepdf.open(edition / "n1.pdf", allow_overwriting_input=True) as file:
        mask = pikepdf.Stream(file, b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        picture = pikepdf.Stream(file, b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        picture.SMask = file.make_indirect(mask)
        file.pages[0].Resources.XObject = pikepdf.Dictionary(Map=file.make_indirect(picture))
        file.save()


@pytest.mark.parametrize(
    ("name", "plant", "pictures"),
    [
        ("n1.html", _picture_in_a_page, "1 picture"),
        ("n1.xlsx", _picture_in_a_workbook, "1 picture"),
        ("n1.pdf", _picture_in_a_pdf, "1 picture"),
    ],
)
def test_pictures_in_a_file_are_named(
    name: str, plant: Callable[[Path], None], pictures: str, edition: Path, kpi: Caller
) -> None:
    only(edition, name)
    assert "Not read" not in kpi("small-numbers", "audit", EDITION).out
    plant(edition)
    answer = kpi("small-numbers", "audit", EDITION)
    assert f"Not read, since they are no tables or text: {pictures} in out/2024-03-e1/{name}." in answer.out


@pytest.mark.parametrize("name", ["n1.pdf", "n1.xlsx", "n1.docx"])
def test_a_damaged_file_is_no_clean_file(name: str, edition: Path, kpi: Caller) -> None:
    only(edition, name)
    (edition / name).write_bytes((edition / name).read_bytes()[:200])
    answer = kpi("small-numbers", "audit", EDITION)
    assert answer.code == 2
    assert f"{name}: error: the " in answer.err
    assert "damaged" in answer.err
