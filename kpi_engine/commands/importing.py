"""What ``kpi import`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kpi_engine.commands.output.new_files import as_argument, write_new_files
from kpi_engine.commands.shared import exit_codes
from kpi_engine.model.issue import InputError, Issue, Location, error
from kpi_engine.model.outputs.draft import DraftScorecard
from kpi_engine.model.wording import counted, did_you_mean, joined, shown
from kpi_engine.read.places import display_path, is_workbook_name
from kpi_engine.read.recognise.draft.drafts import recognise
from kpi_engine.read.recognise.found import SheetReport
from kpi_engine.read.recognise.pasted import sheet_of_text
from kpi_engine.read.workbook.open_workbook import open_workbook
from kpi_engine.read.workbook.sheet import Sheet, Visibility, WorkbookError
from kpi_engine.render.data.draft import render_draft

_MOST_TOLD, _MOST_ASKED = 12, 30


def run_import(file: Path, to: Path | None, only: Sequence[str]) -> int:
    """Write the scorecard of a workbook, say what was made of it, and return the exit code.

    Raises:
        InputError: the file cannot be read, holds no table of figures, or a file to write is there already.
    """
    sheets = _sheets(file, only)
    recognised = recognise([sheet for sheet in sheets if sheet.visibility is Visibility.VISIBLE], file.stem)
    report = [*_report(recognised.reports), *_hidden(sheets)]
    if recognised.draft is None:
        sys.stdout.write("".join(f"{line}\n" for line in report))
        what = "no table of figures was found: none has periods in its headings or down a column"
        remedy = "give each column of figures a heading such as 2024-25 Q1, Apr 2024 or 2023/24"
        raise InputError([error(Location(display_path(file)), what, remedy)])
    folder = Path(file.stem) if to is None else to
    files = render_draft(recognised.draft, file.name)
    write_new_files(folder, {name: text.encode() for name, text in files.items()})
    unclear = sum(len(each.not_understood) for each in recognised.reports)
    report += ["", *_summary(recognised.draft, folder, list(files), unclear)]
    sys.stdout.write("".join(f"{line}\n" for line in report))
    return exit_codes.DONE


def _sheets(file: Path, only: Sequence[str]) -> list[Sheet]:
    if not is_workbook_name(file):
        sheet, issues = sheet_of_text(file)
        if sheet is None:
            raise InputError(issues)
        return [sheet]
    workbook, issues = open_workbook(file)
    if workbook is None:
        raise InputError(issues)
    unknown = [name for name in only if name not in workbook.sheet_names]
    if unknown:
        raise InputError([_no_sheet(file, name, workbook.sheet_names) for name in unknown])
    try:
        return [workbook.sheet(name) for name in workbook.sheet_names if not only or name in only]
    except WorkbookError as problem:
        raise InputError([error(Location(display_path(file)), problem.what, problem.remedy)]) from problem


def _no_sheet(file: Path, name: str, known: Sequence[str]) -> Issue:
    remedy = did_you_mean(name, known) or f"its sheets are {joined([shown(each) for each in known])}"
    return error(Location(display_path(file)), f"there is no sheet {shown(name)}", remedy)


def _report(reports: Sequence[SheetReport]) -> list[str]:
    """Sheet by sheet what was taken, left out and not understood."""
    lines = []
    for report in reports:
        lines.append(f"Sheet {shown(report.name)}")
        lines += [f"  took            {told}" for told in report.taken] or ["  took            nothing"]
        lines += _some("left out", report.skipped)
        lines += _some("not understood", report.not_understood)
    return lines


def _some(label: str, told: Sequence[str]) -> list[str]:
    lines = [f"  {label:<15} {each}" for each in told[:_MOST_TOLD]]
    return [*lines, f"  {label:<15} and {len(told) - _MOST_TOLD:,} more"] if len(told) > _MOST_TOLD else lines


def _first(questions: Sequence[str]) -> list[str]:
    lines = [f"  {question}" for question in questions[:_MOST_ASKED]]
    unlisted = len(questions) - _MOST_ASKED
    return [*lines, f"  and {unlisted:,} more, which the files say"] if unlisted > 0 else lines


def _hidden(sheets: Sequence[Sheet]) -> list[str]:
    names = [shown(sheet.name) for sheet in sheets if sheet.visibility is not Visibility.VISIBLE]
    return [f"Left out because hidden: {joined(names)}"] if names else []


def _summary(draft: DraftScorecard, folder: Path, files: Sequence[str], unclear: int) -> list[str]:
    measures = [measure for service in draft.services for measure in service.measures]
    tables = dict(draft.tables)
    inferred = sum(bool(line.inferred) for measure in measures for line in measure.every_line)
    figures = len(tables["observations.csv"].rows)
    lines = [
        f"Wrote {folder.as_posix()}: {counted(len(measures), 'measure')}, {counted(figures, 'figure')}"
        + (
            f", {counted(len(tables['published.csv'].rows), 'printed rating')}"
            if "published.csv" in tables
            else ""
        ),
        *(f"  {name}" for name in files),
        f"{counted(inferred, 'line')} of the files follow from what the workbook shows: # inferred says so",
    ]
    if unclear:
        were, them = ("was", "it holds") if unclear == 1 else ("were", "they hold")
        lines.append(
            f"{counted(unclear, 'place')} {were} not understood (see above): what {them} is in no file"
        )
    if draft.questions:
        lines += ["", "Still to be said by you:", *_first(draft.questions)]
    place = as_argument(folder)
    lines += ["", f"Next: kpi check {place}, then kpi report {place}"]
    return lines
