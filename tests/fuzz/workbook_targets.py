"""Workbooks as damaged input: one part of a file at a time, since a broken zip is refused at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZIP_DEFLATED, ZipFile

from kpi_engine.model.issue import Issue
from kpi_engine.read.data.observations import read_observations
from kpi_engine.read.recognise.draft.drafts import recognise
from kpi_engine.read.recognise.pasted import sheet_of_text
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.read.workbook.open_workbook import open_workbook
from kpi_engine.read.workbook.sheet import Sheet, WorkbookError
from tests.read.vocabulary import AREAS, AS_AT, INDICATORS, source
from tests.workbook_writing import write_workbook

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
# What a workbook is made of, by its ending; of each the first part that fits is damaged.
_PARTS = {
    ".xlsx": ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"),
    ".ods": ("content.xml", "META-INF/manifest.xml"),
    ".xlsb": ("xl/worksheets/sheet1.bin", "xl/sharedStrings.bin", "xl/styles.bin", "xl/workbook.bin"),
}
_LARGEST = 60_000
_FIGURES = {
    "Figures": {
        "rows": [
            ["code", "area", "period", "value", "status"],
            ["SCS40", "Kent", "2024-08", {"value": 0.853, "format": "0.0%"}, ""],
            ["SCS19", "Swale", {"date": "2024-07-01", "format": "mmm yyyy"}, "N/A", "new"],
            ["CASES", "Kent", "2024-08", {"formula": "=1+1", "value": 2}, ""],
        ],
        "hidden_rows": [3],
    },
    "Pack": {
        "rows": [
            ["Performance report 2024-25"],
            ["Ref", "Measure", "Target", "Apr 2024", "May 2024", "RAG"],
            ["A1", "Calls answered", "85%", {"value": 0.831, "format": "0.0%"}, "86.4%", "AMBER"],
            ["A2", "Days lost", "7", 8, {"value": 6.5, "format": "0.0"}, "GREEN"],
        ],
        "merged": ["A1:F1"],
    },
}


@cache
def workbooks(ending: str) -> tuple[Path, ...]:
    """The sound workbooks with an ending, a small one first."""
    found = sorted(WORKBOOKS.glob(f"**/*{ending}"))
    if ending == ".xlsx":
        found.insert(0, write_workbook(Path(mkdtemp(prefix="fuzz-")) / "small.xlsx", _FIGURES))
    return tuple(found)


def readers() -> Mapping[str, tuple[str, Callable[[], Sequence[bytes]], Callable[[Path], Sequence[Issue]]]]:
    """By name the ending of an input, the sound inputs and the reader."""
    found = {
        f"{part} of {ending}": (ending, _part_of(book, part), _with_part(book, part))
        for ending, parts in _PARTS.items()
        for book in workbooks(ending)[:1]
        for part in parts
        if part in ZipFile(book).namelist()
    }
    whole = {
        f"whole {ending}": (ending, _whole(ending), _read)
        for ending in (".xlsx", ".xls", ".ods", ".xlsb")
        if workbooks(ending)
    }
    return {**found, **whole, "text to import": (".txt", lambda: [_TEXT], _imported_text)}


_TEXT = (
    b"Ref\tMeasure\tTarget\tApr 2024\tMay 2024\n"
    b"A1\tCalls answered\t85%\t83.1%\t86.4%\nA2\tDays lost\t7\t8\t6.5\n"
)


def _part_of(book: Path, part: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [ZipFile(book).read(part)[:_LARGEST]]


def _whole(ending: str) -> Callable[[], Sequence[bytes]]:
    return lambda: [book.read_bytes() for book in workbooks(ending)]


def _with_part(book: Path, part: str) -> Callable[[Path], Sequence[Issue]]:
    def read(file: Path) -> Sequence[Issue]:
        content = BytesIO()
        with ZipFile(book) as sound, ZipFile(content, "w", ZIP_DEFLATED) as damaged:
            for name in sound.namelist():
                damaged.writestr(name, file.read_bytes() if name == part else sound.read(name))
        built = file.with_name(f"built{file.suffix}")
        built.write_bytes(content.getvalue())
        return _read(built)

    return read


def _read(file: Path) -> Sequence[Issue]:
    """All that is read of a workbook: as data, as a scorecard, and as a table that nobody has declared."""
    issues = [*read_observations([source(file)], INDICATORS, AREAS, AS_AT)[1]]
    if file.suffix == ".xlsx":
        issues += read_scorecard(file)[1]
    workbook, problems = open_workbook(file)
    if workbook is not None:
        # A sheet that is damaged is said to be, by whoever opens it.
        with suppress(WorkbookError):
            _recognised([workbook.sheet(name) for name in workbook.sheet_names])
    return [*issues, *problems]


def _imported_text(file: Path) -> Sequence[Issue]:
    sheet, issues = sheet_of_text(file)
    if sheet is not None:
        _recognised([sheet])
    return issues


def _recognised(sheets: Sequence[Sheet]) -> None:
    recognise(sheets, "council")
