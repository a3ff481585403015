"""What is RED: new, continuing, recovered. Pure: ratings in, actions out.

What is RED, since when, and why there is no new rating: model/figures/missed.py, as for pages. The edition
before says what is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, takewhile

from kpi_engine.model.definitions.judgement import NotRated, Polarity, Rag
from kpi_engine.model.definitions.methods.on_record import can_be_missed, red_band
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN, Scale
from kpi_engine.model.figures.missed import ActionStatus, PeriodFacts, missed_run, since_words
from kpi_engine.model.outputs.action import Action
from kpi_engine.model.outputs.published import PublishedRating

_MISSED = frozenset(rag.value for rag in Rag if rag.is_missed)
_ORDER = tuple(ActionStatus)


def find_actions(
    ratings: Iterable[PublishedRating],
    told: Iterable[PublishedRating] = (),
    needing: Set[str] = _MISSED,
) -> tuple[Action, ...]:
    """The series of an edition that call for action, or no longer do: new, continuing, awaiting, recovered.

    ``told`` are the ratings of the edition before: a missed floor is new when that edition did not show it,
    so that an annual figure is not new every month. For a series that the edition before does not have, the
    periods decide. Outturns are final and call for no action, nor does an indicator that is closed or no
    longer judged. A period without a rating neither continues nor ends a run. If the standard of a RED series
    has ended, the first period without a standard says so. ``needing`` are the ratings from which action
    follows: a scale may name others than RED.
    """
    told_series = _by_series(told)
    actions = [
        action
        for series, ratings_of_one in _by_series(ratings).items()
        if (action := _action(ratings_of_one, told_series.get(series), needing)) is not None
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


def _action(
    ratings: Sequence[PublishedRating], told: Sequence[PublishedRating] | None, needing: Set[str]
) -> Action | None:
    """The action that one series calls for; ratings and what was told of them newest first."""
    latest = ratings[0]
    if latest.not_rated == NotRated.CLOSED.value or latest.polarity == Polarity.NONE.value:
        return None
    rated = [rating for rating in ratings if rating.rag]
    before = rated[1:] if told is None else [rating for rating in told if rating.rag]
    missed_before = _missed_in_a_row(before, needing)
    # Where all ratings have gone, the edition before says what was RED.
    gone = [] if rated else list(told or ())
    series = [*ratings, *gone]
    gone_facts = (facts._replace(has_floor=False) for facts in _facts(gone, needing))
    run = missed_run(chain(_facts(ratings, needing), gone_facts))
    if run is None:
        if rated and rated[0].rag not in needing and missed_before:
            reaches_back = len(missed_before) == len(before)
            return _of(ActionStatus.RECOVERED, rated[0], missed_before, reaches_back)
        return None
    status = run.status or (ActionStatus.CONTINUING if missed_before else ActionStatus.NEW)
    return _of(status, latest, [series[at] for at in run.positions], run.reaches_back)


def _of(
    status: ActionStatus, subject: PublishedRating, run: Sequence[PublishedRating], reaches_back: bool
) -> Action:
    # The worst of other ratings has no value, and a band of points tells a reader nothing.
    band = red_band(subject.rule) if run[0].value else ""
    since = since_words(run[-1].period, reaches_back)
    return Action(status, subject, len(run), since, band, Rag(run[0].rag))


def _facts(ratings: Sequence[PublishedRating], needing: Set[str]) -> Iterator[PeriodFacts]:
    # The floor standard of a worst rating is in points, which no record has: such ratings have no value.
    in_points = any(rating.rag and not rating.value for rating in ratings)
    for rating in ratings:
        yield PeriodFacts(
            is_red=rating.rag in needing if rating.rag else None,
            has_value=bool(rating.value),
            has_floor=can_be_missed(rating.rule, bool(rating.floor_standard) or in_points),
            is_closed=rating.not_rated == NotRated.CLOSED.value,
        )


def _missed_in_a_row(rated: Sequence[PublishedRating], needing: Set[str]) -> list[PublishedRating]:
    """The newest ratings that need action, up to the first that does not."""
    return list(takewhile(lambda rating: rating.rag in needing, rated))


def action_rows(actions: Sequence[Action], scale: Scale = RED_AMBER_GREEN) -> list[tuple[str, ...]]:
    """The actions as rows of texts, one cell for each of ACTION_COLUMNS; ``scale`` names the ratings."""
    return [
        (
            action.status.words(scale, action.last),
            action.rating.code,
            action.rating.area,
            action.rating.period,
            action.rating.value,
            action.rating.floor_standard,
            action.red_band,
            action.rating.target,
            action.rating.rag,
            action.rating.direction_of_travel,
            str(action.missed_periods),
            action.missed_since,
            action.rating.override,
        )
        for action in actions
    ]
