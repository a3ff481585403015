"""Targets that are spread over a year, and targets that follow from others."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.arrays.rounding import Rounding
from kpi_engine.model.calendars.period import CalendarMonth
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from tests.oracle.in_force import threshold_in_force
from tests.oracle.targets import derived_target, rounded_target, year_target_in
from tests.rate.strategies import AREAS
from tests.read.definition_texts import HEAD, sound_indicators

# April 2020, the first month that the definitions made here begin with.
START = 2020 * 12 + 3
MONTHS = st.integers(START, START + 30)
ROUNDINGS = st.sampled_from([Rounding.HALF_UP, Rounding.UP, Rounding.DOWN])
TARGETS = st.decimals(-2000, 2000, places=2)
_PER_YEAR = {"monthly": 12, "quarterly": 4, "termly": 3}


def indicator_text(code: str, thresholds: list[str], **changes: str) -> str:
    """One indicator of a definitions file; ``thresholds`` are flow mappings without their braces."""
    fields = {"polarity": "H", "data_period": "MS", "frequency": "monthly", "decimals": "0", **changes}
    lines = [f"    {name}: {value}\n" for name, value in fields.items()]
    entries = [f"      - {{{entry}}}\n" for entry in thresholds]
    return (
        f"  - code: {code}\n    name: Cases\n    unit: cases\n    definition: Cases.\n"
        + "".join(lines)
        + ("    thresholds:\n" + "".join(entries) if entries else "")
    )


def sound(text: str) -> tuple[Indicator, ...]:
    with TemporaryDirectory() as folder:
        return sound_indicators(Path(folder), text)


def month(period: int) -> str:
    return period_words(sound(indicator_text("A", []))[0].calendar, period)


def floor_of(threshold: Threshold) -> Decimal | None:
    assert isinstance(threshold.rule, FloorAndTarget)
    return threshold.rule.floor_standard


@st.composite
def shares_of(draw: st.DrawFn, periods: int) -> list[Decimal] | None:
    if draw(st.booleans()):
        return None
    return draw(st.lists(st.decimals(-50, 50, places=1), min_size=periods, max_size=periods))


@given(data=st.data(), frequency=st.sampled_from(sorted(_PER_YEAR)), so_far=st.booleans(), how=ROUNDINGS)
def test_every_period_of_a_year_has_its_part(
    data: st.DataObject, frequency: str, so_far: bool, how: Rounding
) -> None:
    periods = _PER_YEAR[frequency]
    shares = data.draw(shares_of(periods))
    target = data.draw(TARGETS) if shares is None else sum(shares, Decimal(0))
    decimals = data.draw(st.integers(0, 2))
    starts_in = data.draw(st.sampled_from([None, "january"]))
    begins = {
        ("monthly", None): "2020-21",
        ("monthly", "january"): "Jan 2020",
        ("quarterly", None): "2020-21",
        ("quarterly", "january"): "2019-20 Q4",
        ("termly", None): "2020-21",
        ("termly", "january"): "2019-20 Spring",
    }[frequency, starts_in]
    spread = "pro_rata" if shares is None else f"[{', '.join(f'{share:f}' for share in shares)}]"
    entry = f'from: "{begins}", target: {target:f}, target_for: year, spread: {spread}, rounding: {how.value}'
    changes = {} if starts_in is None else {"year_to_date_from": starts_in}
    text = indicator_text(
        "A",
        [entry],
        frequency=frequency,
        data_period="YTD" if so_far else "MS",
        decimals=str(decimals),
        **changes,
    )
    (indicator,) = sound(text)
    thresholds = indicator.thresholds
    assert [threshold.first for threshold in thresholds] == [threshold.last for threshold in thresholds]
    assert [indicator.place_in_year(threshold.first) for threshold in thresholds] == list(range(periods))
    assert {threshold.year_target for threshold in thresholds} == {target}
    for place, threshold in enumerate(thresholds):
        exact = year_target_in(place, target, shares, periods, so_far=so_far)
        assert threshold.rule.target == rounded_target(exact, decimals, how)


def test_each_year_up_to_until_has_its_own_target() -> None:
    entry = "from: 2020-21, until: 2022-23, target: 120, target_for: year, spread: pro_rata"
    (indicator,) = sound(indicator_text("A", [entry], data_period="YTD"))
    assert [threshold.first for threshold in indicator.thresholds] == list(range(START, START + 36))
    targets = [threshold.rule.target for threshold in indicator.thresholds]
    assert targets == [Decimal(10 * (month + 1)) for month in range(12)] * 3


def test_a_floor_standard_is_spread_in_proportion() -> None:
    entry = (
        "from: 2020-21, target: 60, floor_standard: 30, floor_basis: stated, target_for: year, "
        "spread: [10, 0, 0, 0, 20, 0, 0, 0, 0, 0, 0, 30]"
    )
    (indicator,) = sound(indicator_text("A", [entry]))
    floors = [floor_of(threshold) for threshold in indicator.thresholds]
    assert floors == [Decimal(n) for n in (5, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 15)]


def test_nothing_is_rounded_where_the_definition_says_so() -> None:
    entry = "from: 2020-21, target: 774, target_for: year, spread: pro_rata, rounding: none"
    (indicator,) = sound(indicator_text("A", [entry]))
    assert {str(threshold.rule.target) for threshold in indicator.thresholds} == {"64.5"}


SCOPES = st.sampled_from(
    ["", "level: county, ", "level: [district, team], ", "area: North, ", "area: [Both, County], "]
)


@st.composite
def base_thresholds(draw: st.DrawFn) -> list[str]:
    """Thresholds of several scopes; within one scope none overlap."""
    entries = []
    for scope in draw(st.lists(SCOPES, unique=True, min_size=1, max_size=4)):
        starts = sorted(draw(st.lists(MONTHS, unique=True, min_size=1, max_size=3)))
        for start, following in zip(starts, [*starts[1:], None], strict=True):
            latest = START + 40 if following is None else following - 1
            end = draw(st.none() | st.integers(start, latest))
            until = "" if end is None else f'until: "{month(end)}", '
            entries.append(f'from: "{month(start)}", {until}{scope}target: {draw(TARGETS):f}')
    return entries


@given(
    given=base_thresholds(),
    starts=st.lists(MONTHS, unique=True, min_size=1, max_size=2).map(sorted),
    percent=st.decimals(1, 200, places=1),
    how=ROUNDINGS,
)
def test_a_derived_target_is_in_force_where_and_when_the_other_is(
    given: list[str], starts: list[int], percent: Decimal, how: Rounding
) -> None:
    entries = [
        f'from: "{month(start)}", target_from: {{percent: {percent + place}, of: B, rounding: {how.value}}}'
        for place, start in enumerate(starts)
    ]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "x.yaml"
        file.write_text(HEAD + indicator_text("A", entries) + indicator_text("B", given), encoding="utf-8")
        (derived, base), issues = read_definitions([file], Path(folder))
    # An entry during which the other has no target is told, and gives none.
    assert {issue.what.partition(" in force")[0] for issue in issues} <= {"B has no target"}
    for area in AREAS:
        for period in range(START, START + 45):
            found = threshold_in_force(derived, area.name, area.level, period)
            other = threshold_in_force(base, area.name, area.level, period)
            begun = [place for place, start in enumerate(starts) if start <= period]
            if not begun or other is None or other.rule.target is None:
                assert found is None
                continue
            exact = derived_target(percent + begun[-1], other.rule.target)
            assert found is not None
            assert found.rule.target == rounded_target(exact, 0, how)


def test_a_threshold_written_out_takes_the_place_of_a_derived_one() -> None:
    derived, _ = sound(
        indicator_text(
            "A",
            [
                "from: 2020-21, target_from: {percent: 50, of: B}",
                "from: 2020-21, area: North, target: 7",
                "from: 2021-22, area: South, target: 8",
            ],
        )
        + indicator_text(
            "B",
            [
                "from: 2020-21, until: 2022-23, area: [North, South, Both], target: 100",
                "from: 2023-24, area: South, target: 200",
                "from: 2023-24, area: Both, target: 300",
            ],
        )
    )

    def targets(area: str) -> list[Decimal | None]:
        return [
            None if found is None else found.rule.target
            for period in (START, START + 12, START + 36)
            for found in [derived.threshold_in(period, area, "district")]
        ]

    assert targets("North") == [Decimal(7)] * 3
    assert targets("South") == [Decimal(50), Decimal(8), Decimal(8)]
    assert targets("Both") == [Decimal(50), Decimal(50), Decimal(150)]


def test_a_derived_target_follows_a_year_spread_over_its_months() -> None:
    derived, _ = sound(
        indicator_text("A", ["from: 2020-21, target_from: {percent: 50, of: B, rounding: up}"], decimals="1")
        + indicator_text(
            "B", ["from: 2020-21, target: 774, target_for: year, spread: pro_rata"], data_period="YTD"
        )
    )
    first = derived.thresholds[0]
    # Half of the 65 that is in force, not of the 64.5 that it is rounded from.
    assert (first.rule.target, first.year_target) == (Decimal("32.5"), Decimal("387.0"))
    assert (first.first, first.last, first.from_label) == (START, START, "2020-21")
    assert first.origin == "50% of B's target 65"


def test_computed_targets_can_be_written_out_period_by_period(tmp_path: Path) -> None:
    """As kpi infer floors --write does: what each period is held against stays the same."""
    entry = "from: 2011-12, target: 774, target_for: year, spread: pro_rata"
    (computed,) = sound(indicator_text("A", [entry.replace("2011-12", "2011-2012")]))
    file = tmp_path / "written.yaml"
    file.write_text(definitions_text([computed]), encoding="utf-8")
    (written,), issues = read_definitions([file], tmp_path)
    assert issues == ()
    assert [(each.first, each.last, each.rule) for each in written.thresholds] == [
        (each.first, each.last, each.rule) for each in computed.thresholds
    ]


def test_a_target_can_follow_from_one_in_another_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        HEAD + indicator_text("A", ["from: 2020-21, target_from: {percent: 65, of: B, rounding: down}"])
    )
    (tmp_path / "b.yaml").write_text(HEAD + indicator_text("B", ["from: 2019-20, target: 1874"]))
    (derived, _), issues = read_definitions([tmp_path], tmp_path)
    assert issues == ()
    (threshold,) = derived.thresholds
    assert (threshold.rule.target, threshold.from_label) == (Decimal(1218), "2020-21")
    assert threshold.location.file.endswith("a.yaml")


def test_the_month_of_a_contract_year_is_kept() -> None:
    (indicator,) = sound(indicator_text("A", [], year_to_date_from="december"))
    assert indicator.year_to_date_from is CalendarMonth.DECEMBER


def test_months_are_months_whatever_year_they_are_counted_by() -> None:
    derived, _ = sound(
        indicator_text("A", ["from: 2020-21, target_from: {percent: 50, of: B}"])
        + indicator_text("B", ["from: 2020-21, target: 20"], year="academic")
    )
    (threshold,) = derived.thresholds
    assert (month(threshold.first), threshold.rule.target) == ("Sep 2020", Decimal(10))
