"""What is in an edition: every area's pack, the ratings of all of them, and the actions they call for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Protocol

from kpi_engine.assemble.section.sections import Pack as Pages
from kpi_engine.assemble.tidy.areas import TidyAreas
from kpi_engine.commands.output.data_files import with_descriptions
from kpi_engine.commands.output.formats import DataFile, FormatFailed, load_renderers
from kpi_engine.commands.output.packs import file_names, ratings_files
from kpi_engine.commands.output.site import (
    IndicatorMaker,
    SitePlan,
    add_entry,
    first_pages,
    in_edition,
    plan_site,
)
from kpi_engine.commands.run.beside_last import BesideLast, beside_last
from kpi_engine.commands.run.contents import Contents, contents_of
from kpi_engine.commands.run.inputs import portable
from kpi_engine.commands.run.log import RunLog
from kpi_engine.commands.run.pack import NoPack, Pack, PackMaker
from kpi_engine.commands.run.since_last import LastEdition
from kpi_engine.commands.run.workers import WorkerLostError, in_processes
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.stopping import stop_if_told
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.definitions.scorecard import OutputFormat
from kpi_engine.model.outputs.action import Action
from kpi_engine.model.outputs.data_tables import ACTIONS_CSV
from kpi_engine.model.outputs.record_columns import ACTION_COLUMNS
from kpi_engine.model.outputs.site import AreaEntry
from kpi_engine.model.outputs.tidy import table_of
from kpi_engine.model.outputs.tidy_columns import kinds_of
from kpi_engine.model.wording import joined
from kpi_engine.pipeline import Rated, is_without_figures, pack_for, spoils, spoils_ranks
from kpi_engine.publish.compare.actions import action_rows, in_order
from kpi_engine.publish.editions.edition import Draft
from kpi_engine.publish.editions.manifest import AreaOutcome, AreaStatus, Manifest
from kpi_engine.publish.editions.publication import Made
from kpi_engine.render.data.csv import csv_blocks
from kpi_engine.render.data.json import list_blocks

_LOST = "the process that made it was ended from outside, for example because memory ran out"
ACTIONS_VERSION = 1
# What an edition has for all areas besides the files that a report has too.
_OF_EDITIONS = (ACTIONS_CSV, "actions.json", "manifest.json")
# The most figures listed for a condition of --fail-on; the page shows the others.
_MOST_TOLD = 20


class Writer(Protocol):
    """Where the files of an edition go."""

    def write(self, path: str, content: Iterable[bytes]) -> None:
        """Take one file of the edition, block by block."""


class Nowhere:
    """Where the files of a dry run go."""

    def write(self, path: str, content: Iterable[bytes]) -> None:
        """Make a file and forget it."""
        for _block in content:
            pass


@dataclass(frozen=True, slots=True)
class Batch:
    """What a run makes. ``manifest`` says what is known before anything is made.

    ``outcomes`` fills as areas are done, so that a run that is stopped can say how far it got; ``found`` are
    the figures that meet each condition of ``--fail-on``, each figure once for all pages.
    """

    rated: Rated
    areas: tuple[str, ...]
    formats: tuple[OutputFormat, ...]
    fail_on: tuple[str, ...]
    jobs: int
    manifest: Manifest
    log: RunLog
    outcomes: list[AreaOutcome] = field(default_factory=list)
    found: dict[str, dict[str, None]] = field(default_factory=dict)

    def ended(self, manifest: Manifest) -> Manifest:
        """The manifest with the exit code of the run: the conditions of ``--fail-on`` change no edition.

        Each figure that meets a condition is reported.
        """
        met = [(condition, list(self.found.get(condition, ()))) for condition in self.fail_on]
        for condition, figures in met:
            for figure in figures[:_MOST_TOLD]:
                self.log.tell("condition met", f"--fail-on {condition}: {figure}", condition=condition)
            if len(figures) > _MOST_TOLD:
                more = f"--fail-on {condition}: and {len(figures) - _MOST_TOLD:,} more"
                self.log.tell("condition met", more, condition=condition)
        is_met = manifest.exit_code == exit_codes.DONE and any(figures for _condition, figures in met)
        return replace(manifest, exit_code=exit_codes.FINDINGS) if is_met else manifest

    def make(self, writer: Writer, last: LastEdition) -> Made:
        """Write every file of an edition; ``last`` is the one that it is compared with."""
        self.outcomes.clear()
        self._tell_errors()
        self.found.clear()
        sound = [area for area in self.areas if not is_without_figures(self.rated, area)]
        loaded = self.rated.loaded
        tidy = TidyAreas(self.rated.ratings, self.rated.outturns, loaded.areas, loaded.scorecard.sections)
        contents = contents_of(self.rated, tidy, sound)
        pages = pack_for(self.rated)
        beside = beside_last(last, contents, pages, self.rated, self._not_made(contents))
        names = file_names([area.name for area in self.rated.loaded.areas])
        edition = str(writer.name) if isinstance(writer, Draft) else ""
        planned = plan_site(self.rated.loaded, pages, sound, names, self.formats)
        plan = in_edition(planned, edition, last.name, _OF_EDITIONS)
        entries: list[AreaEntry] = []
        maker = PackMaker(self.rated.loaded, pages, tidy, names, self.formats, beside.since, plan.site)
        for area, pack in zip(self.areas, self._packs(sound, maker), strict=True):
            if isinstance(pack, Pack):
                if plan.site.pages.get(area) in dict(pack.files):
                    add_entry(entries, pack.entry)
                for name, content in pack.files:
                    writer.write(name, [content])
                for condition, figures in pack.found.items():
                    self.found.setdefault(condition, {}).update(dict.fromkeys(figures))
            self._record(area, pack)
            stop_if_told()
        self._write_site(writer, pages, plan, entries)
        published = [outcome.area for outcome in self.outcomes if outcome.status is AreaStatus.PUBLISHED]
        if published != sound:
            contents = contents_of(self.rated, tidy, published)
        self._write_contents(writer, contents, pages, beside)
        stop_if_told()
        # What a page had to leave out counts as much as a page that was not made.
        failed = any(outcome.reason for outcome in self.outcomes)
        code = exit_codes.SOME_FAILED if failed else exit_codes.DONE
        if not published:
            code = exit_codes.WRONG_INPUT
        elif not self._has_figures():
            code = exit_codes.EMPTY_SELECTION
        return Made(
            replace(self.manifest, areas=tuple(self.outcomes), exit_code=code),
            contents.ratings,
            told=tuple(issue for _, issue in beside.gone),
            withdrawn=sum(count for count, _ in beside.gone),
            is_worth_publishing=bool(published) and self._has_figures(),
        )

    def _not_made(self, contents: Contents) -> frozenset[str]:
        """The areas that this run leaves out, since it was asked for others or cannot make them."""
        scorecard = self.rated.loaded.scorecard
        known = {area.name for area in self.rated.loaded.areas}
        whole = set(self.areas) == set(scorecard.area_names)
        return frozenset(known - contents.areas) if not whole else frozenset()

    def _has_figures(self) -> bool:
        """Whether any figure at all has a value or a rating."""
        return any(
            bool(ratings.observations.value.present.any() or ratings.rag.any())
            for ratings in (self.rated.ratings, self.rated.outturns)
        )

    def reached(self) -> Manifest:
        """The manifest as far as the run got."""
        not_reached = tuple(
            AreaOutcome(area, AreaStatus.NOT_REACHED, "", {}) for area in self.areas[len(self.outcomes) :]
        )
        return replace(self.manifest, areas=(*self.outcomes, *not_reached))

    def _write_site(self, writer: Writer, pages: Pages, plan: SitePlan, entries: Sequence[AreaEntry]) -> None:
        """Write the pages around the pages of areas; a failure of one is put down to the first area."""
        if not plan.site.pages or not entries:
            return
        for name, content in first_pages(self.rated.loaded, plan, entries):
            writer.write(name, [content])
        make = IndicatorMaker(self.rated.loaded, pages, plan)
        codes = list(plan.site.indicators)
        for code, made in zip(codes, in_processes(make, codes, self.jobs), strict=True):
            if isinstance(made, bytes):
                writer.write(plan.site.indicators[code], [made])
            else:
                reason = made.reason if isinstance(made, FormatFailed) else f"the page of {code}: {_LOST}"
                self.log.tell("file failed", f"without {reason}", reason=reason)
                first = self.outcomes[0]
                self.outcomes[0] = replace(first, reason="; ".join(filter(None, (first.reason, reason))))
            stop_if_told()

    def _packs(self, sound: Sequence[str], make: PackMaker) -> Iterator[Pack | NoPack]:
        """The pack of each area, in order; errors stop the areas that would show no figure at all."""
        load_renderers(self.formats)
        made = in_processes(make, sound, self.jobs)
        for area in self.areas:
            if area not in sound:
                yield NoPack(self._errors_of(area))
                continue
            pack = next(made)
            yield NoPack(_LOST) if isinstance(pack, WorkerLostError) else pack

    def _tell_errors(self) -> None:
        """Every error of a row; an error of an area that no page shows or ranks with changes no exit code."""
        loaded = self.rated.loaded
        shown = spoils(loaded, self.areas) | spoils_ranks(loaded, self.areas)
        for area, issues in loaded.spoiled.items():
            unseen = "" if area in shown else f" (no page of this run shows {area})"
            for issue in issues:
                text = f"{portable(issue, loaded.scorecard.root)}{unseen}"
                self.log.tell("error", text, area=issue.area)

    def _errors_of(self, area: str) -> str:
        """The errors of rows that the page of an area would show or rank: the first, and how many more."""
        loaded = self.rated.loaded
        spoiled = spoils(loaded, [area]) | spoils_ranks(loaded, [area])
        errors = list(chain.from_iterable(spoiled.values()))
        more = f", and {len(errors) - 1} more" if len(errors) > 1 else ""
        return f"{portable(errors[0], loaded.scorecard.root)}{more}" if errors else ""

    def _lacking(self, area: str) -> str:
        """What the page of an area has to do without, because of errors, in words behind "made"."""
        loaded = self.rated.loaded
        shown, ranked = list(spoils(loaded, [area])), list(spoils_ranks(loaded, [area]))
        figures = f" without figures of {joined(shown)} that have errors" if shown else ""
        ranks = f", with ranks that leave out figures of {joined(ranked)} that have errors" if ranked else ""
        return figures + ranks

    def _record(self, area: str, pack: Pack | NoPack) -> None:
        errors = self._errors_of(area)
        if isinstance(pack, Pack) and pack.lacking:
            errors = "; ".join([*pack.lacking, *([errors] if errors else [])])
            self.log.tell("file failed", f"{area}: without {'; without '.join(pack.lacking)}", area=area)
        if isinstance(pack, NoPack):
            outcome = AreaOutcome(area, AreaStatus.FAILED, pack.reason, {})
            self.log.tell("area failed", f"{area}: left out: {pack.reason}", area=area, reason=pack.reason)
        else:
            outcome = AreaOutcome(area, AreaStatus.PUBLISHED, errors, pack.counts)
            files = [name for name, _ in pack.files]
            lacking = self._lacking(area)
            if lacking:
                text = f"{area}: made{lacking}"
                self.log.tell("area made with errors", text, area=area, files=files, reason=errors)
            else:
                self.log.step("area made", f"{area}: made", area=area, files=files)
        self.outcomes.append(outcome)
        self.log.progress(len(self.outcomes), len(self.areas), area)

    def _write_contents(self, writer: Writer, contents: Contents, pages: Pages, beside: BesideLast) -> None:
        """Write the ratings of the published areas and the actions they call for."""
        if not contents.shown:
            return
        files = ratings_files(pages, contents.tables, self.formats, contents.areas)
        actions = _action_files(in_order(beside.actions_of(contents.areas)), pages.scorecard.scale)
        for name, content in with_descriptions(pages.scorecard, chain(files, actions)):
            writer.write(name, content)


def _action_files(actions: Sequence[Action], scale: Scale) -> Iterator[DataFile]:
    table = table_of(kinds_of(ACTION_COLUMNS), action_rows(actions, scale))
    yield DataFile(ACTIONS_CSV, csv_blocks([table]), tuple(table.columns))
    head = f'{{"schema_version":{ACTIONS_VERSION},\n"actions":'
    yield DataFile("actions.json", chain([head], list_blocks([table]), ["}\n"]))
