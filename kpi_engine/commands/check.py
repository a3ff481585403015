"""What ``kpi check`` does."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kpi_engine.audit.lint.exactness import figures_not_kept_exactly
from kpi_engine.audit.lint.lint import lint, unrated_pages
from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.accepting import accepted_problems
from kpi_engine.commands.shared.finding import scorecard_path, stands_for_a_scorecard
from kpi_engine.commands.shared.printed_pages import published_problems
from kpi_engine.loading import Loaded, load_commentary, load_scorecard
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.made_from.measure import Origin
from kpi_engine.model.definitions.outturns import for_outturns
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.definitions.small_numbers import FIRST_PUBLISHED
from kpi_engine.model.issue import InputError, Issue, error, errors_in
from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.model.wording import counted, joined
from kpi_engine.pipeline import Rated, rate_loaded
from kpi_engine.read.input_files import UnreadableFileError, read_file
from kpi_engine.read.places import display_path, is_workbook_name
from kpi_engine.read.yaml.yaml_text import LARGEST_FILE
from kpi_engine.rules import load_definitions

_SCORECARD_KEY = re.compile(r"^(sections|as_at|observations)[ \t]*:", re.MULTILINE)

SCHEMA_VERSION = 1
_ALSO_READ = (published_problems, accepted_problems)


def run_check(path: Path | None, strict: bool, as_json: bool) -> int:
    """Check, report on standard output, and return the exit code."""
    notices: tuple[str, ...] = ()
    try:
        if path is None or _is_scorecard(path):
            sound, issues, notices = _check_scorecard(scorecard_path(path), strict)
        else:
            sound, issues = _check_definitions(path)
        has_findings = bool(issues) if strict else errors_in(issues)
        exit_code = exit_codes.FINDINGS if has_findings else exit_codes.DONE
    except InputError as error:
        sound, issues = "", error.issues
        exit_code = exit_codes.WRONG_INPUT
    sys.stdout.write(_as_json(issues, notices) if as_json else _as_text(sound, issues, notices))
    return exit_code


def _is_scorecard(path: Path) -> bool:
    if stands_for_a_scorecard(path) or is_workbook_name(path):
        return True
    try:
        text = read_file(path, LARGEST_FILE, "").decode("utf-8", "replace")
    except UnreadableFileError:
        return False  # its reader says why
    return _SCORECARD_KEY.search(text) is not None


def _check_scorecard(path: Path, strict: bool) -> tuple[str, tuple[Issue, ...], tuple[str, ...]]:
    """What was read, the problems found, and notices, which are no problems."""
    loaded = load_scorecard(path, also_read=_ALSO_READ)
    others = _problems_of_others(loaded)
    sound = (
        f"{counted(len(loaded.indicators), 'indicator')}, {counted(len(loaded.areas), 'area')}, "
        f"{counted(_supplied(loaded.observations), 'observation')} and "
        f"{counted(_supplied(loaded.outturns), 'outturn')} read"
    )
    spoiled = tuple(issue for issues in loaded.spoiled.values() for issue in issues)
    rated, scorecard = rate_loaded(loaded), loaded.scorecard
    told = (
        *figures_not_kept_exactly(loaded.observations, loaded.indicators),
        *figures_not_kept_exactly(loaded.outturns, for_outturns(loaded.indicators), outturns=True),
        *unrated_pages(rated.ratings, scorecard.sections, loaded.areas, scorecard.area_names),
    )
    found = _look_once_more(rated) if strict else ()
    issues = (*_logo_problems(loaded), *spoiled, *loaded.warnings, *others, *told, *found)
    return sound, issues, tuple(_short_history(rated))


def _short_history(rated: Rated) -> Iterator[str]:
    """What is said where process limits are asked for and most series are too short for them."""
    statistics, ratings = rated.ratings.statistics, rated.ratings
    if statistics is None or statistics.process is None:
        return
    process = statistics.process
    has_figures = process.points > 0
    short = statistics.is_latest & has_figures & (process.status == NoStatistic.TOO_FEW.code)
    rows = short.nonzero()[0].tolist()
    if rows:
        needed = max(ratings.indicators[ratings.observations.code[row]].chart.points for row in rows)
        has = int(process.points[rows].max())
        files = joined([display_path(source.path) for source in rated.loaded.scorecard.observations])
        series = f"{len(rows)} of {int((statistics.is_latest & has_figures).sum())} series"
        yield (
            f"{files}: notice: process limits need {needed} periods, and {series} have {has} or fewer; "
            "keep 24 months in the file"
        )


def _problems_of_others(loaded: Loaded) -> tuple[Issue, ...]:
    """What is wrong with the files that only an audit reads; the errors of commentary stop the check."""
    named = (loaded.scorecard, loaded.indicators, loaded.areas)
    found = tuple(issue for problems in _ALSO_READ for issue in problems(*named))
    try:
        load_commentary(loaded)
    except InputError as wrong:
        raise InputError((*wrong.issues, *found)) from wrong
    return found


def _logo_problems(loaded: Loaded) -> Iterator[Issue]:
    """A logo that a PDF cannot show: every area's PDF would fail."""
    logo, theme = loaded.theme.logo, loaded.scorecard.theme
    if logo is None or theme is None or not any(output.is_pdf for output in loaded.scorecard.outputs):
        return
    # Imported where there is a logo: it knows what makes every format, and most of kpi with it.
    from kpi_engine.commands.output.extras import is_installed

    if not is_installed(OutputFormat.PDF):
        return
    from kpi_engine.render.pdf import why_no_logo

    reason = why_no_logo(logo)
    if reason:
        what = f"the logo of the theme cannot be shown in a PDF ({reason})"
        yield error(theme.location, what, "save the logo anew, as PNG, with a program that draws")


def _supplied(figures: Observations) -> int:
    """How many figures were read, without computed figures and figures with an error."""
    read = (figures.origin == Origin.SUPPLIED.code) & (figures.missing != Missing.UNUSABLE.code)
    return int(read.sum())


def _look_once_more(rated: Rated) -> tuple[Issue, ...]:
    """What is sound and yet not plausible."""
    from kpi_engine.commands.run.gone import gone_since_last
    from kpi_engine.validate.small_numbers import given_away
    from kpi_engine.withhold.outsider import published_of, worked_out

    loaded, ratings = rated.loaded, rated.ratings
    scorecard = loaded.scorecard
    published = published_of(loaded.observations, loaded.indicators)
    below = FIRST_PUBLISHED if scorecard.small_numbers is None else scorecard.small_numbers.below
    found = worked_out(published, loaded.indicators, loaded.areas, below)
    return (
        *given_away(found, loaded.observations),
        *lint(ratings, scorecard.sections, loaded.areas, scorecard.area_names, scorecard.as_at),
        *gone_since_last(rated),
    )


def _check_definitions(path: Path) -> tuple[str, tuple[Issue, ...]]:
    definitions = load_definitions([path], path if path.is_dir() else path.parent)
    if errors_in(definitions.issues):
        raise InputError(definitions.issues)
    return f"{counted(len(definitions.indicators), 'indicator')} read", definitions.issues


def _as_text(sound: str, issues: tuple[Issue, ...], notices: tuple[str, ...] = ()) -> str:
    lines = [*(str(issue) for issue in issues), *notices]
    found = "no problems" if not issues else counted(len(issues), "problem")
    lines.append(f"{sound}: {found}." if sound else f"{found}.")
    return "".join(f"{line}\n" for line in lines)


def _as_json(issues: tuple[Issue, ...], notices: tuple[str, ...] = ()) -> str:
    rows = [
        {
            "severity": issue.severity.value,
            "file": issue.location.input,
            "line": issue.location.line or None,
            "column": issue.location.column or None,
            "area": issue.area,
            "what": issue.what,
            "remedy": issue.remedy,
        }
        for issue in issues
    ]
    return json_document(SCHEMA_VERSION, {"issues": rows, "notices": list(notices)})
