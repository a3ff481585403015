"""The files of an edition or of a published pack: data files as rows, pages as tables and words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kpi_engine.commands.outsider.data_rows import DataRow, csv_rows, has_figures, json_rows
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Location, error
from kpi_engine.model.outputs.edition import parse_edition_name
from kpi_engine.model.outputs.published_text import PublishedDocument
from kpi_engine.model.wording import counted, shown
from kpi_engine.publish.layout import MANIFEST, edition_folders
from kpi_engine.read.places import display_path
from kpi_engine.read.published.published_file import SUFFIXES, read_published_file

# Our own records of a run: they hold no figures but in words of findings, and no rows.
_RECORDS = (MANIFEST,)


@frozen
class PublishedFiles:
    """What was found: rows of figures, documents, and the files that nobody here can read.

    ``edition`` is the folder of an edition of ours, and its name; None for other files.
    """

    rows: tuple[DataRow, ...]
    documents: tuple[PublishedDocument, ...]
    not_read: tuple[str, ...]
    edition: Path | None


def published_files(published: str, output_folder: Path) -> PublishedFiles:
    """The files of an edition by its name, of a folder, or one file.

    Raises:
        InputError: there is no such edition or file, or a file cannot be read.
    """
    folder = output_folder / published
    if parse_edition_name(published) is not None and folder.is_dir():
        return _read(sorted(folder.rglob("*")), folder)
    path = Path(published)
    if path.is_dir():
        return _read(sorted(path.rglob("*")), None)
    if path.is_file():
        return _one(path)
    what = f"there is no edition {shown(published)}, and no such file or folder"
    remedy = "name an edition, a folder of published files, or a file"
    raise InputError([error(Location("EDITION|PATH"), what, remedy)])


def last_edition(edition: Path) -> PublishedFiles | None:
    """The files of the edition before an edition, which readers have kept; None for the first edition."""
    names = [str(name) for name in edition_folders(edition.parent)]
    place = names.index(edition.name)
    if not place:
        return None
    folder = edition.parent / names[place - 1]
    return _read(sorted(folder.rglob("*")), folder)


def _one(path: Path) -> PublishedFiles:
    if path.suffix.lower() == ".json":
        return PublishedFiles(tuple(json_rows(path)), (), (), None)
    # A text that is named by itself can be a table of figures.
    if path.suffix.lower() in SUFFIXES and not (path.suffix.lower() == ".txt" and has_figures(path)):
        return _read([path], None)
    return PublishedFiles(tuple(csv_rows(path)), (), (), None)


def _read(paths: Iterable[Path], edition: Path | None) -> PublishedFiles:
    rows: list[DataRow] = []
    documents: list[PublishedDocument] = []
    not_read: list[str] = []
    for path in paths:
        suffix = path.suffix.lower()
        if not path.is_file() or path.name in _RECORDS:
            continue
        if suffix in SUFFIXES:
            document, issues = read_published_file(path)
            if document is None:
                raise InputError(issues)
            documents.append(document)
            if document.pictures:
                not_read.append(f"{counted(document.pictures, 'picture')} in {document.file}")
        elif suffix == ".csv" and has_figures(path):
            rows += csv_rows(path, ("code", "area", "period"))
        elif suffix == ".json":
            rows += json_rows(path)
        elif suffix not in (".csv", ".css"):
            not_read.append(display_path(path))
    return PublishedFiles(tuple(rows), tuple(documents), _few(not_read), edition)


_MOST_NAMED = 5


def _few(files: Sequence[str]) -> tuple[str, ...]:
    more = len(files) - _MOST_NAMED
    return (*files[:_MOST_NAMED], f"{more} more") if more > 0 else tuple(files)
