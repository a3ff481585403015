"""The rules that a scorecard keeps: what each lets pass. What it refuses is in tests/errors/scorecards."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.made_from.measure import AreasRated, Measure, Member, ShareOfArea
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.moving_target import FigureTarget
from kpi_engine.model.definitions.scale import Scale
from kpi_engine.model.definitions.scorecard import (
    AreaFamily,
    LastPeriod,
    RankedLevel,
    Scorecard,
    SectionEntry,
    Statistic,
)
from kpi_engine.model.definitions.series.process_chart import Baseline, ProcessChart
from kpi_engine.model.issue import Location
from kpi_engine.read.data.areas import read_areas
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.scorecard.scorecard import read_scorecard
from kpi_engine.validate.scorecard import RULES, validate_scorecard
from tests.rate.making import NOWHERE, a_threshold

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample() -> tuple[Scorecard, tuple[Indicator, ...], tuple[Area, ...]]:
    scorecard, issues = read_scorecard(ROOT / "sample_data" / "kent_2024_08" / "scorecard.yaml")
    assert scorecard is not None
    assert issues == ()
    indicators, _ = read_definitions([Path(place) for place in scorecard.definitions], ROOT)
    areas, _ = read_areas(scorecard.areas)
    return scorecard, indicators, areas


Sample = tuple[Scorecard, tuple[Indicator, ...], tuple[Area, ...]]


def test_the_sample_is_sound(sample: Sample) -> None:
    assert validate_scorecard(*sample) == ()


def test_definitions_that_could_not_be_read_are_not_missed_code_by_code(sample: Sample) -> None:
    scorecard, _, areas = sample
    assert validate_scorecard(scorecard, (), areas) == ()


def test_areas_that_could_not_be_read_are_not_missed_one_by_one(sample: Sample) -> None:
    scorecard, indicators, _ = sample
    assert validate_scorecard(scorecard, indicators, ()) == ()


def test_an_indicator_may_stand_twice_for_different_levels(sample: Sample) -> None:
    scorecard, indicators, areas = sample
    section = scorecard.sections[0]
    entry = replace(section.entries[0], levels=("county",))
    for levels, count in ((("district",), 0), (("district", "county"), 1), ((), 1)):
        entries: tuple[SectionEntry, ...] = (entry, replace(entry, levels=levels))
        changed = replace(scorecard, sections=(replace(section, entries=entries),))
        assert len(validate_scorecard(changed, indicators, areas)) == count


def test_thresholds_of_indicators_not_shown_are_no_concern_of_the_scorecard(sample: Sample) -> None:
    scorecard, indicators, areas = sample
    county_only = tuple(area for area in areas if area.level == "county")
    nothing_shown = replace(scorecard, sections=(), area_names=(), area_locations=())
    assert validate_scorecard(nothing_shown, indicators, county_only) == ()


def test_a_level_and_an_area_unknown_here_are_told_once_each(sample: Sample) -> None:
    scorecard, indicators, areas = sample
    shown = replace(scorecard, sections=scorecard.sections[:1])
    code = shown.sections[0].entries[0].code
    (indicator,) = (one for one in indicators if one.code == code)
    first, second = indicator.thresholds[:2]
    thresholds = (
        replace(first, levels=("ward",)),
        replace(second, levels=("ward",)),
        replace(first, levels=(), areas=("Ashfort",)),
    )
    changed = [replace(one, thresholds=thresholds) if one is indicator else one for one in indicators]
    told = [
        (str(issue.severity.value), issue.what, issue.remedy)
        for issue in validate_scorecard(shown, changed, areas)
    ]
    assert told == [
        (
            "warning",
            'this threshold is for level "ward", which is not in the areas file (2 thresholds in all)',
            "check the spelling",
        ),
        (
            "warning",
            'this threshold is for area "Ashfort", which is not in the areas file',
            'did you mean "Ashford"?',
        ),
    ]


def test_every_rule_is_named_for_what_it_finds() -> None:
    assert len({rule.__name__ for rule in RULES}) == len(RULES)
    assert all(rule.__doc__ for rule in RULES)


def test_a_level_that_an_indicator_adds_up_from_is_one_of_the_areas(sample: Sample) -> None:
    scorecard, indicators, areas = sample
    for level, said in (("district", []), ("distict", ['did you mean "district"?'])):
        changed = (replace(indicators[0], adds_up_from=level), *indicators[1:])
        assert [issue.remedy for issue in validate_scorecard(scorecard, changed, areas)] == said


def test_a_target_that_is_the_figure_of_an_area_needs_it(sample: Sample) -> None:
    scorecard, indicators, areas = sample

    def problems(area: str, known: tuple[Area, ...] = areas) -> list[str]:
        figure = FigureTarget(Member("SCS40", NOWHERE), area)
        changed = replace(indicators[0], thresholds=(a_threshold(figure=figure), a_threshold(first=1)))
        return [str(issue) for issue in validate_scorecard(scorecard, (changed, *indicators[1:]), known)]

    assert problems("Kent") == problems("") == []
    assert problems("Knt") == [
        'test: warning: the target is the figure of "Knt", which is not in the areas file; did you mean '
        '"Kent"?'
    ]
    assert problems("Elsewhere") == [
        'test: warning: the target is the figure of "Elsewhere", which is not in the areas file; add it '
        "there, or name a comparator"
    ]
    assert problems("Knt", ()) == []


def test_the_level_that_figures_are_made_of_is_known(sample: Sample) -> None:
    scorecard, indicators, areas = sample
    shown = indicators[0]
    assert any(entry.code == shown.code for section in scorecard.sections for entry in section.entries)

    def problems(measure: Measure, index: int = 0) -> list[str]:
        changed = tuple(
            replace(each, made_from=measure) if place == index else each
            for place, each in enumerate(indicators)
        )
        return [issue.what for issue in validate_scorecard(scorecard, changed, areas)]

    of = Member(shown.code, NOWHERE)
    assert problems(ShareOfArea(of, "county")) == problems(AreasRated(of, (Rag.RED,), "district")) == []
    what = f'{shown.code} is made from level "region", which is not in the areas file'
    assert problems(ShareOfArea(of, "region")) == problems(AreasRated(of, (Rag.RED,), "region")) == [what]


def a_family(name: str, areas: str, at_least: int = 2, line: int = 1) -> AreaFamily:
    places = tuple((area, Location("scorecard.yaml", line)) for area in areas.split())
    return AreaFamily(name, places, at_least, Location("scorecard.yaml", line))


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        ([a_family("Coast", "Dover Swale"), a_family("Inland", "Ashford Sevenoaks")], []),
        (
            [a_family("Coast", "Dover Swale", 3)],
            ["warning: nothing will be ranked: at_least is 3, and the family has 2 areas"],
        ),
        (
            [a_family("Coast", "Dover")],
            ["warning: nothing will be ranked: at_least is 2, and the family has 1 area"],
        ),
        (
            [a_family("Coast", "Dover Swale Nowhere")],
            ["error: the area Nowhere of the family Coast is not in the areas file"],
        ),
        (
            [a_family("Coast", "Dover Swale"), a_family("Inland", "Ashford Dover Sevenoaks", line=2)],
            ["error: the area Dover is also in the family Coast"],
        ),
        (
            [a_family("Coast", "Dover Swale"), a_family("Coast", "Ashford Sevenoaks", line=2)],
            ["error: the family Coast is named a second time"],
        ),
    ],
)
def test_families(sample: Sample, families: list[AreaFamily], expected: list[str]) -> None:
    scorecard, indicators, areas = sample
    issues = validate_scorecard(replace(scorecard, families=tuple(families)), indicators, areas)
    told = [f"{issue.severity.value}: {issue.what}".replace('"', "") for issue in issues]
    assert told == expected


def test_areas_of_families_are_not_missed_without_an_areas_file(sample: Sample) -> None:
    scorecard, indicators, _ = sample
    families = (a_family("Coast", "Dover Nowhere"), a_family("Inland", "Dover Ashford", line=2))
    (issue,) = validate_scorecard(replace(scorecard, families=families), indicators, ())
    assert "is also in the family" in issue.what


@pytest.mark.parametrize(
    ("further", "without", "what", "remedy"),
    [
        ((), {Rag.AMBER}, "amber", "write amber: none, or change the threshold"),
        (((Rag.BLUE, Decimal(95)),), set(), "blue", "add the rating to the scale, or change the threshold"),
        (
            ((Rag.BLUE, Decimal(95)),),
            {Rag.AMBER},
            "blue and amber",
            "add the rating to the scale, or change the threshold",
        ),
    ],
)
def test_thresholds_give_ratings_of_the_scale_only(
    sample: Sample, further: tuple[tuple[Rag, Decimal], ...], without: set[Rag], what: str, remedy: str
) -> None:
    scorecard, indicators, areas = sample
    rule = FloorAndTarget(Decimal(85), Decimal(75), further=further)
    one = replace(indicators[0], thresholds=(replace(indicators[0].thresholds[0], rule=rule),))
    ratings = tuple(rating for rating in scorecard.scale.ratings if rating.rag not in without)
    changed = replace(scorecard, scale=Scale(ratings))
    told = validate_scorecard(changed, (one, *indicators[1:]), areas)
    (issue,) = [issue for issue in told if issue.location == one.thresholds[0].location]
    assert issue.what == f"this threshold can give {what}, which the scale of the scorecard does not have"
    assert issue.remedy == remedy


@pytest.mark.parametrize(
    ("ranked", "expected"),
    [
        (("district", 8), []),
        (("district", 9), ["nothing will be ranked: at_least is 9, and 8 areas have level district"]),
        (("county", 2), ["nothing will be ranked: at_least is 2, and 1 area has level county"]),
        (("distict", 2), ["areas of level distict are ranked, which no area has"]),
    ],
)
def test_ranked_levels_have_areas_enough(
    sample: Sample, ranked: tuple[str, int], expected: list[str]
) -> None:
    scorecard, indicators, areas = sample
    changed = replace(scorecard, ranks=(RankedLevel(*ranked, NOWHERE),))
    issues = validate_scorecard(changed, indicators, areas)
    assert [issue.what.replace('"', "") for issue in issues] == expected
    assert validate_scorecard(changed, indicators, ()) == ()


def test_what_an_indicator_not_shown_lacks_hides_nothing(sample: Sample) -> None:
    scorecard, indicators, areas = sample
    shown = replace(indicators[0], adds_up_from="wards")
    for made_from in (None, ShareOfArea(Member("SCS40", NOWHERE), "hamlet")):
        unseen = replace(indicators[0], code="UNSEEN", adds_up_from="parish", made_from=made_from)
        issues = validate_scorecard(scorecard, (unseen, shown, *indicators[1:]), areas)
        assert [(issue.what.split(" ")[0], issue.remedy) for issue in issues] == [
            (shown.code, "check the spelling")
        ]


@pytest.mark.parametrize(
    ("level", "remedy"), [("distict", 'did you mean "district"?'), ("hamlet", "check the spelling")]
)
def test_a_level_like_another_is_suggested(sample: Sample, level: str, remedy: str) -> None:
    scorecard, indicators, areas = sample
    divides = replace(indicators[0], made_from=ShareOfArea(Member(indicators[0].code, NOWHERE), level))
    issues = validate_scorecard(scorecard, (divides, *indicators[1:]), areas)
    assert [issue.remedy for issue in issues] == [remedy]


def test_a_last_period_that_has_begun_for_one_of_its_indicators(sample: Sample) -> None:
    scorecard, indicators, areas = sample
    latest = indicators[0].calendar.latest(scorecard.as_at)
    code = indicators[0].code

    def problems(*periods: int) -> list[str]:
        last = LastPeriod("any", NOWHERE, tuple((code, period) for period in periods))
        sections = (replace(scorecard.sections[0], last_period=last), *scorecard.sections[1:])
        issues = validate_scorecard(replace(scorecard, sections=sections), indicators, areas)
        return [issue.what for issue in issues]

    assert problems(latest + 1, latest) == problems(latest) == []
    assert problems(latest + 1, latest + 2) == [
        "this section ends with 2024-09, which begins after the as-at month 2024-08"
    ]


def test_a_baseline_of_an_unknown_area_is_told_of_what_a_section_shows(sample: Sample) -> None:
    scorecard, indicators, areas = sample
    baseline = Baseline(24_000, "2000-01", "New team", ("Swayle",), NOWHERE)
    with_chart = [replace(each, chart=ProcessChart(baselines=(baseline,))) for each in indicators[:1]]
    shown = [entry.code for section in scorecard.sections for entry in section.entries]
    assert with_chart[0].code in shown
    found = validate_scorecard(scorecard, (*with_chart, *indicators[1:]), areas)
    assert [issue.what for issue in found] == [
        'a baseline is for area "Swayle", which is not in the areas file'
    ]


@pytest.mark.parametrize("count", [5, 6, 7])
def test_five_snapshots_are_named_and_the_others_counted(sample: Sample, count: int) -> None:
    scorecard, indicators, areas = sample
    entry = scorecard.sections[0].entries[0]
    codes = [f"S{number}" for number in range(count)]
    section = replace(scorecard.sections[0], entries=tuple(replace(entry, code=code) for code in codes))
    kinds = frozenset({Statistic.INTERVALS})
    asked = replace(scorecard, sections=(section,), statistics=replace(scorecard.statistics, kinds=kinds))
    snapshots = [
        replace(indicators[0], code=code, data_period=DataPeriod.MS, periods_share=None) for code in codes
    ]
    found = [issue.what for issue in validate_scorecard(asked, snapshots, areas) if "snapshots" in issue.what]
    assert len(found) == 1
    named = ["S0", "S1", "S2", "S3", "S4"]
    assert all(code in found[0] for code in named)
    assert ("S5" in found[0], f"{count - 5} more" in found[0]) == (False, count > 5)
