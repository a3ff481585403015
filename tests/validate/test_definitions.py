"""The rules that definitions keep: what each lets pass. What it refuses is in tests/errors/definitions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.model.calendars.period import Frequency, YearKind
from kpi_engine.model.definitions.indicator import Indicator, SuppliedAs
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.measure import AreasRated, Member
from kpi_engine.model.definitions.made_from.overall import Overall, OverallMember, OverallMethod
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.validate.definitions import RULES, validate_definitions
from tests.read.definition_texts import SOUND, sound_indicators

BROKEN = Path(__file__).parents[1] / "errors" / "definitions"


def indicator_with(folder: Path, thresholds: str, polarity: str = "H", decimals: int = 1) -> Indicator:
    text = SOUND.replace("polarity: H", f"polarity: {polarity}").replace(
        "decimals: 1", f"decimals: {decimals}"
    )
    lines = "".join(f"      - {{{line}}}\n" for line in thresholds.strip().splitlines())
    (indicator,) = sound_indicators(folder, text + (f"    thresholds:\n{lines}" if lines else ""))
    return indicator


def problems(*indicators: Indicator) -> list[str]:
    return [issue.what for issue in validate_definitions(indicators)]


@pytest.mark.parametrize(
    ("polarity", "thresholds"),
    [
        ("none", ""),
        ("H", "from: 2023-24, target: 85.0, floor_standard: 85.0, floor_basis: stated"),
        ("L", "from: 2023-24, target: 85.0, floor_standard: 85.0, floor_basis: stated"),
        ("L", "from: 2023-24, target: -85.0, floor_standard: 0, floor_basis: stated"),
        ("H", "from: 2023-24, target: -0.1, floor_standard: -0.2, floor_basis: stated"),
        ("T", "from: 2023-24, target: 20, green: [20, 20], amber: [20, 20], floor_basis: stated"),
        ("T", "from: 2023-24, target: 20, green: [17.5, 22.5]"),
        # Each replaces the one before.
        ("H", "from: 2022-23, target: 1\nfrom: 2023-24, target: 2\nfrom: 2024-08, target: 3"),
        # One ends with the month before the next begins.
        ("H", "from: 2022-23, until: 2022-23, target: 1\nfrom: 2023-24, target: 2"),
        # Different levels and areas, at one time.
        ("H", "from: 2022-23, target: 1\nfrom: 2022-23, level: team, target: 2"),
        ("H", "from: 2022-23, level: team, target: 1\nfrom: 2022-23, level: [county, district], target: 2"),
        ("H", "from: 2022-23, level: county, target: 1\nfrom: 2022-23, area: Kent, target: 2"),
        # An area may bear the name of a level.
        ("H", "from: 2022-23, level: Kent, target: 1\nfrom: 2022-23, area: Kent, target: 2"),
        # The threshold changes with the polarity, or ends before it.
        (
            "[{from: 2022-23, polarity: L}, {from: 2023-24, polarity: H}]",
            "from: 2022-23, target: 15, floor_standard: 20, floor_basis: stated\n"
            "from: 2023-24, target: 20, floor_standard: 12, floor_basis: stated",
        ),
        (
            "[{from: 2022-23, polarity: L}, {from: 2023-24, polarity: none}]",
            "from: 2022-23, until: 2022-23, target: 15, floor_standard: 20, floor_basis: stated",
        ),
        # Before the first dated polarity, the first holds.
        (
            "[{from: 2022-23, polarity: L}]",
            "from: 2020-21, target: 15, floor_standard: 20, floor_basis: stated",
        ),
        # A polarity that is over before the threshold begins says nothing about it.
        (
            "[{from: 2020-21, polarity: T}, {from: 2022-23, polarity: H}]",
            "from: 2022-23, target: 15, floor_standard: 10, floor_basis: stated",
        ),
        # As many decimals as are displayed, or fewer, or zeros beyond.
        ("H", "from: 2023-24, target: 85.10, floor_standard: 75, floor_basis: stated"),
    ],
)
def test_sound_definitions_pass(tmp_path: Path, polarity: str, thresholds: str) -> None:
    assert problems(indicator_with(tmp_path, thresholds, polarity)) == []


def test_a_threshold_is_judged_where_it_holds_longest(tmp_path: Path) -> None:
    """Replaced for teams before the polarity changes, it still holds for the county after that."""
    thresholds = """
        from: 2022-23, level: [team, county], target: 15, floor_standard: 20, floor_basis: stated
        from: 2023-24, level: team, target: 20, floor_standard: 12, floor_basis: stated
    """.replace("    ", "")
    changing = "[{from: 2022-23, polarity: L}, {from: 2023-24, polarity: H}]"
    (what,) = problems(indicator_with(tmp_path, thresholds, changing))
    assert what.startswith("the floor standard 20 is above the target 15")


def test_an_overlap_at_several_levels_is_told_once(tmp_path: Path) -> None:
    thresholds = (
        "from: 2022-23, level: [team, county], target: 1\nfrom: 2022-23, level: [county, team], target: 2"
    )
    assert len(problems(indicator_with(tmp_path, thresholds))) == 1


def test_every_overlap_is_told_also_after_one_that_is_told_already(tmp_path: Path) -> None:
    thresholds = (
        "from: 2022-23, level: [team, county, district], target: 1\n"
        "from: 2022-23, level: [county, team], target: 2\n"
        "from: 2022-23, level: district, target: 3"
    )
    found = problems(indicator_with(tmp_path, thresholds))
    assert [what.rpartition("(")[2] for what in found] == ["level team)", "level district)"]


def test_whole_numbers_displayed(tmp_path: Path) -> None:
    sound = indicator_with(tmp_path, "from: 2023-24, target: 100", decimals=0)
    finer = indicator_with(tmp_path, "from: 2023-24, target: 100.5", decimals=0)
    assert problems(sound) == []
    assert len(problems(finer)) == 1


def test_a_threshold_without_a_target_has_nothing_to_check(tmp_path: Path) -> None:
    """Definitions made in Python may have one."""
    indicator = indicator_with(tmp_path, "from: 2023-24, target: 1")
    rule = FloorAndTarget(None, Decimal("75.25"))
    threshold = replace(indicator.thresholds[0], rule=rule)
    (what,) = problems(replace(indicator, thresholds=(threshold,)))
    assert what.startswith("the floor standard 75.25 has more decimals")


def test_members_of_an_overall_rating_can_count_their_months_by_another_year(tmp_path: Path) -> None:
    member = indicator_with(tmp_path, "from: 2023-24, target: 85.0")
    overall = Overall(
        OverallMethod.SHARE_GREEN,
        (OverallMember(member.code, Decimal(1), member.location),),
        0,
        None,
        None,
        None,
    )
    academic = replace(member, code="ALL", year=YearKind.ACADEMIC, overall=overall)
    assert problems(academic, member) == []


def test_problems_come_by_file_and_line(tmp_path: Path) -> None:
    wrong = indicator_with(tmp_path, "from: 2023-24, target: 85.0, floor_standard: 90.0, floor_basis: stated")
    location = replace(wrong.location, line=99)
    lines = [
        issue.location.line for issue in validate_definitions([wrong, replace(wrong, location=location)])
    ]
    assert lines == sorted(lines)


def test_the_sample_is_sound() -> None:
    from kpi_engine.read.definitions.definitions import read_definitions

    folder = Path(__file__).parents[2] / "indicators"
    indicators, issues = read_definitions([folder], folder)
    assert (len(indicators), issues, validate_definitions(indicators)) == (59, (), ())


def test_every_rule_is_named_for_what_it_finds() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
    assert all(rule.__doc__ for rule in RULES)


def test_areas_can_be_counted_by_an_overall_rating(tmp_path: Path) -> None:
    (rated,) = sound_indicators(tmp_path, SOUND)
    overall = Overall(
        OverallMethod.SHARE_GREEN,
        (OverallMember(rated.code, Decimal(1), rated.location),),
        0,
        None,
        None,
        None,
    )
    whole = replace(rated, code="ALL", overall=overall, thresholds=())
    counted = AreasRated(Member("ALL", rated.location), (Rag.RED,), "district")
    count = replace(rated, code="REDS", made_from=counted, unit="areas", per=1, decimals=0, thresholds=())
    assert problems(rated, whole, count) == []


@pytest.mark.parametrize(
    ("target", "is_told"), [("0.5", False), ("1", False), ("0", True), ("-1", True), (None, True)]
)
def test_a_percent_of_target_needs_a_target_above_0(
    tmp_path: Path, target: str | None, is_told: bool
) -> None:
    member = indicator_with(tmp_path, "from: 2023-24, target: 85.0")
    number = None if target is None else Decimal(target)
    thresholds = (replace(member.thresholds[0], rule=FloorAndTarget(number, None)),)
    member = replace(member, thresholds=thresholds)
    of = (OverallMember(member.code, Decimal(1), member.location),)
    overall = Overall(OverallMethod.MEAN_PERCENT_OF_TARGET, of, 0, None, None, None)
    whole = replace(member, code="ALL", overall=overall, thresholds=())
    found = [what for what in problems(whole, member) if "no target above 0" in what]
    assert bool(found) == is_told


def test_areas_are_counted_in_the_periods_of_what_rates_them(tmp_path: Path) -> None:
    (rated,) = sound_indicators(tmp_path, SOUND)
    counted = AreasRated(Member(rated.code, rated.location), (Rag.RED,), "district")
    count = replace(rated, code="REDS", made_from=counted, unit="areas", per=1, decimals=0, thresholds=())
    assert problems(rated, count) == []
    (what,) = problems(rated, replace(count, frequency=Frequency.QUARTERLY))
    assert what.endswith("so that their periods do not meet")


@pytest.mark.parametrize("supplied_as", [None, *SuppliedAs])
def test_only_percentages_are_supplied_as_fractions(tmp_path: Path, supplied_as: SuppliedAs | None) -> None:
    (percentage,) = sound_indicators(tmp_path, SOUND)
    percentage = replace(percentage, supplied_as=supplied_as)
    assert problems(percentage) == []
    told = [] if supplied_as is None else ["EH01 says supplied_as, and its unit is not percent"]
    assert problems(replace(percentage, unit="days", per=1)) == told


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "EH01 is said to be a count, and it is a percentage"),
        ({"unit": "cases", "per": 1000}, "EH01 is said to be a count, and it is a rate per 1,000"),
    ],
)
def test_only_whole_numbers_are_counts(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    (percentage,) = sound_indicators(tmp_path, SOUND)
    assert problems(replace(percentage, count=True, **changes)) == [words]  # type: ignore[arg-type] — fields by name
