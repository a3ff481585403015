"""What ``kpi small-numbers`` does."""

from __future__ import annotations

import sys
from pathlib import Path

from kpi_engine.commands.outsider.project import read_project
from kpi_engine.commands.outsider.published_files import published_files
from kpi_engine.commands.outsider.worked_out import findings_of
from kpi_engine.commands.outsider.worked_out_text import findings_as_json, findings_as_text
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path


def run_small_numbers_audit(published: str, scorecard: Path | None, below: int | None, as_json: bool) -> int:
    """Write what can be worked out on standard output, and return the exit code.

    Raises:
        InputError: the scorecard, its definitions or areas, or what is published, cannot be read.
    """
    project = read_project(scorecard_path(scorecard))
    files = published_files(published, Path(project.scorecard.output_folder))
    findings = findings_of(files, project, below or project.first_published)
    write = findings_as_json if as_json else findings_as_text
    sys.stdout.write(write(findings, project.defined, files.not_read))
    return exit_codes.FINDINGS if findings.told else exit_codes.DONE
