"""Floor standards missed: new, continuing, awaiting a figure, recovered."""

from __future__ import annotations

import pytest

from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.scale import Scale, ScaleRating
from kpi_engine.model.figures.missed import ActionStatus
from kpi_engine.model.outputs.published import PublishedRating
from kpi_engine.model.outputs.record_columns import ACTION_COLUMNS
from kpi_engine.publish.compare.actions import action_rows, find_actions
from tests.publish.examples import rating

R, A, G, N = "RED", "AMBER", "GREEN", ""
RED = ScaleRating(Rag.RED, "Off track", needs_action=True)


def series(*rags: str, first: int = 1, code: str = "SCS40") -> list[PublishedRating]:
    """One rating a month from ``first`` of 2024; an empty RAG is a month without a figure."""
    return [
        rating(code=code, period=f"2024-{first + place:02d}", rag=rag, value="70.0" if rag else "")
        for place, rag in enumerate(rags)
    ]


@pytest.mark.parametrize(
    ("rags", "status", "periods", "since", "period"),
    [
        ((G, R), ActionStatus.NEW, 1, "2024-02", "2024-02"),
        ((R,), ActionStatus.NEW, 1, "2024-01 or earlier", "2024-01"),
        ((A, R, R, R), ActionStatus.CONTINUING, 3, "2024-02", "2024-04"),
        ((R, N, R), ActionStatus.CONTINUING, 2, "2024-01 or earlier", "2024-03"),
        ((A, R, R, N), ActionStatus.AWAITING_FIGURE, 2, "2024-02", "2024-04"),
        ((G, R, R, A), ActionStatus.RECOVERED, 2, "2024-02", "2024-04"),
        ((R, N, G), ActionStatus.RECOVERED, 1, "2024-01 or earlier", "2024-03"),
        ((R, G, N), ActionStatus.RECOVERED, 1, "2024-01 or earlier", "2024-02"),
    ],
)
def test_the_periods_decide_in_a_first_edition(
    rags: tuple[str, ...], status: ActionStatus, periods: int, since: str, period: str
) -> None:
    (action,) = find_actions(series(*rags))
    assert (action.status, action.missed_periods, action.missed_since, action.rating.period) == (
        status,
        periods,
        since,
        period,
    )


@pytest.mark.parametrize("rags", [(G,), (N,), (R, G, G), (R, A, N, G), (N, N)])
def test_no_action_is_called_for(rags: tuple[str, ...]) -> None:
    assert find_actions(series(*rags)) == ()


@pytest.mark.parametrize(
    ("told", "now", "status", "periods"),
    [
        ((G, A), (G, A, R), ActionStatus.NEW, 1),
        ((G, A), (G, A, R, R), ActionStatus.NEW, 2),
        ((G, R), (G, R), ActionStatus.CONTINUING, 1),
        ((G, R), (G, R, R), ActionStatus.CONTINUING, 2),
        ((G, R), (G, R, G), ActionStatus.RECOVERED, 1),
        ((G, R), (G, R, G, G), ActionStatus.RECOVERED, 1),
        ((G, R), (G, A), ActionStatus.RECOVERED, 1),
        ((G, A), (G, R), ActionStatus.NEW, 1),
        ((G, R), (G, R, N), ActionStatus.AWAITING_FIGURE, 1),
        ((G, R), (N, N), ActionStatus.AWAITING_FIGURE, 1),
    ],
)
def test_new_is_what_the_edition_before_did_not_tell(
    told: tuple[str, ...], now: tuple[str, ...], status: ActionStatus, periods: int
) -> None:
    (action,) = find_actions(series(*now), series(*told))
    assert (action.status, action.missed_periods) == (status, periods)


def test_a_recovery_is_told_once() -> None:
    assert find_actions(series(R, G), series(R, G)) == ()


def test_a_series_new_to_the_edition_goes_by_its_periods() -> None:
    (action,) = find_actions(series(R, R, code="NEW1"), series(G))
    assert action.status is ActionStatus.CONTINUING


def test_outturns_call_for_no_action() -> None:
    assert find_actions([rating(kind="outturn", rag=R)]) == ()


def test_new_ones_come_first_then_by_code_and_area() -> None:
    rows = [
        *series(R, R, code="A1"),
        *series(G, R, code="B2"),
        *series(R, G, code="A0"),
        *series(A, R, code="B1"),
    ]
    assert [action.rating.code for action in find_actions(reversed(rows))] == ["B1", "B2", "A1", "A0"]


def test_an_action_as_a_row() -> None:
    overridden = [row._replace(override="AMBER: lost (J. Smith, 2024-03-01)") for row in series(A, R)]
    rows = action_rows(find_actions([*overridden, rating(code="EDU1", area="Swale, north", rag=R)]))
    assert [len(row) for row in rows] == [len(ACTION_COLUMNS)] * 2
    assert dict(zip(ACTION_COLUMNS, rows[1], strict=True)) == {
        "status": "new",
        "code": "SCS40",
        "area": "Kent",
        "period": "2024-02",
        "value": "70.0",
        "floor_standard": "75.0",
        "red_band": "",
        "target": "85.0",
        "rag": "RED",
        "direction_of_travel": "same",
        "missed_periods": "1",
        "missed_since": "2024-02",
        "override": "AMBER: lost (J. Smith, 2024-03-01)",
    }


def test_an_override_ends_no_missed_floor_standard() -> None:
    overridden = [row._replace(override="GREEN: lost (J. Smith, 2024-03-01)") for row in series(R, R)]
    (action,) = find_actions(overridden, series(R))
    assert (action.status, action.missed_periods) == (ActionStatus.CONTINUING, 2)


def test_what_is_closed_calls_for_no_action() -> None:
    closed = rating(period="2024-03", rag="", value="", not_rated="no value: closed")
    assert find_actions([*series(R, R), closed]) == ()


BANDED = "percent of target at 1 decimals, green from 65, amber from 50 below 65, red below 50"


def ended(period: str) -> PublishedRating:
    return rating(period=period, rag="", value="", rule="", floor_standard="", target="")


def test_that_a_standard_has_ended_is_told_of_the_first_period_without_one() -> None:
    (action,) = find_actions([*series(G, R), ended("2024-03")])
    assert (action.status, action.missed_periods) == (ActionStatus.STANDARD_ENDED, 1)
    assert (action.rating.period, action.missed_since) == ("2024-03", "2024-02")
    assert find_actions([*series(G, R), ended("2024-03"), ended("2024-04")]) == ()
    assert find_actions([*series(R, G), ended("2024-03")])[0].status is ActionStatus.RECOVERED
    assert find_actions([ended("2024-03")], series(R)) == ()


@pytest.mark.parametrize(
    ("rule", "floor", "status"),
    [
        (BANDED, "", ActionStatus.AWAITING_FIGURE),
        ("green 17.5 to 22.5, amber 12.5 to 27.5", "", ActionStatus.AWAITING_FIGURE),
        ("green 17.5 to 22.5", "", ActionStatus.STANDARD_ENDED),
        ("floor and target", "70.0", ActionStatus.AWAITING_FIGURE),
        ("floor and target", "", ActionStatus.STANDARD_ENDED),
    ],
)
def test_another_standard_can_be_missed_still(rule: str, floor: str, status: ActionStatus) -> None:
    awaited = rating(period="2024-03", rag="", value="", rule=rule, floor_standard=floor)
    assert find_actions([*series(G, R), awaited])[0].status is status


def test_what_is_judged_no_longer_calls_for_no_action() -> None:
    assert find_actions([*series(G, R), rating(period="2024-03", rag="", polarity="none")]) == ()


@pytest.mark.parametrize(
    ("rule", "value", "band"),
    [
        (BANDED, "40", "below 50% of target"),
        ("value, green to 6, amber from 8 to 15, red from 16", "20", "from 16"),
        ("value, green from 2, red below 2", "", ""),
        ("floor and target", "40", ""),
    ],
)
def test_where_bands_rate_the_red_band_is_named(rule: str, value: str, band: str) -> None:
    (action,) = find_actions([rating(rag=R, rule=rule, value=value, floor_standard="")])
    assert dict(zip(ACTION_COLUMNS, action_rows([action])[0], strict=True))["red_band"] == band


def test_a_status_has_the_scale_s_name_of_the_last_rating() -> None:
    named = Scale((ScaleRating(Rag.GREEN, "Done"), ScaleRating(Rag.AMBER, "Late", needs_action=True), RED))
    actions = find_actions([*series(G, A, N), *series(R, N, code="X")], needing=frozenset({R, A}))
    assert [row[:2] for row in action_rows(actions, named)] == [
        ("Late when last rated, no new rating", "SCS40"),
        ("Off track when last rated, no new rating", "X"),
    ]
    (new,) = find_actions(series(G, R))
    assert action_rows([new], named)[0][0] == "new"


def test_action_follows_from_the_ratings_that_a_scale_names() -> None:
    needing = frozenset({R, A})
    (action,) = find_actions(series(G, A, R), needing=needing)
    assert (action.status, action.missed_periods, action.missed_since) == (
        ActionStatus.CONTINUING,
        2,
        "2024-02",
    )
    (recovered,) = find_actions(series(A, G), needing=needing)
    assert recovered.status is ActionStatus.RECOVERED
    assert find_actions(series(R, R), needing=frozenset()) == ()
