"""The way from rendered packs to an edition: all of it, or none of it. The steps: publish/__init__.py."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain, count
from pathlib import Path

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.issue import Issue
from kpi_engine.model.outputs.edition import EditionName, EditionSummary, Restatement
from kpi_engine.model.outputs.published import RatingsByArea
from kpi_engine.publish.editions.edition import Draft, place_edition, verify_edition
from kpi_engine.publish.editions.latest import point_to_latest
from kpi_engine.publish.editions.lock import Holder, hold_lock
from kpi_engine.publish.editions.manifest import AreaStatus, Manifest, same_publication
from kpi_engine.publish.editions.recovery import open_or_create_ledger, recover
from kpi_engine.publish.failure import PublishError, file_failure
from kpi_engine.publish.ledger.ledger import Ledger


class Outcome(Enum):
    """What came of an attempt to publish."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    NOTHING = "nothing to publish"


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the manifest (edition, previous and outputs are filled in) and every rating shown.

    ``told`` are warnings about the edition, ``withdrawn`` how many figures of the last edition it lacks.
    Without any figure nothing ``is_worth_publishing``.
    """

    manifest: Manifest
    ratings: RatingsByArea
    told: tuple[Issue, ...] = ()
    withdrawn: int = 0
    is_worth_publishing: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a publication.

    ``edition`` is the edition there already when nothing has changed, and None when nothing was published.
    ``restatements`` are the published figures that the edition changes. ``warnings`` say how the last edition
    is no longer what was published, so that it was published anew.
    """

    outcome: Outcome
    edition: EditionName | None
    manifest: Manifest
    restatements: tuple[Restatement, ...] = ()
    warnings: tuple[Issue, ...] = ()
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Publication:
    """A folder to publish in, recovered and locked. ``warnings`` are what recovery found."""

    folder: Path
    ledger: Ledger
    warnings: tuple[Issue, ...]

    def publish(
        self, as_at: Month, fingerprint: str, make: Callable[[Draft], Made], published_at: str
    ) -> Result:
        """Publish what ``make`` writes into a draft, unless the last edition of the month is just that.

        ``make`` may be called twice, and must do the same each time for the same ``draft.name`` and
        ``draft.previous``: what was made from the same inputs before is made again under the old name, so
        that pages that print it come out the same; where they do not, it is made under a new name.

        Raises:
            PublishError: it could not be published; readers still have the edition they had.
        """
        again = self._same_inputs(as_at, fingerprint)
        spoiled = verify_edition(self.folder / str(again.name), again.manifest_sha256) if again else ()
        if again is not None and not spoiled:
            with _drafted(self.folder, again.name, again.previous) as draft:
                made = make(draft)
                manifest = draft.complete(made.manifest)
                if same_publication(manifest, again):
                    return Result(Outcome.UNCHANGED, again.name, manifest)
        name = self._next_name(as_at)
        earlier = max((known.name for known in self._standing() if known.name < name), default=None)
        with _drafted(self.folder, name, str(earlier or "")) as draft:
            made = make(draft)
            manifest = draft.complete(made.manifest)
            published = any(outcome.status is AreaStatus.PUBLISHED for outcome in manifest.areas)
            told = (*spoiled, *made.told)
            if not published or not made.is_worth_publishing:
                return Result(Outcome.NOTHING, None, replace(manifest, edition=""), warnings=told)
            restatements = self._commit(draft, made, fingerprint, published_at)
        return Result(Outcome.PUBLISHED, name, manifest, restatements, told, made.withdrawn)

    def _commit(
        self, draft: Draft, made: Made, fingerprint: str, published_at: str
    ) -> tuple[Restatement, ...]:
        """The steps that survive a kill: seal, record, rename, point."""
        summary = EditionSummary(
            name=draft.name,
            published_at=published_at,
            previous=draft.previous,
            fingerprint=fingerprint,
            manifest_sha256=draft.seal(made.manifest),
            versions=tuple(sorted(made.manifest.versions.items())),
            exit_code=made.manifest.exit_code,
        )
        draft.recorded = True
        try:
            restatements = self.ledger.append(summary, chain.from_iterable(made.ratings.values()))
        except BaseException:
            # A signal may come just after the ledger has committed: from then on the edition exists.
            draft.recorded = draft.name in self._names()
            raise
        try:
            place_edition(draft.path, self.folder / str(draft.name))
            point_to_latest(self.folder, self.ledger.editions(), self._withdrawn())
        except PublishError as error:
            remedy = (
                f"{error.issue.remedy}: the edition is complete and on record, the next run puts it in place"
            )
            raise PublishError(replace(error.issue, remedy=remedy)) from error
        return restatements

    def _names(self) -> tuple[EditionName, ...]:
        return tuple(edition.name for edition in self.ledger.editions())

    def _withdrawn(self) -> frozenset[EditionName]:
        return frozenset(withdrawal.edition for withdrawal in self.ledger.withdrawals())

    def _standing(self) -> tuple[EditionSummary, ...]:
        """The editions that readers may use."""
        withdrawn = self._withdrawn()
        return tuple(edition for edition in self.ledger.editions() if edition.name not in withdrawn)

    def _next_name(self, as_at: Month) -> EditionName:
        """The next name of the month that neither the ledger nor anything in the folder has."""
        last = max((name.sequence for name in self._names() if name.as_at == as_at), default=0)
        names = (EditionName(as_at, sequence) for sequence in count(last + 1))
        return next(name for name in names if not os.path.lexists(self.folder / str(name)))

    def _same_inputs(self, as_at: Month, fingerprint: str) -> EditionSummary | None:
        """The last edition of the month that has not been withdrawn, if it was made from the same inputs."""
        of_month = [edition for edition in self._standing() if edition.name.as_at == as_at]
        last = max(of_month, key=lambda edition: edition.name, default=None)
        return last if last is not None and last.fingerprint == fingerprint else None


@contextmanager
def publishing(folder: Path, holder: Holder) -> Iterator[Publication]:
    """Lock a folder (made if need be), recover it, and publish in it.

    Raises:
        LockedError: another run is publishing there.
        RefusedError: the ledger or an edition there is not what this project left.
        PublishError: the folder cannot be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_failure(error, folder, "making the output folder") from error
    with hold_lock(folder, holder), open_or_create_ledger(folder) as ledger:
        yield Publication(folder, ledger, recover(folder, ledger))


@contextmanager
def _drafted(folder: Path, name: EditionName, previous: str) -> Iterator[Draft]:
    """A draft that is removed again unless it has been recorded."""
    draft = Draft(folder, name, previous)
    try:
        yield draft
    finally:
        if not draft.recorded:
            draft.discard()
