"""One area's pack as a worker makes it: files and what is found in them, or the reason there are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_engine.assemble.page.document import assemble_document
from kpi_engine.assemble.page.site_entry import area_entry
from kpi_engine.assemble.section.sections import Pack as Shared
from kpi_engine.assemble.tidy.areas import TidyAreas
from kpi_engine.commands.output.formats import FormatFailed, fault_of
from kpi_engine.commands.output.packs import area_files
from kpi_engine.commands.run.conditions import figures_found
from kpi_engine.loading import Loaded
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.outputs.difference import SinceLast
from kpi_engine.model.outputs.document import Document
from kpi_engine.model.outputs.site import NO_SITE, AreaEntry, Site

_NOT_RATED = "not_rated"


@dataclass(frozen=True, slots=True)
class Pack:
    """The files of an area by name, and the figures that each condition of ``--fail-on`` finds in it.

    ``lacking`` says which files could not be made, and why; ``entry`` is what the first page says of it.
    """

    files: tuple[tuple[str, bytes], ...]
    lacking: tuple[str, ...]
    counts: Mapping[str, int]
    found: Mapping[str, tuple[str, ...]]
    entry: AreaEntry


@dataclass(frozen=True, slots=True)
class NoPack:
    """Why an area has no pack."""

    reason: str


@dataclass(frozen=True, slots=True)
class PackMaker:
    """Makes the pack of an area; ``names`` are the file names of areas, ``since`` what each page says.

    ``site`` is what is around each page.

    ``shared`` is what all pages are made from, and ``tidy`` makes rows of any area: both are made before the
    workers are, so that these share them.
    """

    loaded: Loaded
    shared: Shared
    tidy: TidyAreas
    names: Mapping[str, str]
    formats: Sequence[OutputFormat]
    since: Mapping[str, SinceLast]
    site: Site = NO_SITE

    def __call__(self, area: str) -> Pack | NoPack:
        """The pack of an area. Never raises: what goes wrong with one area must not stop the others."""
        try:
            document = assemble_document(self.shared, area, since_last=self.since[area])
            name, ratings_of = self.names[area], self.tidy.of_areas
            made = tuple(area_files(self.loaded, document, ratings_of, name, self.formats, site=self.site))
        except Exception as error:  # whatever it is, it is this area's reason
            return NoPack(fault_of(error))
        files = tuple((file, content) for file, content in made if isinstance(content, bytes))
        lacking = tuple(content.reason for _, content in made if isinstance(content, FormatFailed))
        if lacking and not files:
            return NoPack("; ".join(lacking))
        counts = _counts(document)
        found = figures_found(document, self.loaded.scorecard.scale)
        return Pack(files, lacking, _named(document, counts), found, area_entry(document))


def _named(document: Document, counts: Mapping[str, int]) -> Mapping[str, int]:
    """The counts of ratings by the names of their columns, the worst first."""
    named = {
        column.title: counts[column.key]
        for column in document.summary.columns
        if column.group == "Rating" and column.key != _NOT_RATED
    }
    return {**named, "not rated": counts[_NOT_RATED]}


def _counts(document: Document) -> Mapping[str, int]:
    """What the document's summary counts in all, by the key of its column."""
    total = document.summary.rows[-1]
    return {
        column.key: int(cell.number)
        for column, cell in zip(document.summary.columns, total.cells, strict=True)
        if cell.number is not None
    }
