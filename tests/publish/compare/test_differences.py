"""Every change between two editions has its cause."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.outputs.difference import Cause, Difference
from kpi_engine.model.outputs.published import RATING_FIELDS, PublishedRating
from kpi_engine.publish.compare.differences import RULES, find_differences, is_restated, is_shown_differently
from tests.publish.examples import rating

BLANK = rating(value="", numerator="", denominator="", rag="", not_rated="no value: to be supplied")


def differences(
    before: list[PublishedRating], after: list[PublishedRating], version_changed: bool = False
) -> tuple[Difference, ...]:
    return find_differences(before, after, version_changed=version_changed).changes


@pytest.mark.parametrize(
    ("before", "after", "cause", "also"),
    [
        pytest.param(BLANK, rating(), Cause.NEW_DATA, (), id="a figure that was to be supplied has come"),
        pytest.param(rating(), BLANK, Cause.RESTATED_DATA, (), id="a figure has been taken back"),
        pytest.param(
            BLANK, rating(value=""), Cause.NEW_DATA, (), id="the worst of other ratings, which has no value"
        ),
        pytest.param(
            rating(), rating(value="79.0", numerator="395"), Cause.RESTATED_DATA, (), id="another numerator"
        ),
        pytest.param(
            rating(),
            rating(value="78.4", denominator="510"),
            Cause.OTHER_DENOMINATOR,
            (),
            id="another denominator",
        ),
        pytest.param(
            rating(),
            rating(value="78.0", numerator="398", denominator="510"),
            Cause.RESTATED_DATA,
            (),
            id="numerator and denominator",
        ),
        pytest.param(
            rating(),
            rating(denominator=""),
            Cause.RESTATED_DATA,
            (),
            id="a denominator that is no longer given is no other denominator",
        ),
        pytest.param(
            rating(numerator=""),
            rating(numerator="", denominator="510"),
            Cause.RESTATED_DATA,
            (),
            id="a denominator without a numerator",
        ),
        pytest.param(
            rating(),
            rating(value="40.0", denominator="1000", definition_hash="d2"),
            Cause.DEFINITION_CHANGED,
            (),
            id="another definition explains other figures",
        ),
        pytest.param(rating(), rating(target="80.0", rag="GREEN"), Cause.TARGET_CHANGED, (), id="target"),
        pytest.param(rating(), rating(floor_standard="81.0", rag="RED"), Cause.FLOOR_CHANGED, (), id="floor"),
        pytest.param(
            rating(),
            rating(target="80.0", floor_standard="70.0", rag="GREEN"),
            Cause.TARGET_CHANGED,
            (Cause.FLOOR_CHANGED,),
            id="target and floor",
        ),
        pytest.param(
            rating(),
            rating(value="84.0", numerator="420", target="84.0", rag="GREEN"),
            Cause.RESTATED_DATA,
            (Cause.TARGET_CHANGED,),
            id="figure and target",
        ),
        pytest.param(
            rating(),
            rating(polarity="L", rag="GREEN"),
            Cause.POLARITY_CHANGED,
            (),
            id="highest to lowest is best",
        ),
        pytest.param(
            rating(),
            rating(polarity="L", target="80.0", rag="GREEN"),
            Cause.POLARITY_CHANGED,
            (Cause.TARGET_CHANGED,),
            id="polarity before target",
        ),
        pytest.param(
            rating(),
            rating(rule="green 75.0 to 85.0", rag="GREEN"),
            Cause.RULE_OR_VERSION_CHANGED,
            (),
            id="another rating method",
        ),
        pytest.param(
            rating(rule="value, green to 6, red above 6"),
            rating(rule="value, green to 8, red above 8", rag="GREEN"),
            Cause.BANDS_CHANGED,
            (),
            id="bands",
        ),
        pytest.param(
            rating(),
            rating(rule="percent of target at 1 decimals, green from 65, red below 65", floor_standard=""),
            Cause.BANDS_CHANGED,
            (Cause.FLOOR_CHANGED,),
            id="bands in place of a floor standard",
        ),
        pytest.param(
            rating(rule="value, green to 6, red above 6"),
            rating(rule="value, green to 8, red above 8", target="80.0", override="RED: x (y, 2024-09-01)"),
            Cause.TARGET_CHANGED,
            (Cause.BANDS_CHANGED, Cause.OVERRIDE_CHANGED),
            id="target, bands and an override",
        ),
        pytest.param(
            rating(), rating(override="RED: x (y, 2024-09-01)"), Cause.OVERRIDE_CHANGED, (), id="an override"
        ),
        pytest.param(
            rating(override="RED: x (y, 2024-09-01)"),
            rating(override="RED: z (y, 2024-09-01)"),
            Cause.OVERRIDE_CHANGED,
            (),
            id="another reason for an override",
        ),
        pytest.param(
            rating(override="RED: x (y, 2024-09-01)"),
            rating(value="79.0", numerator="395"),
            Cause.RESTATED_DATA,
            (Cause.OVERRIDE_CHANGED,),
            id="a figure, and its override is taken back",
        ),
        pytest.param(
            rating(),
            rating(rag="GREEN", definition_hash="d2"),
            Cause.DEFINITION_CHANGED,
            (),
            id="the definition rates on another value",
        ),
        pytest.param(
            rating(previous_value="", direction_of_travel=""),
            rating(),
            Cause.NEW_DATA,
            (),
            id="the figure that the arrow compares with has come",
        ),
        pytest.param(
            rating(),
            rating(previous_value="79.0", direction_of_travel="improved"),
            Cause.RESTATED_DATA,
            (),
            id="the figure that the arrow compares with is restated",
        ),
        pytest.param(
            rating(), rating(rag="RED"), Cause.RESTATED_DATA, (), id="beyond the decimals shown: rate_on raw"
        ),
    ],
)
def test_a_change_has_its_cause(
    before: PublishedRating, after: PublishedRating, cause: Cause, also: tuple[Cause, ...]
) -> None:
    assert differences([before], [after]) == (Difference(cause, also, before, after),)


@pytest.mark.parametrize(
    ("after", "cause"),
    [
        (rating(rag="RED"), Cause.RULE_OR_VERSION_CHANGED),
        (rating(value="80.1"), Cause.RULE_OR_VERSION_CHANGED),
        (rating(value="79.0", numerator="395"), Cause.RESTATED_DATA),
        (rating(target="80.0"), Cause.TARGET_CHANGED),
        (rating(previous_value="79.0", direction_of_travel="improved"), Cause.RESTATED_DATA),
    ],
)
def test_another_version_explains_only_what_nothing_else_does(after: PublishedRating, cause: Cause) -> None:
    (difference,) = differences([rating()], [after], version_changed=True)
    assert difference.cause is cause


def test_a_value_without_its_parts_is_restated_whatever_the_version() -> None:
    before, after = rating(numerator="", denominator=""), rating(value="81.0", numerator="", denominator="")
    (difference,) = differences([before], [after], version_changed=True)
    assert difference.cause is Cause.RESTATED_DATA


def test_a_new_period_is_compared_with_the_latest_one_of_the_older_edition() -> None:
    june, july = rating(period="2024-06", rag="RED"), rating(period="2024-07", rag="AMBER")
    august = rating(period="2024-08", rag="GREEN")
    (difference,) = differences([july, june], [june, july, august])
    assert difference == Difference(Cause.NEW_DATA, (), july, august)
    assert difference.rag_moved


def test_a_period_filled_in_later_is_new_and_no_move() -> None:
    may, july = rating(period="2024-05", rag="RED"), rating(period="2024-07")
    (difference,) = differences([july], [may, july])
    assert difference == Difference(Cause.NEW_DATA, (), None, may)
    assert not difference.rag_moved


def test_a_new_indicator_is_new_data_with_nothing_to_compare() -> None:
    new = rating(code="NEW1")
    assert differences([rating()], [rating(), new]) == (Difference(Cause.NEW_DATA, (), None, new),)


def test_a_period_that_is_gone_is_told() -> None:
    old = rating(period="2024-07")
    assert differences([rating(), old], [rating()]) == (Difference(Cause.WITHDRAWN, (), old, None),)


def test_areas_that_only_one_edition_covers_are_named_not_compared() -> None:
    found = find_differences(
        [rating(), rating(area="Ashford")],
        [rating(), rating(area="Swale"), rating(area="Dover")],
        version_changed=False,
    )
    assert (found.changes, found.only_before, found.only_after) == ((), ("Ashford",), ("Dover", "Swale"))


def test_a_definition_reworded_without_any_other_figure_is_named_once() -> None:
    rows = [rating(period=f"2024-0{month}") for month in range(1, 9)]
    found = find_differences(
        rows, [row._replace(definition_hash="d2") for row in rows], version_changed=False
    )
    assert (found.changes, found.redefined) == ((), ("SCS40",))


def test_moves_to_red_come_first_then_other_rags_then_arrows_then_the_rest() -> None:
    before = [rating(code=code) for code in ("A1", "A2", "A3", "A4", "A5")]
    after = [
        rating(code="A1", target="90.0"),
        rating(code="A2", direction_of_travel="worsened", previous_value="81.0"),
        rating(code="A3", rag="GREEN", target="80.0"),
        rating(code="A4", rag="", target=""),
        rating(code="A5", rag="RED", floor_standard="81.0"),
    ]
    new = rating(code="A0")
    found = differences([*before, rating(code="A6")], [*after, new, rating(code="A6")])
    assert [difference.subject.code for difference in found] == ["A5", "A4", "A3", "A2", "A0", "A1"]


def test_an_outturn_and_an_observation_of_one_period_are_two_things() -> None:
    outturn = rating(kind="outturn", period="2024-08")
    assert differences([rating(), outturn], [rating(), outturn]) == ()


texts = st.sampled_from(["", "1.0", "2.0", "3.00"])
rags = st.sampled_from(["", "RED", "AMBER", "GREEN"])
rows = st.builds(
    PublishedRating,
    **{
        **dict.fromkeys(RATING_FIELDS, texts),
        "code": st.sampled_from(["A1", "B2"]),
        "area": st.sampled_from(["Kent", "Swale"]),
        "kind": st.sampled_from(["observation", "outturn"]),
        "period": st.sampled_from(["2024-06", "2024-07", "2024-08"]),
        "rag": rags,
    },
)
editions = st.lists(rows, max_size=12, unique_by=lambda row: row.key)


@given(editions, editions, st.booleans())
def test_every_changed_row_has_exactly_one_difference_and_unchanged_ones_none(
    before: list[PublishedRating], after: list[PublishedRating], version_changed: bool
) -> None:
    found = find_differences(before, after, version_changed=version_changed)
    old, new = {row.key: row for row in before}, {row.key: row for row in after}
    shared = {row.area for row in before} & {row.area for row in after}
    changed = {
        key
        for key in old.keys() | new.keys()
        if key[1] in shared and (key not in old or key not in new or is_shown_differently(old[key], new[key]))
    }
    assert sorted(difference.subject.key for difference in found.changes) == sorted(changed)
    for difference in found.changes:
        assert difference.cause not in difference.also


@given(editions)
def test_an_edition_does_not_differ_from_itself(edition: list[PublishedRating]) -> None:
    found = find_differences(edition, reversed(edition), version_changed=True)
    assert (found.changes, found.only_before, found.only_after, found.redefined) == ((), (), (), ())


@given(editions, editions)
def test_the_order_of_rows_changes_nothing(
    before: list[PublishedRating], after: list[PublishedRating]
) -> None:
    expected = find_differences(before, after, version_changed=False)
    assert find_differences(before[::-1], after[::-1], version_changed=False) == expected


@given(rows, rows)
def test_a_restatement_is_shown_differently(before: PublishedRating, after: PublishedRating) -> None:
    after = after._replace(code=before.code, area=before.area, kind=before.kind, period=before.period)
    if is_restated(before, after):
        assert is_shown_differently(before, after)


@given(rows, rows, st.booleans())
def test_only_the_newer_version_of_the_program_makes_version_the_cause(
    before: PublishedRating, after: PublishedRating, version_changed: bool
) -> None:
    after = after._replace(code="A1", area="Kent", kind="observation", period="2024-08", rule=before.rule)
    before = before._replace(code="A1", area="Kent", kind="observation", period="2024-08")
    causes = {difference.cause for difference in differences([before], [after], version_changed)}
    assert version_changed or Cause.RULE_OR_VERSION_CHANGED not in causes


def test_the_causes_are_documented_in_their_order() -> None:
    page = (Path(__file__).parents[3] / "docs" / "editions.md").read_text(encoding="utf-8")
    table = page.split("## Causes")[1].split("\n\n")[2]
    documented = [line.split("|")[2].split(",")[0].strip() for line in table.splitlines()[2:]]
    first, *others = [cause.value for _, cause in RULES]
    assert documented == [first, Cause.WITHDRAWN.value, *others]
