"""The zip file that a workbook is: its parts as XML or bytes, and which part relates to which."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from xml.etree.ElementTree import Element, ParseError, iterparse
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812  # an exception that is named like a function

from kpi_engine.model.wording import shown
from kpi_engine.read.workbook.sheet import WorkbookError

LARGEST_PART = 4 * 1024**3  # bytes: fifty times what a million cells take
DAMAGED = "open it in Excel or LibreOffice, which may repair it, and save it again"
PROTECTED = (
    "the workbook is protected by a password, so nothing in it can be read",
    "open it in Excel, remove the password (File, Info, Protect Workbook) and save it",
)


def local(tag: str) -> str:
    """A name without its namespace: there are two of them, transitional and strict."""
    return tag.rpartition("}")[2]


class Package:
    """The parts of a zip file, whose names have no ``/`` at the start."""

    def __init__(self, content: bytes) -> None:
        """Open a zip file by its bytes.

        Raises:
            WorkbookError: it is not a sound zip file.
        """
        try:
            self._zip = ZipFile(io.BytesIO(content))
        except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise WorkbookError(
                "the file is damaged: it is cut off or not a whole zip file", DAMAGED
            ) from error
        self._names = {name.casefold(): name for name in self._zip.namelist()}

    def __contains__(self, part: str) -> bool:
        return part.casefold() in self._names

    def parts(self, suffix: str) -> list[str]:
        """The names of the parts with a suffix, in order."""
        return sorted(name for name in self._names.values() if name.casefold().endswith(suffix))

    @contextmanager
    def open(self, part: str) -> Iterator[IO[bytes]]:
        """A part as a stream of bytes.

        Raises:
            WorkbookError: the part is missing, too large or damaged.
        """
        name = self._names.get(part.casefold())
        if name is None:
            raise WorkbookError(f"the file is damaged: its part {shown(part)} is missing", DAMAGED)
        if self._zip.getinfo(name).file_size > LARGEST_PART:
            raise WorkbookError(
                f"its part {shown(part)} is larger than 4 GB", "save the sheets that are needed alone"
            )
        damaged = WorkbookError(f"the file is damaged: its part {shown(part)} cannot be unpacked", DAMAGED)
        try:
            stream = self._zip.open(name)
        except (BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
            raise damaged from error
        try:
            with stream:
                yield stream
        except (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError) as error:
            raise damaged from error

    def elements(self, part: str) -> Iterator[Element]:
        """Every element of an XML part, each when it is complete.

        Raises:
            WorkbookError: as ``open``, and where the part is not XML.
        """
        with self.open(part) as stream:
            try:
                # Entities that multiply are refused by expat itself, and none is fetched from elsewhere.
                yield from (element for _, element in iterparse(stream))  # noqa: S314
            except (ParseError, ValueError, LookupError) as error:
                what = f"the file is damaged: its part {shown(part)} is not sound XML"
                raise WorkbookError(what, DAMAGED) from error

    def root(self, part: str) -> Element:
        """The outermost element of a small XML part."""
        root = None
        for root in self.elements(part):  # noqa: B007  # the outermost element is complete last
            pass
        if root is None:
            raise WorkbookError(f"the file is damaged: its part {shown(part)} is empty", DAMAGED)
        return root

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part names, by id, as (type, name).

        If ``part`` is empty, the parts that the package itself names.
        """
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self:
            return {}
        found = {}
        for element in self.root(relations):
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[element.get("Id", "")] = (element.get("Type", ""), posixpath.normpath(path))
        return found

    def main_part(self) -> str:
        """The part that is the document."""
        for kind, name in self.related("").values():
            if kind.endswith("/officeDocument"):
                return name
        return next((name for name in ("xl/workbook.xml", "xl/workbook.bin") if name in self), "")
