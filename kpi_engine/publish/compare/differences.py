"""What changed between two editions, and why. Pure: two sets of ratings in, differences out.

The primary cause is the first of ``RULES`` that holds; docs/editions.md, "Causes", is this list in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.on_record import is_of_bands, rag_on_record
from kpi_engine.model.outputs.difference import Cause, Difference, Differences
from kpi_engine.model.outputs.published import BESIDE_FIELDS, RATING_FIELDS, PublishedRating

_DATA = ("value", "numerator", "denominator")
_COMPARED = ("previous_period", "previous_value")
# Changes in these are not changes a reader sees in the row: they explain other changes.
_EVIDENCE = (*_COMPARED, "definition_hash", *BESIDE_FIELDS)
_SHOWN = tuple(name for name in RATING_FIELDS if name not in _EVIDENCE)
# What counts as a figure: published differently, it is restated.
_FIGURES = (*_DATA, "target", "floor_standard", "rag", "direction_of_travel", "override")
# The worst first; what is not rated lies between what misses the target and what reaches it.
_SEVERITY = {rag.value: 2 * rag.code for rag in Rag} | {"": 2 * Rag.GREEN.code - 1}


@dataclass(frozen=True, slots=True)
class Change:
    """The same key in two editions, and whether the program that rated it was another version."""

    before: PublishedRating
    after: PublishedRating
    version_changed: bool

    def differs(self, *names: str) -> bool:
        """Whether any of the named fields differs."""
        return any(getattr(self.before, name) != getattr(self.after, name) for name in names)


def _became_available(change: Change) -> bool:
    return not change.before.has_figure and change.after.has_figure


def _redefined_data(change: Change) -> bool:
    return change.differs(*_DATA) and change.differs("definition_hash")


def _other_denominator(change: Change) -> bool:
    return (
        bool(change.before.denominator and change.after.denominator)
        and bool(change.before.numerator)
        and change.differs("denominator")
        and not change.differs("numerator")
    )


def _other_computation(change: Change) -> bool:
    """The same numerator and denominator make another value under another version of the program."""
    return (
        change.version_changed
        and change.differs("value")
        and bool(change.after.numerator and change.after.denominator)
        and not change.differs("numerator", "denominator")
    )


def _restated_data(change: Change) -> bool:
    return change.differs(*_DATA)


def _other_polarity(change: Change) -> bool:
    return change.differs("polarity")


def _other_target(change: Change) -> bool:
    return change.differs("target")


def _other_bands(change: Change) -> bool:
    """Other bands, or bands where there were none, or none where there were."""
    return change.differs("rule") and (is_of_bands(change.before.rule) or is_of_bands(change.after.rule))


def _other_floor(change: Change) -> bool:
    return change.differs("floor_standard")


def _other_rule(change: Change) -> bool:
    return change.differs("rule")


def _other_override(change: Change) -> bool:
    return change.differs("override")


def _redefined(change: Change) -> bool:
    return change.differs("definition_hash")


def _comparison_became_available(change: Change) -> bool:
    return not change.before.previous_value and bool(change.after.previous_value)


def _restated_comparison(change: Change) -> bool:
    return change.differs(*_COMPARED)


def _other_version(change: Change) -> bool:
    return change.version_changed


def _restated_beyond_the_decimals_shown(change: Change) -> bool:
    """Nothing else has changed, so the figure behind the displayed figure has (``rate_on: raw``)."""
    return True


def _only_other_marks(change: Change) -> bool:
    """Whether the marks beside a figure differ, as when it is provisional no longer.

    Another version of the program may not have recorded any.
    """
    return change.differs("marks") and (bool(change.before.marks) or not change.version_changed)


Rule = Callable[[Change], bool]

# In order of precedence: what went in, then the standards it was judged by, then what it was compared with.
RULES: tuple[tuple[Rule, Cause], ...] = (
    (_became_available, Cause.NEW_DATA),
    (_redefined_data, Cause.DEFINITION_CHANGED),
    (_other_denominator, Cause.OTHER_DENOMINATOR),
    (_other_computation, Cause.RULE_OR_VERSION_CHANGED),
    (_restated_data, Cause.RESTATED_DATA),
    (_other_polarity, Cause.POLARITY_CHANGED),
    (_other_target, Cause.TARGET_CHANGED),
    (_other_bands, Cause.BANDS_CHANGED),
    (_other_floor, Cause.FLOOR_CHANGED),
    (_other_rule, Cause.RULE_OR_VERSION_CHANGED),
    (_other_override, Cause.OVERRIDE_CHANGED),
    (_redefined, Cause.DEFINITION_CHANGED),
    (_comparison_became_available, Cause.NEW_DATA),
    (_restated_comparison, Cause.RESTATED_DATA),
    (_other_version, Cause.RULE_OR_VERSION_CHANGED),
    (_restated_beyond_the_decimals_shown, Cause.RESTATED_DATA),
)
# Standards that changed besides the primary cause are worth telling; consequences of it are not.
_STANDARDS = {
    Cause.POLARITY_CHANGED: _other_polarity,
    Cause.TARGET_CHANGED: _other_target,
    Cause.BANDS_CHANGED: _other_bands,
    Cause.FLOOR_CHANGED: _other_floor,
}
_ALSO = {**_STANDARDS, Cause.OVERRIDE_CHANGED: _other_override}


def cause_of(change: Change) -> Cause:
    """The primary cause of a change: of the rules that hold, the first."""
    return next(cause for holds, cause in RULES if holds(change))


def is_shown_differently(before: PublishedRating, after: PublishedRating) -> bool:
    """Whether a reader of the row sees anything different."""
    return any(getattr(before, name) != getattr(after, name) for name in _SHOWN)


def is_restated(before: PublishedRating, after: PublishedRating) -> bool:
    """Whether a figure that had been published is published differently now.

    A value that was missing and has come is new data, not a restatement; a value that has gone is a
    restatement.
    """
    return before.has_figure and any(getattr(before, name) != getattr(after, name) for name in _FIGURES)


def find_differences(
    before: Iterable[PublishedRating], after: Iterable[PublishedRating], *, version_changed: bool
) -> Differences:
    """Every rating that differs between two editions, with its cause; RAG moves first, worst first.

    ``version_changed``: another version of the program rated the newer edition. Areas that only one of the
    editions covers are named, not compared. Ratings are unique by their key.
    """
    old, new = _by_key(before), _by_key(after)
    old_areas, new_areas = {rating.area for rating in old.values()}, {rating.area for rating in new.values()}
    shared = old_areas & new_areas
    latest = _latest_by_series(old.values())
    changes = [
        difference
        for key in {**old, **new}
        if key[1] in shared
        for difference in _difference(old.get(key), new.get(key), latest, version_changed)
    ]
    return Differences(
        changes=tuple(sorted(changes, key=importance)),
        only_before=tuple(sorted(old_areas - new_areas)),
        only_after=tuple(sorted(new_areas - old_areas)),
        redefined=_redefined_codes(old, new),
    )


def _by_key(ratings: Iterable[PublishedRating]) -> dict[tuple[str, str, str, str], PublishedRating]:
    return {rating.key: rating for rating in ratings}


def _latest_by_series(ratings: Iterable[PublishedRating]) -> dict[tuple[str, str, str], PublishedRating]:
    """The rating of the last period of each series; canonical period labels sort in time."""
    latest: dict[tuple[str, str, str], PublishedRating] = {}
    for rating in ratings:
        known = latest.get(rating.series)
        if known is None or known.period < rating.period:
            latest[rating.series] = rating
    return latest


def _difference(
    before: PublishedRating | None,
    after: PublishedRating | None,
    latest: dict[tuple[str, str, str], PublishedRating],
    version_changed: bool,
) -> tuple[Difference, ...]:
    """The difference of one key, or none."""
    if after is None:
        return (Difference(Cause.WITHDRAWN, (), before, None),)
    if before is None:
        compared = latest.get(after.series)
        earlier = compared if compared is not None and compared.period < after.period else None
        return (_new_data(earlier, after),)
    if before == after:  # as most are: their fields need no look one by one
        return ()
    change = Change(before, after, version_changed)
    if not is_shown_differently(before, after):
        return (Difference(Cause.MARKS_CHANGED, (), before, after),) if _only_other_marks(change) else ()
    cause = cause_of(change)
    also = tuple(other for other, holds in _ALSO.items() if other is not cause and holds(change))
    return (Difference(cause, also, before, after),)


def _new_data(earlier: PublishedRating | None, after: PublishedRating) -> Difference:
    """A new period: a reader of a RAG that moves must know where its standards have moved as well."""
    if earlier is None or not earlier.rule or not after.rule:
        return Difference(Cause.NEW_DATA, (), earlier, after)
    change = Change(earlier, after, version_changed=False)
    also = tuple(cause for cause, holds in _STANDARDS.items() if holds(change))
    return Difference(Cause.NEW_DATA, also, earlier, after, _otherwise(earlier, after) if also else "")


def _otherwise(before: PublishedRating, after: PublishedRating) -> str:
    """The RAG of the newer figure by the older standards; empty where it cannot be found out."""
    value = _number(after.value)
    if value is None:
        return ""
    target, floor = _number(before.target), _number(before.floor_standard)
    return rag_on_record(before.rule, before.polarity, target=target, floor=floor, value=value)


def _number(text: str) -> Decimal | None:
    """The number on record; None for none, and for what another version may have written."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _redefined_codes(
    old: Mapping[tuple[str, str, str, str], PublishedRating],
    new: Mapping[tuple[str, str, str, str], PublishedRating],
) -> tuple[str, ...]:
    shared = old.keys() & new.keys()
    return tuple(
        sorted({old[key].code for key in shared if old[key].definition_hash != new[key].definition_hash})
    )


def importance(difference: Difference) -> tuple[bool, int, bool, tuple[str, str, str, str]]:
    """What sorts RAG moves before changed arrows before the rest, and moves to RED before all."""
    before, after = difference.before, difference.after
    if before is None or after is None:
        return (True, 0, True, difference.subject.key)
    return (
        not difference.rag_moved,
        _SEVERITY[after.rag] if difference.rag_moved else 0,
        before.direction_of_travel == after.direction_of_travel,
        difference.subject.key,
    )
