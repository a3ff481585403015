"""Floor standards missed: new, continuing, recovered. Pure: ratings in, actions out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from kpi_engine.model.action import Action, ActionStatus
from kpi_engine.model.judgement import NotRated
from kpi_engine.model.published import PublishedRating
from kpi_engine.model.tidy import TidyKind

_MISSED = "RED"
_ORDER = tuple(ActionStatus)
ACTION_COLUMNS: Mapping[str, TidyKind] = MappingProxyType(
    {
        "status": TidyKind.TEXT,
        "code": TidyKind.TEXT,
        "area": TidyKind.TEXT,
        "period": TidyKind.TEXT,
        "value": TidyKind.NUMBER,
        "floor_standard": TidyKind.NUMBER,
        "target": TidyKind.NUMBER,
        "rag": TidyKind.TEXT,
        "direction_of_travel": TidyKind.TEXT,
        "missed_periods": TidyKind.NUMBER,
        "missed_since": TidyKind.TEXT,
        "override": TidyKind.TEXT,
    }
)


def find_actions(
    ratings: Iterable[PublishedRating], told: Iterable[PublishedRating] = ()
) -> tuple[Action, ...]:
    """The series of an edition that call for action, or no longer do: new, continuing, awaiting, recovered.

    ``told`` are the ratings of the edition before: a missed floor is new when that edition did not show it,
    so that an annual figure is not new every month. For a series that it does not have, the periods decide.
    Outturns are final and call for none, nor does what is closed. A period without a rating neither continues
    nor ends a run.
    """
    told_series = _by_series(told)
    actions = [
        action
        for series, ratings_of_one in _by_series(ratings).items()
        if (action := _action(ratings_of_one, told_series.get(series))) is not None
    ]
    return in_order(actions)


def in_order(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Actions by status, then by what they are about."""
    return tuple(sorted(actions, key=lambda action: (_ORDER.index(action.status), action.rating.key)))


def _by_series(ratings: Iterable[PublishedRating]) -> dict[tuple[str, str, str], list[PublishedRating]]:
    """The observations of each series, the newest first; canonical period labels sort in time."""
    series: dict[tuple[str, str, str], list[PublishedRating]] = defaultdict(list)
    for rating in ratings:
        if rating.kind == "observation":
            series[rating.series].append(rating)
    for ratings_of_one in series.values():
        ratings_of_one.sort(key=lambda rating: rating.period, reverse=True)
    return series


def _action(ratings: Sequence[PublishedRating], told: Sequence[PublishedRating] | None) -> Action | None:
    """The action that one series calls for; ratings and what was told of them newest first."""
    latest = ratings[0]
    if latest.not_rated == NotRated.CLOSED.value:
        return None
    rated = [rating for rating in ratings if rating.rag]
    missed = _missed_in_a_row(rated)
    missed_before = _missed_in_a_row(rated[1:] if told is None else [rating for rating in told if rating.rag])
    if not missed and not missed_before:
        return None
    if not rated or (missed and not latest.rag):
        status, subject, run = ActionStatus.AWAITING_FIGURE, latest, missed or missed_before
    elif not missed:
        status, subject, run = ActionStatus.RECOVERED, rated[0], missed_before
    else:
        status = ActionStatus.CONTINUING if missed_before else ActionStatus.NEW
        subject, run = latest, missed
    return Action(status, subject, len(run), run[-1].period)


def _missed_in_a_row(rated: Sequence[PublishedRating]) -> list[PublishedRating]:
    """The newest ratings that missed the floor standard, up to the first that did not."""
    return list(takewhile(lambda rating: rating.rag == _MISSED, rated))


def action_rows(actions: Sequence[Action]) -> list[tuple[str, ...]]:
    """The actions as rows of texts, one cell for each of ACTION_COLUMNS."""
    return [
        (
            action.status.value,
            action.rating.code,
            action.rating.area,
            action.rating.period,
            action.rating.value,
            action.rating.floor_standard,
            action.rating.target,
            action.rating.rag,
            action.rating.direction_of_travel,
            str(action.missed_periods),
            action.missed_since,
            action.rating.override,
        )
        for action in actions
    ]
