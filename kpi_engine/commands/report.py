"""What ``kpi report`` does."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_engine.assemble.page.document import assemble_document
from kpi_engine.assemble.section.parts import EVERY_PART, NO_EXTRA_PARTS
from kpi_engine.assemble.section.selection import Selection
from kpi_engine.commands.output.outputs import refuse_inputs
from kpi_engine.commands.output.pager import print_paged
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.named import named_areas
from kpi_engine.commands.shared.notices import notice
from kpi_engine.commands.shared.problems import tell_spoiled, tell_warnings
from kpi_engine.commands.shared.selecting import selection_for, tell_empty
from kpi_engine.loading import load_scorecard, with_commentary, with_shown_before
from kpi_engine.model.definitions.area import areas_below
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue
from kpi_engine.model.outputs.document import Document
from kpi_engine.model.wording import counted
from kpi_engine.pipeline import (
    Rated,
    is_without_figures,
    pack_for,
    rate_loaded,
    spoils,
    spoils_ranks,
)
from kpi_engine.read.input_files import recording
from kpi_engine.read.places import display_path

if TYPE_CHECKING:
    from rich.console import Console


@frozen
class Report:
    """Scorecards of some areas, and the files that were written.

    ``asked_for`` are the areas; one without a document has no figures, or none that is selected.
    ``spoiled`` holds the errors in figures that the scorecards show as missing, by area, ``spoils_ranks`` the
    errors of areas that only ranks look at, and ``failed`` says why files could not be made.
    """

    rated: Rated
    selection: Selection
    asked_for: tuple[str, ...]
    sound: tuple[str, ...]
    documents: tuple[Document, ...]
    spoiled: Mapping[str, Sequence[Issue]]
    spoils_ranks: Mapping[str, Sequence[Issue]]
    written: tuple[Path, ...]
    failed: tuple[str, ...] = ()


def report(
    scorecard: Path | None = None,
    *,
    areas: Sequence[str] = (),
    output: Path | None = None,
    select: Sequence[str] = (),
    exclude: Sequence[str] = (),
    formats: Sequence[str] = (),
) -> Report:
    """Make the scorecards of some areas, and write the outputs that the scorecard names.

    Args:
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.
        areas: names of areas; none: the first area.
        output: the folder to write to; None: nothing is written.
        select: terms such as ``rag:RED``; only rows that fit are shown.
        exclude: terms in the same form; rows that fit are not shown.
        formats: names of formats to write; none: the outputs that the scorecard names.

    Raises:
        InputError: the scorecard, its definitions or its files cannot be used.
        PublishError: a file cannot be written.
    """
    with recording() as read:
        loaded = load_scorecard(scorecard_path(scorecard))
        if output is not None:
            loaded = with_shown_before(with_commentary(loaded))
    asked_for = named_areas(loaded, "--area", areas) or [loaded.scorecard.area_names[0]]
    selection = selection_for(loaded, select, exclude)
    if formats:
        # What knows the formats and makes files of them is imported for files only: a reader at the
        # terminal waits for none of it.
        from kpi_engine.commands.output.formats import named_formats

        loaded = replace(loaded, scorecard=replace(loaded.scorecard, outputs=named_formats(formats)))
    if output is not None:
        from kpi_engine.commands.output.extras import refuse_missing_extras
        from kpi_engine.commands.output.report_files import planned_files, write_files

        place = "--format" if formats else display_path(Path(loaded.scorecard.file))
        refuse_missing_extras(loaded.scorecard.outputs, place)
        refuse_inputs(planned_files(output, loaded, asked_for), read, loaded.scorecard)
    rated = rate_loaded(loaded)
    sound = [area for area in asked_for if not is_without_figures(rated, area)]
    # A terminal shows less than a page, and a reader waits for it.
    parts = NO_EXTRA_PARTS if output is None else EVERY_PART
    pack = pack_for(rated, selection)
    documents = [assemble_document(pack, area, parts=parts) for area in sound]
    documents = [document for document in documents if document.sections or document.volumes]
    failed: list[str] = []
    written = [] if output is None or not documents else write_files(output, rated, pack, documents, failed)
    return Report(
        rated,
        selection,
        tuple(asked_for),
        tuple(sound),
        tuple(documents),
        spoils(loaded, asked_for),
        spoils_ranks(loaded, asked_for),
        tuple(written),
        tuple(failed),
    )


@frozen
class ReportRequest:
    """What the command line asked for; empty and None are the defaults of ``kpi report``.

    ``opened``: the first page is opened in the browser.
    """

    scorecard: Path | None = None
    areas: Sequence[str] = ()
    output: Path | None = None
    select: Sequence[str] = ()
    exclude: Sequence[str] = ()
    formats: Sequence[str] = ()
    brief: bool = False
    as_json: bool = False
    opened: bool = False


def run_report(request: ReportRequest) -> int:
    """Show the scorecards of some areas, write them where asked, and return the exit code."""
    found = report(
        request.scorecard,
        areas=request.areas,
        output=request.output,
        select=request.select,
        exclude=request.exclude,
        formats=request.formats,
    )
    loaded = found.rated.loaded
    tell_warnings(loaded)
    _tell_spoiled(found)
    if found.sound and not found.documents:
        below = any(areas_below(loaded.areas, area) for area in found.sound)
        tell_empty(found.selection, found.sound, have_areas_below=below)
        return exit_codes.EMPTY_SELECTION
    for reason in found.failed:
        sys.stderr.write(f"Without {reason}\n")
    _tell_written(found.written)
    _show(found, request)
    if request.opened:
        _open(found.written)
    lacking = found.spoiled or found.spoils_ranks or found.failed
    return exit_codes.SOME_FAILED if lacking else exit_codes.DONE


def _tell_spoiled(found: Report) -> None:
    """Say of each area with errors what comes of them: figures shown as missing, no page, or other ranks."""
    without_page = set(found.asked_for) - set(found.sound)
    for area, issues in found.spoiled.items():
        if area in without_page:
            tell_spoiled({area: issues}, "no figure is left, so that there is no page of it")
        else:
            tell_spoiled({area: issues})
    tell_spoiled(found.spoils_ranks, "the ranks shown leave those figures out")


def _tell_written(written: Sequence[Path]) -> None:
    """Name each file, but the many pages of indicators in one line."""
    if not written:
        return
    from kpi_engine.commands.output.site import INDICATOR

    pages = [path for path in written if path.name.startswith(INDICATOR)]
    for path in written:
        if len(pages) < 2 or path not in pages:
            notice(f"Wrote {path}")
    if len(pages) > 1:
        notice(f"Wrote {counted(len(pages), 'page')} of indicators, {pages[0].parent / INDICATOR}*.html")


def _show(found: Report, request: ReportRequest) -> None:
    if request.as_json:
        from kpi_engine.render.data.shown_json import render_shown_json

        sys.stdout.write(render_shown_json(found.documents))
        return
    from kpi_engine.render.terminal.terminal import Detail, render_terminal

    detail = Detail.BRIEF if request.brief else Detail.WHOLE if request.output is None else Detail.COUNTS

    def print_on(screen: Console) -> None:
        for document in found.documents:
            render_terminal(document, screen, found.rated.loaded.theme, detail=detail)

    print_paged(print_on)


def _open(written: Sequence[Path]) -> None:
    """Open the first page in the browser."""
    import webbrowser

    page = next((path for path in written if path.suffix == ".html"), None)
    if page is None:
        sys.stderr.write("There is no HTML page to open: add html to --format.\n")
    elif not webbrowser.open(page.absolute().as_uri()):
        sys.stderr.write(f"No browser could be started; open {page} yourself.\n")
