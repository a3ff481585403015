"""The files that ``kpi report`` writes: pages of areas, pages around them, and ratings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kpi_engine.assemble.page.site_entry import area_entry
from kpi_engine.assemble.section.sections import Pack
from kpi_engine.commands.output.data_files import names_of_descriptions, with_descriptions
from kpi_engine.commands.output.formats import FormatFailed, names_of_files
from kpi_engine.commands.output.packs import area_files, file_names, ratings_files
from kpi_engine.commands.output.site import IndicatorMaker, SitePlan, first_pages, names_of_site, plan_site
from kpi_engine.loading import Loaded
from kpi_engine.model.outputs.document import Document
from kpi_engine.pipeline import Rated, tidy_for
from kpi_engine.publish.files import replace_file


def planned_files(folder: Path, loaded: Loaded, areas: Sequence[str]) -> list[Path]:
    """Every file that a report of these areas may write."""
    names = file_names([area.name for area in loaded.areas])
    formats = loaded.scorecard.outputs
    of_areas = tuple(names_of_files([names[area] for area in areas], formats))
    of_site = names_of_site(loaded, names, formats)
    return [folder / name for name in (*of_areas, *names_of_descriptions(of_areas), *of_site)]


def write_files(
    folder: Path, rated: Rated, pack: Pack, documents: Sequence[Document], failed: list[str]
) -> list[Path]:
    """The outputs that the scorecard names: a page an area, and one file of ratings a format.

    Why a file could not be made is added to ``failed``.
    """
    loaded = rated.loaded
    names = file_names([area.name for area in loaded.areas])
    formats, ratings = loaded.scorecard.outputs, tidy_for(rated, pack.selection)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    plan = plan_site(loaded, pack, [document.area for document in documents], names, formats)
    for document in documents:
        files = area_files(loaded, document, ratings.of_areas, names[document.area], formats, site=plan.site)
        for name, content in files:
            if isinstance(content, FormatFailed):
                failed.append(content.reason)
                continue
            replace_file(folder / name, content)
            written.append(folder / name)
    names_written = {path.name for path in written}
    with_page = [each for each in documents if plan.site.pages.get(each.area) in names_written]
    for name, made in _site_files(loaded, pack, plan, with_page):
        if isinstance(made, FormatFailed):
            failed.append(made.reason)
            continue
        replace_file(folder / name, made)
        written.append(folder / name)
    of_ratings = ratings_files(pack, lambda: [ratings], formats)
    for name, blocks in with_descriptions(loaded.scorecard, of_ratings):
        replace_file(folder / name, b"".join(blocks))
        written.append(folder / name)
    return written


def _site_files(
    loaded: Loaded, pack: Pack, plan: SitePlan, documents: Sequence[Document]
) -> Iterator[tuple[str, bytes | FormatFailed]]:
    """The pages around the pages of areas; ``documents`` are the documents that have a page."""
    if documents:
        yield from first_pages(loaded, plan, [area_entry(document) for document in documents])
        make = IndicatorMaker(loaded, pack, plan)
        for code, name in plan.site.indicators.items():
            yield name, make(code)
