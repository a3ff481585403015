"""What ``kpi report`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kpi_engine.assemble.page.document import assemble_document
from kpi_engine.assemble.section.parts import EVERY_PART, NO_EXTRA_PARTS
from kpi_engine.assemble.section.sections import Pack
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.area_names import named_areas
from kpi_engine.commands.shared.extras import refuse_missing_extras
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.packs import area_files, file_names, ratings_files
from kpi_engine.commands.shared.problems import tell_spoiled, tell_warnings
from kpi_engine.commands.shared.selecting import selection_for, tell_empty
from kpi_engine.model.definitions.theme import Theme
from kpi_engine.model.outputs.document import Document
from kpi_engine.pipeline import (
    Rated,
    is_without_figures,
    load_scorecard,
    pack_for,
    rate_loaded,
    spoils,
    tidy_for,
    with_commentary,
)
from kpi_engine.read.places import display_path


def run_report(
    scorecard: Path | None,
    area_names: Sequence[str],
    output: Path | None,
    select: Sequence[str],
    exclude: Sequence[str],
) -> int:
    """Show the scorecards of some areas, write them where asked, and return the exit code."""
    loaded = load_scorecard(scorecard_path(scorecard))
    if output is not None:
        loaded = with_commentary(loaded)
    asked_for = named_areas(loaded, "--area", area_names) or [loaded.scorecard.area_names[0]]
    selection = selection_for(loaded, select, exclude)
    if output is not None:
        refuse_missing_extras(loaded.scorecard.outputs, display_path(Path(loaded.scorecard.file)))
    tell_warnings(loaded.warnings)
    rated = rate_loaded(loaded)
    sound = [area for area in asked_for if not is_without_figures(rated, area)]
    # A terminal shows less than a page, and a reader waits for it.
    parts = NO_EXTRA_PARTS if output is None else EVERY_PART
    pack = pack_for(rated, selection)
    documents = [assemble_document(pack, area, parts=parts) for area in sound]
    documents = [document for document in documents if document.sections or document.volumes]
    spoiled = spoils(loaded, asked_for)
    tell_spoiled(spoiled)
    if sound and not documents:
        tell_empty(selection, sound)
        return exit_codes.EMPTY_SELECTION
    _show(documents, loaded.theme)
    if output is not None and documents:
        _write(output, rated, pack, documents)
    return exit_codes.SOME_FAILED if spoiled else exit_codes.DONE


def _show(documents: Sequence[Document], theme: Theme) -> None:
    from rich.console import Console

    from kpi_engine.render.terminal.terminal import render_terminal

    console = Console(file=sys.stdout)
    for document in documents:
        render_terminal(document, console, theme)


def _write(folder: Path, rated: Rated, pack: Pack, documents: Sequence[Document]) -> None:
    """The outputs that the scorecard names: a page an area, and one file of ratings a format."""
    loaded = rated.loaded
    names = file_names([area.name for area in loaded.areas])
    formats, ratings = loaded.scorecard.outputs, tidy_for(rated, pack.selection)
    folder.mkdir(parents=True, exist_ok=True)
    for document in documents:
        for name, content in area_files(loaded, document, ratings.of_areas, names[document.area], formats):
            _put(folder / name, content)
    for name, blocks in ratings_files(pack, lambda: [ratings], formats):
        _put(folder / name, b"".join(blocks))


def _put(path: Path, content: bytes) -> None:
    from kpi_engine.publish.files import replace_file

    replace_file(path, content)
    sys.stderr.write(f"Wrote {path}\n")
