"""A file → a workbook, whatever its format; by what is in the file, not by its name."""

from __future__ import annotations

from pathlib import Path

from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.read.input_files import UnreadableFileError, read_file
from kpi_engine.read.places import display_path
from kpi_engine.read.workbook.package import PROTECTED, Package
from kpi_engine.read.workbook.sheet import Workbook, WorkbookError

LARGEST_FILE = 1_000_000_000
_ZIP_MARK = b"PK\x03\x04"
_COMPOUND_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AS = "open it in Excel and save it as an Excel workbook (.xlsx)"


def open_workbook(path: str | Path) -> tuple[Workbook | None, tuple[Issue, ...]]:
    """The workbook in a file, its sheets not yet read; or None and the issue that says why not."""
    file = display_path(path)
    try:
        return workbook_of(
            read_file(Path(path), LARGEST_FILE, "save the sheets that are needed alone"), file
        ), ()
    except (WorkbookError, UnreadableFileError) as problem:
        return None, (error(Location(file), problem.what, problem.remedy),)


def workbook_of(content: bytes, file: str) -> Workbook:
    """The workbook in the bytes of a file.

    Raises:
        WorkbookError: there is no sound workbook in it.
    """
    if content.startswith(_ZIP_MARK):
        return _from_package(Package(content), file)
    if content.startswith(_COMPOUND_MARK):
        if _ENCRYPTED in content:
            raise WorkbookError(*PROTECTED)
        from kpi_engine.read.workbook.xls import read_xls

        return read_xls(content, file)
    if not content:
        raise WorkbookError("the file is empty", "save the workbook again")
    raise WorkbookError(f"the file has the name of a workbook, but is {_looks(content[:2048])}", _SAVE_AS)


def _from_package(package: Package, file: str) -> Workbook:
    if "content.xml" in package:
        from kpi_engine.read.workbook.ods import read_ods

        return read_ods(package, file)
    main = package.main_part()
    if main.endswith(".bin"):
        from kpi_engine.read.workbook.xlsb import read_xlsb

        return read_xlsb(package, file)
    if main:
        from kpi_engine.read.workbook.xlsx import read_xlsx

        return read_xlsx(package, file)
    raise WorkbookError("the file is a zip archive without a workbook in it", _SAVE_AS)


def _looks(content: bytes) -> str:
    """What a file that is no workbook probably is: programs export web pages and text under such names."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table")):
        return "a web page"
    if start.startswith(b"<?xml"):
        return "XML of another kind"
    return "another kind of file" if b"\0" in start else "text"
