"""Floor standards missed: new, continuing, recovered. Pure: ratings in, actions out."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import takewhile

from kpi_engine.model.action import Action, ActionStatus
from kpi_engine.model.published import PublishedRating

_MISSED = "RED"
_ORDER = tuple(ActionStatus)
ACTION_COLUMNS = (
    "status",
    "code",
    "area",
    "period",
    "value",
    "floor_standard",
    "target",
    "rag",
    "direction_of_travel",
    "missed_periods",
    "missed_since",
)


def find_actions(
    ratings: Iterable[PublishedRating], told: Iterable[PublishedRating] = ()
) -> tuple[Action, ...]:
    """The series of an edition that call for action, or no longer do: new, continuing, awaiting, recovered.

    ``told`` are the ratings of the edition before: a missed floor is new when that edition did not show it,
    so that an annual figure is not new every month. For a series that it does not have, the periods decide.
    Outturns are final and call for none. A period without a rating neither continues nor ends a run.
    """
    told_series = _by_series(told)
    actions = [
        action
        for series, ratings_of_one in _by_series(ratings).items()
        if (action := _action(ratings_of_one, told_series.get(series))) is not None
    ]
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


def actions_csv(actions: Sequence[Action]) -> str:
    """The actions as CSV with the columns ACTION_COLUMNS, one a row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(ACTION_COLUMNS)
    writer.writerows([_cells(action)[column] for column in ACTION_COLUMNS] for action in actions)
    return text.getvalue()


def actions_json(actions: Sequence[Action]) -> str:
    """The actions as a JSON list of objects with the keys ACTION_COLUMNS; ``missed_periods`` is a number."""
    rows = [{column: _cells(action)[column] for column in ACTION_COLUMNS} for action in actions]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _cells(action: Action) -> dict[str, str | int]:
    rating = action.rating
    return {
        "status": action.status.value,
        "code": rating.code,
        "area": rating.area,
        "period": rating.period,
        "value": rating.value,
        "floor_standard": rating.floor_standard,
        "target": rating.target,
        "rag": rating.rag,
        "direction_of_travel": rating.direction_of_travel,
        "missed_periods": action.missed_periods,
        "missed_since": action.missed_since,
    }
