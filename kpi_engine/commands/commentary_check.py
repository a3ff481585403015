"""What ``kpi commentary check`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kpi_engine.audit.commentary.commentary import audit_commentary
from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.accepting import accepted_findings
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.problems import tell_problems, tell_spoiled
from kpi_engine.loading import Loaded, figures_shown_before, load_commentary, load_scorecard
from kpi_engine.model.accepted import OF_COMMENTARY, split_accepted, without_finding
from kpi_engine.model.figures.commentary import CommentaryFinding, CommentaryFindingKind, for_month
from kpi_engine.model.issue import InputError, Issue, Location, Severity
from kpi_engine.model.outputs.tidy import TidyKind, table_of
from kpi_engine.model.wording import counted
from kpi_engine.pipeline import rate_loaded
from kpi_engine.render.data.csv import render_csv

SCHEMA_VERSION = 1
COLUMNS = {
    "finding": TidyKind.TEXT,
    "code": TidyKind.TEXT,
    "area": TidyKind.TEXT,
    "period": TidyKind.TEXT,
    "quoted": TidyKind.TEXT,
    "figures": TidyKind.TEXT,
    "file": TidyKind.TEXT,
    "line": TidyKind.NUMBER,
    "id": TidyKind.TEXT,
}


def run_commentary_check(scorecard: Path | None, as_csv: bool, as_json: bool) -> int:
    """Check on standard output, and return the exit code."""
    loaded = load_scorecard(scorecard_path(scorecard))
    if not loaded.scorecard.commentary:
        raise _nothing_named(loaded)
    every_month = load_commentary(loaded)
    commentary = for_month(every_month, loaded.scorecard.as_at)
    rated = rate_loaded(loaded)
    findings = audit_commentary(
        commentary,
        rated.ratings,
        outturns=rated.outturns,
        comparators=loaded.comparators,
        sections=loaded.scorecard.sections,
        areas=loaded.areas,
        levels=loaded.scorecard.commentary_levels,
        shown_before=figures_shown_before(loaded.scorecard),
    )
    findings = tuple(finding for finding in findings if finding.area not in loaded.spoiled)
    tell_spoiled(loaded.spoiled, "its commentary is left out of the check")
    acceptances = accepted_findings(loaded)
    if not loaded.spoiled:
        tell_problems(without_finding(acceptances, findings, OF_COMMENTARY))
    findings, accepted = split_accepted(findings, acceptances)
    if as_json or as_csv:
        rows = [_row(finding) for finding in findings]
        sys.stdout.write(_as_json(rows) if as_json else render_csv(table_of(COLUMNS, rows)))
    else:
        sys.stdout.write("".join(f"{_finding_text(finding)} [{finding.id}]\n" for finding in findings))
        others = len(every_month) - len(commentary)
        kept = f" ({others:,} of other months left alone)" if others else ""
        read = f"{len(commentary):,} {'commentary' if len(commentary) == 1 else 'commentaries'}"
        sys.stdout.write(
            f"{read} of {loaded.scorecard.as_at.words} read{kept}: "
            f"{counted(len(findings), 'finding') if findings else 'no findings'}"
            f"{f', {len(accepted):,} accepted' if accepted else ''}.\n"
        )
    return exit_codes.FINDINGS if findings or loaded.spoiled else exit_codes.DONE


_SAID = (
    CommentaryFindingKind.COLOUR,
    CommentaryFindingKind.MOVEMENT,
    CommentaryFindingKind.STANDARD,
    CommentaryFindingKind.COMPARISON,
)


def _finding_text(finding: CommentaryFinding) -> str:
    """One line: where, which row, what is wrong."""
    row = f"{finding.location}: {finding.code} · {finding.area}"
    if finding.kind is CommentaryFindingKind.NUMBER:
        return f"{row}: {finding.quoted} does not match any figure of this row: {finding.figures}"
    if finding.kind in _SAID:
        return f"{row}: the text says {finding.quoted}, but {finding.figures}"
    if finding.kind is CommentaryFindingKind.MISSING:
        return f"{row}: no commentary on {finding.period}, {finding.figures}"
    return f"{row}: {finding.figures}"


def _nothing_named(loaded: Loaded) -> InputError:
    what, remedy = "this scorecard names no commentary", 'add a line such as "commentary: commentary"'
    return InputError([Issue(Severity.ERROR, Location(loaded.scorecard.file), what, remedy)])


def _row(finding: CommentaryFinding) -> tuple[str, ...]:
    return (
        finding.kind.value,
        finding.code,
        finding.area,
        finding.period,
        finding.quoted,
        finding.figures,
        finding.location.file,
        str(finding.location.line),
        finding.id,
    )


def _as_json(rows: Sequence[tuple[str, ...]]) -> str:
    findings = [{**dict(zip(COLUMNS, row, strict=True)), "line": int(row[-2])} for row in rows]
    return json_document(SCHEMA_VERSION, {"findings": findings})
