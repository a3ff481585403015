"""What ``kpi run`` does: load, make every pack, publish them as an edition, and say what came of it."""

from __future__ import annotations

import getpass
import os
import platform
import sys
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from kpi_engine.commands.output.extras import refuse_missing_extras
from kpi_engine.commands.output.formats import named_formats
from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.output.outputs import refuse_inputs_in
from kpi_engine.commands.run.edition import Batch, Nowhere
from kpi_engine.commands.run.inputs import inputs_of, portable, versions
from kpi_engine.commands.run.log import RunLog, now
from kpi_engine.commands.run.since_last import LastEdition, last_edition
from kpi_engine.commands.run.sources_used import sources_used
from kpi_engine.commands.run.withheld import without_withheld
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.commands.shared.named import named_areas
from kpi_engine.commands.shared.notices import Verbosity, verbosity
from kpi_engine.commands.shared.streams import results_are_files
from kpi_engine.loading import Loaded, load_scorecard, with_commentary, with_shown_before
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.figures.periods.shown_periods import newest_periods
from kpi_engine.model.issue import InputError, Issue, Location, Severity
from kpi_engine.model.wording import counted, shown
from kpi_engine.pipeline import rate_loaded
from kpi_engine.publish.editions.edition import Draft
from kpi_engine.publish.editions.lock import Holder
from kpi_engine.publish.editions.manifest import AreaStatus, Manifest, fingerprint, manifest_facts
from kpi_engine.publish.editions.publication import Made, Outcome, Publication, Result, publishing
from kpi_engine.publish.editions.run_record import RunRecord, interrupted, write_run_record
from kpi_engine.publish.failure import PublishError
from kpi_engine.publish.layout import OWN_FILES, STRAY
from kpi_engine.read.csv.period_readings import why_not_a_month
from kpi_engine.read.csv.periods import parse_month
from kpi_engine.read.input_files import recording
from kpi_engine.read.places import display_path
from kpi_engine.validate.data.newest_figures import figures_long_before

_SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asked for; empty and None are the defaults of ``kpi run``."""

    scorecard: Path | None = None
    as_at: str | None = None
    areas: Sequence[str] = ()
    formats: Sequence[str] = ()
    dry_run: bool = False
    fail_on: Sequence[str] = ()
    jobs: int | None = None
    json_log: bool = False
    certify: bool = False
    json_result: bool = False


def run_batch(request: Request) -> int:
    """Publish an edition, or say why there is none, and return the exit code.

    Raises:
        InputError: scorecard, definitions or data cannot be used; nothing was written.
        PublishError: the output folder cannot be used; readers have the edition they had.
    """
    results_are_files()
    log = RunLog(sys.stderr, as_json=request.json_log, quiet=verbosity() is Verbosity.QUIET)
    if request.dry_run:
        batch = _batch(request, log)
        manifest = batch.ended(batch.make(Nowhere(), LastEdition()).manifest)
        log.tell("dry run", "dry run: nothing was written", exit_code=manifest.exit_code)
        outcome, figures = "dry run", {}
    else:
        result = publish(request, log)
        manifest, outcome = result.manifest, result.outcome.value
        figures = {"restated": len(result.restatements), "withdrawn": result.withdrawn}
    if request.json_result:
        content = {"outcome": outcome, **figures, "manifest": manifest_facts(manifest)}
        sys.stdout.write(json_document(_SCHEMA_VERSION, content))
    return manifest.exit_code


def publish(request: Request, log: RunLog | None = None) -> Result:
    """Publish every area's scorecard as an edition; without a log nothing is printed.

    Returns:
        the outcome with the edition's name, its manifest and what it restates; ``manifest.exit_code`` is what
        ``kpi run`` would end with.

    Raises:
        InputError: scorecard, definitions or data cannot be used; nothing was written.
        PublishError: the output folder cannot be used; readers have the edition they had.
    """
    said = RunLog(StringIO()) if log is None else log
    holder = Holder(os.getpid(), platform.node(), _user(), now())
    batch = _batch(request, said)
    folder = Path(batch.rated.loaded.scorecard.output_folder)
    with publishing(folder, holder) as publication:
        return _publish(publication, batch, holder)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "a user without a name"  # in a container an account may be a number only


def _batch(request: Request, log: RunLog) -> Batch:
    """Everything loaded and rated, and the manifest as far as it is known before a pack is made."""
    path = scorecard_path(request.scorecard)
    as_at = _month(request.as_at)
    with recording() as read:
        loaded = with_commentary(load_scorecard(path, as_at))
    files = inputs_of(read, loaded.scorecard)
    _refuse_future(loaded.scorecard, request.as_at)
    _refuse_far_beyond(loaded, request.as_at)
    refuse_inputs_in(Path(loaded.scorecard.output_folder), OWN_FILES, STRAY, read)
    loaded = with_shown_before(loaded)
    if request.certify:
        _refuse_uncertain(loaded)
    names = _listed(request.areas, {area.name for area in loaded.areas})
    areas = named_areas(loaded, "--area", names) or list(loaded.scorecard.area_names)
    formats = named_formats(request.formats) or loaded.scorecard.outputs
    refuse_missing_extras(formats, "--format" if request.formats else display_path(path))
    log.tell("loaded", f"{loaded.scorecard.title}, as at {loaded.scorecard.as_at.label}", areas=areas)
    for issue in loaded.warnings:
        log.tell("warning", str(portable(issue, loaded.scorecard.root)))
    manifest = Manifest(
        edition="",
        previous="",
        title=loaded.scorecard.title,
        as_at=loaded.scorecard.as_at.label,
        options={
            "areas": ", ".join(areas),
            "formats": ", ".join(output.value for output in formats),
            # It decides an exit code and no file. Editions have it on record since it once counted.
            "fail_on": "",
        },
        versions=versions(),
        inputs=files.inputs,
        definitions=files.definitions,
        outputs=(),
        areas=(),
        findings=_findings(loaded),
        exit_code=exit_codes.DONE,
        interrupted=False,
        sources=sources_used(loaded, read),
    )
    return Batch(
        rated=rate_loaded(loaded),
        areas=tuple(areas),
        formats=tuple(formats),
        fail_on=tuple(request.fail_on),
        jobs=min(request.jobs or os.cpu_count() or 1, len(areas)),
        manifest=without_withheld(manifest, loaded),
        log=log,
    )


def _refuse_uncertain(loaded: Loaded) -> None:
    """Stop where nobody can show that no small number can be worked out."""
    if loaded.withholding is None:
        what = "there is nothing to certify: the scorecard has no small_numbers"
        raise _wrong("--certify", what, "add small_numbers to the scorecard, or leave --certify out")
    if loaded.withholding.issues:
        raise InputError([replace(issue, severity=Severity.ERROR) for issue in loaded.withholding.issues])


def _refuse_future(scorecard: Scorecard, asked_for: str | None) -> None:
    """Stop where the month has not begun: its edition would be the latest for as long as that takes."""
    month = scorecard.as_at.label
    if month > now()[: len(month)]:
        place = "--as-at" if asked_for is not None else scorecard.file
        raise _wrong(place, f"the month {month} has not begun", "name the month of the newest figures")


def _refuse_far_beyond(loaded: Loaded, asked_for: str | None) -> None:
    """Stop where a month is asked for that the figures do not nearly reach: its edition would be the latest.

    Where the scorecard itself is as at such a month, that is a warning.
    """
    if asked_for is None:
        return
    newest = newest_periods(loaded.observations, loaded.indicators, loaded.scorecard.as_at)
    found = figures_long_before(loaded.scorecard, newest, loaded.indicators)
    refused = [replace(issue, severity=Severity.ERROR, location=Location("--as-at")) for issue in found]
    if refused:
        raise InputError(refused)


def _month(text: str | None) -> Month | None:
    month = parse_month(text) if text is not None else None
    if text is not None and month is None:
        raise _wrong("--as-at", f"{shown(text)} {why_not_a_month(text)}", "write it like 2024-08")
    return month


def _listed(values: Sequence[str], known: Collection[str]) -> list[str]:
    """Values given one by one or with commas between them; a comma may be part of a known name."""
    parts = [part for value in values for part in ([value] if value in known else value.split(","))]
    return [part.strip() for part in parts]


def _wrong(option: str, what: str, remedy: str) -> InputError:
    return InputError([Issue(Severity.ERROR, Location(option), what, remedy)])


def _findings(loaded: Loaded) -> tuple[Issue, ...]:
    spoiled = [issue for issues in loaded.spoiled.values() for issue in issues]
    return tuple(portable(issue, loaded.scorecard.root) for issue in (*loaded.warnings, *spoiled))


def _publish(publication: Publication, batch: Batch, holder: Holder) -> Result:
    """Publish, and leave a record of the run whatever happens."""
    log = batch.log
    root = batch.rated.loaded.scorecard.root
    for warning in publication.warnings:
        log.tell("warning", str(_placed(warning, root)))
    loaded = batch.rated.loaded
    manifest = batch.manifest

    def make(draft: Draft) -> Made:
        return batch.make(draft, last_edition(publication.ledger, draft, manifest.versions))

    try:
        result = publication.publish(
            loaded.scorecard.as_at,
            fingerprint(manifest.as_at, manifest.options, manifest.inputs, manifest.definitions),
            make,
            now(),
        )
    except (KeyboardInterrupt, SystemExit) as stop:
        code = stop.code if isinstance(stop, SystemExit) else exit_codes.INTERRUPTED
        stopped = interrupted(batch.reached(), int(code or exit_codes.INTERRUPTED))
        write_run_record(publication.folder, RunRecord(holder, now(), "interrupted", (), stopped))
        raise
    except PublishError as error:
        failed = replace(batch.reached(), exit_code=exit_codes.WRONG_INPUT)
        with suppress(PublishError):
            write_run_record(publication.folder, RunRecord(holder, now(), "failed", (error.issue,), failed))
        raise
    result = replace(result, manifest=batch.ended(result.manifest))
    told = (*publication.warnings, *result.warnings)
    write_run_record(
        publication.folder, RunRecord(holder, now(), result.outcome.value, told, result.manifest)
    )
    _tell(publication, result, log, root)
    return result


def _why_nothing(result: Result) -> str:
    published = any(outcome.status is AreaStatus.PUBLISHED for outcome in result.manifest.areas)
    return "there is no figure to publish" if published else "no area could be published"


def _placed(issue: Issue, root: str) -> Issue:
    """The issue with its file named as in all other lines; an edition that is named is no file."""
    return portable(issue, root) if Path(issue.location.file).is_absolute() else issue


def _tell(publication: Publication, result: Result, log: RunLog, root: str) -> None:
    """Report the result, to people and to readers of the log."""
    for warning in result.warnings:
        log.tell("warning", str(_placed(warning, root)))
    edition = str(result.edition or "")
    place = display_path(publication.folder / edition)
    files = len(result.manifest.outputs) + 1
    text = {
        Outcome.PUBLISHED: f"published {edition}: {files} files in {place}, "
        f"{counted(len(result.restatements), 'figure')} restated"
        + (f", {counted(result.withdrawn, 'figure')} withdrawn" if result.withdrawn else ""),
        Outcome.UNCHANGED: f"unchanged since {edition}: nothing was published",
        Outcome.NOTHING: f"{_why_nothing(result)}; readers have the edition they had",
    }[result.outcome]
    log.tell(result.outcome.value, text, edition=edition, exit_code=result.manifest.exit_code)
