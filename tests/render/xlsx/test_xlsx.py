"""The workbook as openpyxl reads it: structure, words, numbers, colours."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl.cell import Cell as Written
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.style.theme import STANDARD
from kpi_engine.model.outputs.document import Cell, CellKind, Document
from kpi_engine.model.outputs.tidy import table_of
from kpi_engine.model.outputs.tidy_columns import TIDY_COLUMNS, kinds_of
from kpi_engine.render.xlsx import render_xlsx
from tests.example_document import LINES, example_document
from tests.workbooks import cells_of, example_ratings, opened, parts, shown, table_rows

# openpyxl keeps no sparklines, and says so.
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")

ICS = "Integrated … services – monthly"


@pytest.fixture(scope="module")
def document() -> Document:
    example = example_document()
    return dataclasses.replace(example, facts=(*example.facts, ("Producer", "Management Information")))


@pytest.fixture(scope="module")
def content(document: Document) -> bytes:
    return render_xlsx(document, example_ratings())


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return opened(content)


@pytest.fixture(scope="module")
def sheets(book: Workbook) -> list[Worksheet]:
    return list(book.worksheets)


def test_same_document_same_bytes(document: Document, content: bytes) -> None:
    assert render_xlsx(document, example_ratings()) == content


def test_the_dates_of_the_file_are_those_of_the_document(document: Document, book: Workbook) -> None:
    assert book.properties.created == book.properties.modified == datetime(2024, 9, 30)
    later = dataclasses.replace(document, dated=date(2024, 10, 1))
    assert opened(render_xlsx(later, example_ratings())).properties.created == datetime(2024, 10, 1)


def test_the_file_says_what_it_is_who_made_it_and_its_language(book: Workbook) -> None:
    properties = book.properties
    title = "Children, Young People and Education performance scorecard: Kent, Aug 2024"
    assert (properties.title, properties.creator) == (title, "Management Information")
    assert book.custom_doc_props["Language"].value == "en-GB"


def test_sheets_come_in_the_order_a_committee_asks_for_them(book: Workbook) -> None:
    assert book.sheetnames == [
        "Contents",
        "Summary",
        "All indicators",
        "Floor standards missed",
        "Masking",
        ICS,
        "Swale Central CSWT … monthly",
        "Swale … volumes – children",
        "Heat map – district",
        "Notes",
        "Key and guidance",
        "Data sources",
        "Indicator definitions",
        "Ratings",
    ]
    assert book.active.title == "Contents"


def test_the_first_cell_of_each_sheet_says_what_it_is(sheets: list[Worksheet]) -> None:
    firsts = [sheet["A1"].value for sheet in sheets]
    assert firsts[:2] == [
        "Children, Young People and Education performance scorecard: Kent, Aug 2024",
        "Summary: Kent, Aug 2024",
    ]
    assert "Integrated children's services – monthly: Kent, latest figures Aug 2024" in firsts
    assert all(firsts)
    assert len(set(firsts)) == len(firsts)


def test_the_contents_lead_to_every_sheet_and_every_sheet_back(sheets: list[Worksheet]) -> None:
    contents, *others = sheets
    links = {row["Sheet"].value: row["Sheet"].hyperlink.location for row in table_rows(contents)}
    assert list(links) == [sheet.title for sheet in others]
    for name, place in links.items():
        assert place == "'" + name.replace("'", "''") + "'!A1"
    assert {sheet["A2"].hyperlink.location for sheet in others} == {"'Contents'!A1"}


def test_the_contents_show_the_facts(sheets: list[Worksheet]) -> None:
    facts = [(row[0].value, row[1].value) for row in sheets[0]["A2:B5"]]
    assert facts == [
        ("Area", "Kent (county)"),
        ("Published", "30 September 2024"),
        ("Contact", "mi@example.gov.uk"),
        ("Producer", "Management Information"),
    ]


def test_every_sheet_has_one_table_object_with_headings_of_its_own(sheets: list[Worksheet]) -> None:
    names = []
    for sheet in sheets:
        if sheet.title == "Masking":  # nothing is masked, and the sheet says so
            assert not sheet.tables
            continue
        (table,) = sheet.tables.values()
        names.append(table.displayName)
        headings = [cell.value for cell in sheet[table.ref][0]]
        assert headings == [column.name for column in table.tableColumns]
        assert all(headings)
        assert len({heading.lower() for heading in headings}) == len(headings)
        assert sheet.max_row == int(table.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        top = sheet[table.ref][0][0].row
        printed = sheet.title not in ("All indicators", "Ratings")
        assert sheet.print_title_rows == (f"${top}:${top}" if printed else None)
    assert len({name.lower() for name in names}) == len(names) == len(sheets) - 1


def test_tables_have_alternative_text(content: bytes) -> None:
    tables = [part for name, part in parts(content).items() if name.startswith("xl/tables/")]
    assert len(tables) > 5
    for table in tables:
        (alternative,) = (element for element in table.iter() if element.get("altText"))
        assert alternative.get("altTextSummary")


def test_nothing_is_merged_hidden_or_a_formula_and_codes_stay_in_view(sheets: list[Worksheet]) -> None:
    for sheet in sheets:
        assert not sheet.merged_cells.ranges
        assert sheet.freeze_panes == ("B1" if sheet.tables else None)
        assert sheet.sheet_state == "visible"
        assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())
        assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())
        assert {cell.data_type for cell in cells_of(sheet)} <= {"s", "n", "b", "d"}


def test_every_sheet_prints_on_a4_landscape_in_nine_points(sheets: list[Worksheet]) -> None:
    wide = 0
    for sheet in sheets:
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize) == ("landscape", 9)
        assert not sheet.oddHeader.left.text
        assert not sheet.oddHeader.right.text
        assert not sheet.oddFooter.left.text
        assert not sheet.oddFooter.right.text
        if sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage:
            assert (setup.fitToWidth, setup.fitToHeight) in ((None, 0), (1, 0))
        else:
            assert 11 * setup.scale / 100 >= 9
            assert sheet.print_title_cols
            # The first range has the title, the others what is below it: no page cuts it off.
            (table,) = sheet.tables.values()
            first, *further = (part.rpartition("!")[2] for part in str(sheet.print_area).split(","))
            assert first.startswith("$A$1:")
            top = table.ref.partition(":")[0].removeprefix("A")
            assert further
            assert {part.partition(":")[0].rpartition("$")[2] for part in further} == {top}
            wide += 1
    assert wide


def test_titles_are_headings_of_the_workbook(sheets: list[Worksheet]) -> None:
    assert {sheet["A1"].style for sheet in sheets} == {"Heading 1"}
    assert {sheet["A1"].font.size for sheet in sheets} == {16}
    assert {sheet["A3"].style for sheet in sheets} == {"Normal"}


def test_numbers_are_numbers_that_read_as_printed(book: Workbook, document: Document) -> None:
    rows = table_rows(book[ICS])
    section = document.sections[0]
    compared = 0
    for line, row in zip(section.rows, rows, strict=True):
        for column, cell in zip(section.columns, line.cells, strict=True):
            heading = "Latest (Aug 2024)" if column.key == "latest" else column.title
            if cell.number is None:
                continue
            written = row[heading]
            assert written.data_type == "n"
            assert Decimal(repr(written.value)) == cell.number
            assert shown(written) == cell.text
            compared += 1
    assert compared > 40
    assert rows[0]["Latest (Aug 2024)"].number_format == '#,##0.0"%"'


@pytest.mark.parametrize(
    ("text", "number", "number_format"),
    [
        ("1,204", "1204", "#,##0"),
        ("-0.12", "-0.12", "#,##0.00"),
        ("0.10", "0.10", "#,##0.00"),
        ("120.8%", "120.8", '#,##0.0"%"'),
        ("+3.4 percentage points", "3.4", '"+"#,##0.0" percentage points"'),
        ("99,999,999,999,999.9", "99999999999999.9", "#,##0.0"),
    ],
)
def test_a_number_reads_as_its_text(text: str, number: str, number_format: str) -> None:
    written = written_for(Cell(text, CellKind.NUMBER, number=Decimal(number)))
    assert (written.data_type, written.number_format) == ("n", number_format)
    assert Decimal(repr(written.value)) == Decimal(number)
    assert shown(written) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234,567,890,123,456.7", "1234567890123456.7"),  # Excel keeps 15 digits
        ('5 "cases"', "5"),
        ("£-3", "-3"),  # Excel would put the minus first
        ("two thirds", "0.7"),
        (f"1 {'of the very many ' * 20}", "1"),
    ],
)
def test_what_no_number_format_shows_is_text(text: str, number: str) -> None:
    written = written_for(Cell(text, CellKind.NUMBER, number=Decimal(number)))
    assert (written.data_type, written.value) == ("s", text)


def test_a_number_that_is_not_there_has_a_shorthand_and_its_reason(book: Workbook) -> None:
    by_code = {row["Code"].value: row for row in table_rows(book[ICS])}
    row = by_code["EPWAIT6"]
    assert (row["Feb 2024"].value, row["Target"].value) == ("[x]", "[z]")
    assert row["Target notes"].value == "no target"
    assert row["Remarks"].value == (
        "Feb 2024, Mar 2024, Apr 2024, May 2024, Jun 2024, Jul 2024: no figure supplied"
    )
    assert by_code["SCS40"]["England"].value == "[x]"
    lines = [cell[0].value for cell in book[ICS]["A2:A7"]]
    assert "Shorthand: [x] not available, [z] not applicable." in lines
    assert any(str(line).startswith("Empty cells: ") for line in lines)


def test_no_cell_of_figures_is_empty(book: Workbook) -> None:
    found = 0
    for name in ("All indicators", ICS, "Heat map – district", "Floor standards missed"):
        for row in table_rows(book[name]):
            for heading in ("Latest (Aug 2024)", "Value", "Target", "Floor standard", "Numerator", "England"):
                if heading in row:
                    assert row[heading].value is not None
                    found += 1
    assert found > 20


def test_letters_and_ticks_are_words(book: Workbook) -> None:
    row = table_rows(book[ICS])[0]
    assert (row["Polarity"].value, row["QPR"].value) == ("H: highest is best", "yes")


def test_a_rating_is_its_word_on_its_colour_and_nothing_else(book: Workbook) -> None:
    found = {}
    for row in table_rows(book[ICS]):
        rating = row["RAG"]
        if rating.value is None:
            assert rating.fill.fill_type is None
            continue
        found[rating.value] = (
            f"#{rating.fill.start_color.rgb[2:].lower()}",
            f"#{rating.font.color.rgb[2:].lower()}",
        )
    assert found == {rag.value: (own.fill, own.text) for rag, own in STANDARD.light.of_each().items()}
    reasons = {row["RAG notes"].value for row in table_rows(book[ICS]) if row["RAG"].value is None}
    assert reasons == {"not rated: no target", "not rated: no value: to be supplied"}


def test_columns_of_judgements_hold_one_word_in_every_sheet(sheets: list[Worksheet]) -> None:
    ratings, arrows = set(), set()
    for sheet in sheets:
        for row in table_rows(sheet) if sheet.tables else ():
            ratings |= {cell.value for heading, cell in row.items() if heading.endswith("RAG")}
            arrows |= {cell.value for heading, cell in row.items() if heading == "Direction of travel"}
    assert ratings == {"RED", "AMBER", "GREEN", None}
    assert arrows == {"improved", "worsened", "same", None}


def test_a_count_of_none_has_no_colour(book: Workbook) -> None:
    rows = table_rows(book["Summary"])
    filled = [[row[rag].fill.fill_type for rag in ("RED", "AMBER", "GREEN", "Not rated")] for row in rows]
    assert filled == [["solid"] * 3 + [None], ["solid", "solid", None, None], ["solid"] * 3 + [None]]
    assert (rows[1]["GREEN"].value, rows[-1]["RED"].font.bold) == (0, True)


def test_a_heat_map_has_the_figure_and_the_rating_in_a_cell_each(book: Workbook, document: Document) -> None:
    heat_map = document.heat_maps[0]
    rated = 0
    for line, row in zip(heat_map.rows, table_rows(book["Heat map – district"]), strict=True):
        for column, cell in zip(heat_map.columns, line.cells, strict=True):
            if cell.kind is not CellKind.HEAT:
                continue
            figure, rating = row[column.title], row[f"{column.title} RAG"]
            assert rating.value == (cell.rag.value or None)
            if cell.number is not None:
                assert (figure.data_type, shown(figure)) == ("n", cell.text)
            rated += cell.rag is not Rag.NONE
    assert rated > 0


def test_arrows_are_their_word_and_reasons_beside_them(book: Workbook) -> None:
    rows = table_rows(book[ICS])
    assert [row["Direction of travel"].value for row in rows] == [
        *("worsened", "worsened", "improved", "same", None, None)
    ]
    notes = [row["Direction of travel notes"].value for row in rows]
    assert notes == [None] * 4 + ["no arrow: no previous value"] * 2


def test_the_latest_figure_its_rating_and_its_arrow_come_first(book: Workbook) -> None:
    headings = [heading for heading in table_rows(book[ICS])[0] if not heading.endswith("notes")]
    assert headings[:6] == [
        *("Code", "Indicator", "Latest (Aug 2024)", "RAG", "Direction of travel", "Target")
    ]


def test_sparklines_draw_the_figures_of_their_row(book: Workbook, content: bytes) -> None:
    sheet = book[ICS]
    part = parts(content)[f"xl/worksheets/sheet{book.sheetnames.index(ICS) + 1}.xml"]
    formula, place = (
        f"{{http://schemas.microsoft.com/office/excel/2006/main}}{name}" for name in ("f", "sqref")
    )
    drawn = {
        str(found.findtext(place)): str(found.findtext(formula))
        for found in part.iter("{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}sparkline")
    }
    rows = table_rows(sheet)
    with_figures = [row for row, line in zip(rows, LINES, strict=True) if any(line.values)]
    assert list(drawn) == [row["Trend"].coordinate for row in with_figures]
    for row in with_figures:
        first, last = row["Feb 2024"].coordinate, row["Aug 2024"].coordinate
        assert drawn[row["Trend"].coordinate] == f"'{ICS}'!{first}:{last}"
        assert row["Trend"].value is None


def test_beside_a_sparkline_stands_the_trend_in_words(book: Workbook) -> None:
    assert [row["Trend in words"].value for row in table_rows(book[ICS])] == [
        "23.0% to 23.3%",
        "73.6% to 72.1%",
        "16.4% to 16.8%",
        "85.1% to 85.7%",
        "26.9% in Aug 2024 only",
        "no figures",
    ]


def test_notes_on_numbers_are_beside_them(book: Workbook) -> None:
    notes = [row["Denominator notes"].value for row in table_rows(book[ICS])]
    assert notes[3] == "small cohort"
    assert set(notes) == {"small cohort"}


def test_everything_is_on_one_sheet(book: Workbook, document: Document) -> None:
    rows = table_rows(book["All indicators"])
    lines = [line for table in (*document.sections, *document.volumes) for line in table.rows]
    assert [(row["Code"].value, row["Area"].value) for row in rows] == [
        (line.code, line.area) for line in lines
    ]
    assert {row["Section"].value for row in rows} >= {document.sections[0].title}


def test_notes_are_on_a_sheet_of_their_own(book: Workbook) -> None:
    notes = [[cell.value for cell in row.values()] for row in table_rows(book["Notes"])]
    assert notes[0] == ["note 1", "Every sheet", "Figures are provisional until the year's outturn."]


def test_a_table_without_rows_says_so(book: Workbook) -> None:
    assert [cell.value for cell in book["Masking"]["A"]] == [
        "Masking: Kent, Aug 2024",
        "Back to Contents",
        "Nothing is masked.",
    ]


def test_the_key_explains_ratings_headings_and_abbreviations(book: Workbook) -> None:
    rows = {(row["Kind"].value, row["Term"].value): row for row in table_rows(book["Key and guidance"])}
    assert rows["Rating", "RED"]["Meaning"].value == "floor standard not achieved"
    assert rows["Rating", "RED"]["Term"].fill.start_color.rgb == "FF942514"
    assert rows["Column heading", "Target"]["Meaning"].value == "The value aimed at"
    assert rows["Abbreviation", "R12M"]["Meaning"].value == "Rolling 12 months"


def test_ratings_are_data(book: Workbook) -> None:
    rated, unrated = table_rows(book["Ratings"])
    assert list(rated) == list(TIDY_COLUMNS)
    assert (rated["value"].value, shown(rated["value"])) == (72.1, "72.1")
    assert (shown(rated["target"]), shown(rated["distance_to_target"])) == ("85.0", "-12.9")
    assert (rated["rag"].value, rated["rag"].fill.start_color.rgb) == ("RED", "FF942514")
    assert (rated["carried_forward"].value, unrated["carried_forward"].value) == (False, True)
    assert (unrated["value"].value, unrated["not_rated"].value) == (None, "no value: to be supplied")


def test_a_pack_without_ratings_has_no_sheet_of_them(document: Document) -> None:
    assert "Ratings" not in opened(render_xlsx(document, table_of(kinds_of(TIDY_COLUMNS), []))).sheetnames


def test_rows_and_columns_have_room_for_what_they_hold(sheets: list[Worksheet]) -> None:
    for sheet in sheets:
        for table in sheet.tables.values():
            for row in sheet[table.ref]:
                for cell in row:
                    width = sheet.column_dimensions[cell.column_letter].width
                    if cell.data_type == "n" and cell.value is not None:
                        assert len(shown(cell)) < width
                    elif cell.data_type == "s":
                        assert all(len(word) <= max(width, 60) for word in cell.value.split())
                        lines = (sheet.row_dimensions[cell.row].height or 15) / 14
                        assert len(cell.value) <= lines * width * 1.2


def written_for(cell: Cell) -> Written:
    """What the workbook shows for a cell."""
    example = example_document()
    summary = example.summary
    first = summary.rows[0]
    row = dataclasses.replace(first, cells=(first.cells[0], cell, *first.cells[2:]))
    changed = dataclasses.replace(example, summary=dataclasses.replace(summary, rows=(row,)))
    found: Written = table_rows(opened(render_xlsx(changed, example_ratings()))["Summary"])[0]["RED"]
    return found
