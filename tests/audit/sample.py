"""The audit of the sample, and its outputs as they should be, in the files of ``golden`` beside this one.

``python -m tests.audit.sample`` writes them anew; read the difference before committing it.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console

from kpi_engine.assemble.page.audit_page import assemble_audit_page
from kpi_engine.commands.audit import audit_loaded
from kpi_engine.commands.shared.printed_pages import read_pages
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.outputs.audit import Audit
from kpi_engine.render.data.audit_rows import render_audit_csv
from kpi_engine.render.terminal.terminal_audit import render_terminal_audit

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "golden"
SCORECARD = Path("sample_data/kent_2024_08/scorecard.yaml")
PUBLISHED = SCORECARD.parent / "published.csv"


def loaded_sample() -> Loaded:
    """The sample; read from the project's folder, so that paths in messages are the same everywhere."""
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        return load_scorecard(SCORECARD)
    finally:
        os.chdir(here)


def audited_sample(loaded: Loaded) -> Audit:
    """The audit of the figures that the sample's pack prints."""
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        return audit_loaded(loaded, read_pages(loaded, [PUBLISHED]))
    finally:
        os.chdir(here)


def terminal(loaded: Loaded, audit: Audit) -> str:
    """The report as piped to a file, 100 columns wide."""
    file = io.StringIO()
    page = assemble_audit_page(loaded.scorecard, audit, str(PUBLISHED))
    render_terminal_audit(page, Console(file=file, width=100))
    return file.getvalue()


OUTPUTS: Mapping[str, Callable[[Loaded, Audit], str]] = {
    "kent.txt": terminal,
    "kent.csv": lambda _, audit: render_audit_csv(audit),
}


def write() -> None:
    """Write every output anew."""
    loaded = loaded_sample()
    audit = audited_sample(loaded)
    for name, output in OUTPUTS.items():
        (FOLDER / name).write_text(output(loaded, audit), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write()
