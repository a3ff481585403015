"""What changed between two editions, each change with its cause."""

from __future__ import annotations

from enum import Enum

from kpi_engine.model.frozen import frozen
from kpi_engine.model.outputs.published import PublishedRating


class Cause(Enum):
    """Why a published rating differs from the rating before; docs/editions.md says how each is found."""

    NEW_DATA = "new data"
    RESTATED_DATA = "restated data"
    WITHDRAWN = "no longer published"
    TARGET_CHANGED = "target changed"
    FLOOR_CHANGED = "floor standard changed"
    DEFINITION_CHANGED = "definition changed"
    OTHER_DENOMINATOR = "other denominator"
    RULE_OR_VERSION_CHANGED = "rule or version changed"
    POLARITY_CHANGED = "polarity changed"
    BANDS_CHANGED = "bands changed"
    OVERRIDE_CHANGED = "override changed"
    MARKS_CHANGED = "marks changed"


@frozen
class Difference:
    """One rating that differs between two editions.

    ``before`` is what the older edition showed for the same period or, where it had no such period yet, for
    its latest period; None where it had nothing to compare with. ``after`` is None where the newer edition
    shows the period no longer. ``cause`` is the primary cause, ``also`` what changed besides. ``otherwise``
    is the RAG that the newer figure would have by the older edition's standards, where these have changed and
    that can be found out; else it is empty.
    """

    cause: Cause
    also: tuple[Cause, ...]
    before: PublishedRating | None
    after: PublishedRating | None
    otherwise: str = ""

    @property
    def subject(self) -> PublishedRating:
        """The rating that says which code, area, kind and period this is about."""
        subject = self.after or self.before
        if subject is None:
            raise ValueError("a difference has at least one side")
        return subject

    @property
    def rag_moved(self) -> bool:
        """Whether a reader sees another RAG than before; a first or withdrawn rating is no move."""
        return self.before is not None and self.after is not None and self.before.rag != self.after.rag


@frozen
class Differences:
    """Every difference between two editions, RAG moves first.

    Only areas that both editions cover are compared: ``only_before`` and ``only_after`` name the others.
    ``redefined`` are the codes whose definition changed, also where no figure did.
    """

    changes: tuple[Difference, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    redefined: tuple[str, ...]


@frozen
class SinceLast:
    """What the page of an edition says about the edition before it, most important first.

    ``edition`` is the name of the edition before, empty where there was none. ``not_shown`` are areas of the
    page that it did not show: with nothing to compare, nothing about them has changed.
    """

    edition: str
    changes: tuple[Difference, ...] = ()
    not_shown: tuple[str, ...] = ()
