"""What ``kpi init`` does."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from kpi_engine.commands.output.new_files import as_argument, write_new_files
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import BOOK_NAME

_TEMPLATES = Path(__file__).parent / "templates" / "project"
# The files of a project, in the order in which somebody makes them their own.
_PROJECT = {
    "scorecard.yaml": "the title, the body and the month",
    "indicators/measures.yaml": "what is measured, and its targets",
    "observations.csv": "the figures, a line each",
}

_BOOK = {BOOK_NAME: "its first sheet explains it; the others are Measures and Figures"}


def run_init(folder: Path, *, workbook: bool) -> int:
    """Write the files of a new scorecard into a folder, say what is next, and return the exit code."""
    files, words = (_book(), _BOOK) if workbook else (_project_files(), _PROJECT)
    write_new_files(folder, files)
    made = folder / BOOK_NAME if workbook else folder
    argument = "" if made == Path() else as_argument(made)
    sys.stdout.write(_next_steps(words, argument))
    return exit_codes.DONE


def _book() -> Mapping[str, bytes]:
    from kpi_engine.commands.output.new_book import new_book

    return {BOOK_NAME: new_book()}


def _project_files() -> Mapping[str, bytes]:
    return {name: (_TEMPLATES / name).read_bytes() for name in _PROJECT}


def _next_steps(words: Mapping[str, str], place: str) -> str:
    """The files that were made, and what is next; ``place`` is the scorecard as commands take it."""
    width = max(map(len, words))
    where = "" if not place or place in words else f" in {place}"
    argument = f" {place}" if place else ""
    lines = [
        f"Made a scorecard{where}. It works as it is; the figures are made up.",
        "",
        *(f"  {name:<{width}}  {what}" for name, what in words.items()),
        "",
        f"Look at it:      kpi report{argument}",
        f"Make the page:   kpi report{argument} --output out",
        "Make it yours:   change the lines that the files explain, then kpi check" + argument,
    ]
    return "".join(f"{line}\n" for line in lines)
