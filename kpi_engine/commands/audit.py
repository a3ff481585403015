"""What ``kpi audit`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kpi_engine.analyse.direction_part import explain_direction
from kpi_engine.analyse.rating_part import explain_rating
from kpi_engine.assemble.page.audit_page import assemble_audit_page
from kpi_engine.assemble.section.selection import Selection, Subject, words_of
from kpi_engine.audit.audit import audit_printed
from kpi_engine.audit.page.judged import Tools
from kpi_engine.commands.output.outputs import refuse_inputs
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.accepting import accepted_findings, accepted_problems
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.notices import notice
from kpi_engine.commands.shared.printed_pages import (
    page_problems,
    read_pages,
    sections_in_doubt,
    split_arguments,
)
from kpi_engine.commands.shared.problems import tell_problems, tell_spoiled
from kpi_engine.commands.shared.selecting import selection_for
from kpi_engine.commands.shared.streams import console
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.accepted import OF_AUDIT, split_accepted, without_finding
from kpi_engine.model.definitions.outturns import for_outturns
from kpi_engine.model.definitions.style.theme import Theme
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue
from kpi_engine.model.outputs.audit import Audit, Finding, Reasons
from kpi_engine.model.outputs.audit_page import AuditPage
from kpi_engine.model.outputs.printed import PrintedFigure
from kpi_engine.publish.files import replace_file
from kpi_engine.rate.kernel import rate_observations
from kpi_engine.read.input_files import recording
from kpi_engine.render.data.audit_rows import render_audit_csv, render_audit_json


@frozen
class Audited:
    """Printed figures compared with a scorecard; ``in_doubt`` are warnings about what was printed.

    Areas of ``loaded.spoiled`` are left out. Without ``figures`` there was nothing to audit.
    """

    loaded: Loaded
    figures: tuple[PrintedFigure, ...]
    audit: Audit
    in_doubt: tuple[Issue, ...]
    without_finding: tuple[Issue, ...]


def audit(
    scorecard: Path | None = None,
    *,
    pages: Sequence[Path] = (),
    select: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Audited:
    """Audit printed figures against a scorecard.

    Args:
        scorecard: the scorecard or its folder; None: the scorecard of the current folder.
        pages: CSV files of printed figures; none: the page that the scorecard names.
        select: terms such as ``area:Swale``; only findings that fit are kept.
        exclude: terms in the same form; findings that fit are not kept.

    Raises:
        InputError: the scorecard, its files or a page cannot be used.
    """
    loaded = load_scorecard(scorecard_path(scorecard), also_read=(page_problems(pages), accepted_problems))
    selection = selection_for(loaded, select, exclude)
    printed = read_pages(loaded, pages)
    figures = tuple(figure for figure in printed if figure.area not in loaded.spoiled)
    in_doubt = tuple(sections_in_doubt(loaded, figures))
    if not figures:
        return Audited(loaded, (), Audit(0, 0, 0, (), ()), in_doubt, ())
    acceptances = accepted_findings(loaded)
    whole = audit_loaded(loaded, figures)
    is_whole = not pages and selection.is_everything and not loaded.spoiled
    unused = without_finding(acceptances, whole.findings, OF_AUDIT) if is_whole else ()
    open_findings, accepted = split_accepted(whole.findings, acceptances)
    told = _selected(replace(whole, findings=open_findings, accepted=accepted), figures, loaded, selection)
    return Audited(loaded, figures, told, in_doubt, tuple(unused))


def run_audit(
    files: Sequence[Path],
    *,
    as_csv: bool,
    as_json: bool,
    html: Path | None,
    select: Sequence[str],
    exclude: Sequence[str],
) -> int:
    """Report on standard output, write the page where asked, and return the exit code."""
    scorecard, pages = split_arguments(files)
    with recording() as read:
        found = audit(scorecard, pages=pages, select=select, exclude=exclude)
    loaded = found.loaded
    if html is not None:
        refuse_inputs([html], read, loaded.scorecard)
    tell_problems(found.in_doubt)
    tell_spoiled(loaded.spoiled, "the area is left out of the audit")
    if not found.figures:
        sys.stderr.write("There are no printed figures to audit.\n")
        return exit_codes.EMPTY_SELECTION
    tell_problems(found.without_finding)
    _show(loaded, found.audit, found.figures, as_csv, as_json)
    if html is not None:
        _write_page(html, _page(loaded, found.audit, found.figures), loaded.theme)
    if loaded.spoiled:
        return exit_codes.SOME_FAILED
    return exit_codes.FINDINGS if found.audit.findings else exit_codes.DONE


def audit_loaded(loaded: Loaded, figures: Sequence[PrintedFigure]) -> Audit:
    """The audit of printed figures against a loaded scorecard."""
    areas = loaded.areas
    tools = Tools(
        rate=lambda observations, indicators: rate_observations(observations, indicators, areas),
        rate_outturns=lambda observations, indicators: rate_observations(
            observations, for_outturns(indicators), areas, outturns=True
        ),
        explain=_reasons,
    )
    return audit_printed(
        figures,
        loaded.observations,
        loaded.outturns,
        recomputed=loaded.recomputed,
        recomputed_outturns=loaded.recomputed_outturns,
        indicators=loaded.indicators,
        areas=areas,
        comparators=loaded.comparators,
        titles={section.id: section.title for section in loaded.scorecard.sections},
        tools=tools,
    )


def _reasons(ratings: Ratings, row: int) -> Reasons:
    figure = Figure(ratings, row)
    return Reasons(rag=explain_rating(figure).text, direction=explain_direction(figure).text)


def _selected(audit: Audit, figures: Sequence[PrintedFigure], loaded: Loaded, selection: Selection) -> Audit:
    """The findings and notes of which some cell is selected. Each is found by looking at every cell."""
    if selection.is_everything:
        return audit
    words = {indicator.code: words_of(indicator) for indicator in loaded.indicators}
    rag = {(figure.code, figure.area, figure.section): figure.rag for figure in figures}

    def keeps(finding: Finding) -> bool:
        return any(
            selection.keeps(
                Subject(
                    cell.code,
                    cell.area,
                    (cell.section,),
                    words.get(cell.code, {}),
                    rag.get((cell.code, cell.area, cell.section), figures[0].rag),
                )
            )
            for cell in finding.cells
        )

    return replace(
        audit,
        findings=tuple(filter(keeps, audit.findings)),
        notes=tuple(filter(keeps, audit.notes)),
        accepted=tuple((finding, why) for finding, why in audit.accepted if keeps(finding)),
    )


def _show(
    loaded: Loaded, audit: Audit, figures: Sequence[PrintedFigure], as_csv: bool, as_json: bool
) -> None:
    if as_csv:
        sys.stdout.write(render_audit_csv(audit))
    elif as_json:
        sys.stdout.write(render_audit_json(loaded.scorecard, audit))
    else:
        from kpi_engine.render.terminal.terminal_audit import render_terminal_audit

        render_terminal_audit(_page(loaded, audit, figures), console(), loaded.theme)


def _page(loaded: Loaded, audit: Audit, figures: Sequence[PrintedFigure]) -> AuditPage:
    files = dict.fromkeys(figure.location.file for figure in figures)
    return assemble_audit_page(loaded.scorecard, audit, ", ".join(files))


def _write_page(file: Path, page: AuditPage, theme: Theme) -> None:
    from kpi_engine.render.html.audit_page import render_audit_html

    replace_file(file, render_audit_html(page, theme).encode())
    notice(f"Wrote {file}")
