"""A published file → what an outsider finds in it; by what is in the file, not by its name."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.outputs.published_text import PublishedDocument, PublishedWords
from kpi_engine.read.input_files import UnreadableFileError, read_file
from kpi_engine.read.places import display_path
from kpi_engine.read.published.published_book import read_published_book
from kpi_engine.read.published.published_html import read_published_html
from kpi_engine.read.published.published_word import read_published_word
from kpi_engine.read.workbook.open_workbook import workbook_of
from kpi_engine.read.workbook.package import Package
from kpi_engine.read.workbook.sheet import WorkbookError

LARGEST_FILE = 1_000_000_000
_PAGES = (".html", ".htm", ".xhtml", ".svg")
_BOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_TEXTS = (".txt", ".md")
SUFFIXES = (*_PAGES, *_BOOKS, *_TEXTS, ".docx", ".pdf")


def read_published_file(path: Path) -> tuple[PublishedDocument | None, tuple[Issue, ...]]:
    """What a page, workbook, document or PDF says; or None and the issue that says why it cannot be read."""
    file = display_path(path)
    try:
        return _read(path, file), ()
    except (WorkbookError, UnreadableFileError) as problem:
        return None, (error(Location(file), problem.what, problem.remedy),)


def _read(path: Path, file: str) -> PublishedDocument:
    content = read_file(path, LARGEST_FILE, "publish it in parts")
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return _pdf(content, file)
    if suffix == ".docx":
        return read_published_word(Package(content), file, path.stem)
    if suffix in _BOOKS:
        package = None if suffix == ".xls" else Package(content)
        return read_published_book(workbook_of(content, file), package, file, path.stem)
    text = content.decode("utf-8-sig", "replace")
    return _lines_of(text, file) if suffix in _TEXTS else read_published_html(text, file)


def _lines_of(text: str, file: str) -> PublishedDocument:
    """A plain text, such as a mail, line by line; its first line says what all of it is about."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    title = lines[0] if lines else ""
    return PublishedDocument(file, title, (), tuple(PublishedWords("text", line, title) for line in lines))


# What a PDF holds may be of any kind: text where a number is due, a tag that lies within itself.
_WRONG_INSIDE = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def _pdf(content: bytes, file: str) -> PublishedDocument:
    if find_spec("pikepdf") is None:
        raise UnreadableFileError(
            "PDF files need a part of kpi that is not installed",
            'install it with: pip install "kpi-engine-scorecards[pdf]"',
        )
    from pikepdf import PasswordError, PdfError

    from kpi_engine.read.published.published_pdf import read_published_pdf

    try:
        return read_published_pdf(content, file)
    except PasswordError as problem:
        raise UnreadableFileError(
            "the PDF file is protected by a password", "save it without the password"
        ) from problem
    except (PdfError, *_WRONG_INSIDE) as problem:
        raise UnreadableFileError("the PDF file is damaged", "save it again") from problem
