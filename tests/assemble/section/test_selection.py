"""What ``--select`` and ``--exclude`` keep, and what they refuse."""

from __future__ import annotations

import pytest

from kpi_engine.assemble.section.selection import (
    EVERYTHING,
    Kind,
    Selection,
    Subject,
    parse_selection,
    selected_rows,
)
from kpi_engine.model.definitions.judgement import Rag
from tests.assemble.making import AREAS, AUGUST, figure, indicator, months, rated, section

INDICATORS = (
    indicator("SCS40", tags=("workforce",)),
    indicator("SCS41", tags=("workforce", "cic")),
    indicator("EH-F"),
)
SECTIONS = (section("SCS40", "SCS41"), section("EH-F", identity="early_help", levels=("district",)))
SUBJECTS = {
    "a": Subject("SCS40", "Kent", ("ics",), {Kind.TAG: ("workforce",)}, Rag.RED),
    "b": Subject("SCS41", "Kent", ("ics", "annual"), {Kind.TAG: ("workforce", "cic")}, Rag.GREEN),
    "c": Subject("EH-F", "Swale", ("early_help",), {}, Rag.NONE),
}


def parsed(select: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> Selection:
    selection, issues = parse_selection(select, exclude, INDICATORS, AREAS, SECTIONS)
    assert issues == ()
    return selection


@pytest.mark.parametrize(
    ("select", "exclude", "kept"),
    [
        ((), (), "abc"),
        (("SCS40",), (), "a"),
        (("code:SCS40",), (), "a"),
        (("SCS40", "EH-F"), (), "ac"),
        (("area:Kent",), (), "ab"),
        (("area:Kent", "rag:GREEN"), (), "b"),
        (("section:ics",), (), "ab"),
        (("tag:workforce",), (), "ab"),
        (("tag:cic", "tag:workforce"), (), "ab"),
        (("rag:red",), (), "a"),
        (("rag:not rated",), (), "c"),
        (("area: Kent ",), (), "ab"),
        ((), ("SCS40",), "bc"),
        ((), ("SCS40", "area:Swale"), "b"),
        (("area:Kent",), ("tag:cic",), "a"),
        (("SCS40", "area:Swale"), (), ""),
    ],
)
def test_any_of_a_kind_and_all_kinds_less_what_is_excluded(
    select: tuple[str, ...], exclude: tuple[str, ...], kept: str
) -> None:
    selection = parsed(select, exclude)
    assert "".join(name for name, subject in SUBJECTS.items() if selection.keeps(subject)) == kept


@pytest.mark.parametrize(
    ("term", "message"),
    [
        ("SC40", '--select: error: there is no code "SC40"; did you mean "SCS40"?'),
        ("area:Swael", '--select: error: there is no area "Swael"; did you mean "Swale"?'),
        ("area:Paris", '--select: error: there is no area "Paris"; `kpi list areas` shows the areas'),
        ("code:", '--select: error: there is no code ""; `kpi list indicators` shows the codes'),
        ("rag:BLUE", '--select: error: there is no rag "BLUE"; use one of AMBER, GREEN, RED, not rated'),
        ("section:xyz", '--select: error: there is no section "xyz"; use one of early_help, ics'),
        ("areas:Kent", '--select: error: "areas" is not a kind of term; did you mean "area"?'),
        (
            "x:y",
            '--select: error: "x" is not a kind of term; '
            "use one of code, section, area, tag, service, owner, theme, priority, rag",
        ),
    ],
)
def test_a_term_that_names_nothing_is_an_error(term: str, message: str) -> None:
    _selection, issues = parse_selection([term], [], INDICATORS, AREAS, SECTIONS)
    assert [str(issue) for issue in issues] == [message]


def test_every_wrong_term_is_reported() -> None:
    _selection, issues = parse_selection(["SCS4", "tag:x"], ["area:y"], INDICATORS, AREAS, SECTIONS)
    assert [issue.location.file for issue in issues] == ["--select", "--select", "--exclude"]


def test_without_tags_the_message_says_so() -> None:
    _selection, issues = parse_selection(["tag:x"], [], [indicator()], AREAS, SECTIONS)
    assert issues[0].remedy == "no indicator has a tag"


def test_a_selection_is_told_in_words() -> None:
    assert parsed().words == ""
    assert parsed(("SCS40", "area:Kent")).words == "only SCS40, area:Kent"
    assert parsed(("area:Kent",), ("SCS40",)).words == "only area:Kent; without SCS40"


RATINGS = rated(
    [
        *months("60.0", "90.0", code="SCS40"),
        *months("90.0", None, code="SCS41"),
        figure("90.0", AUGUST, "Swale", "EH-F"),
        figure("90.0", AUGUST, "Kent", "EH-F"),
    ],
    INDICATORS,
)


@pytest.mark.parametrize(
    ("select", "kept"),
    [
        ((), [True] * 6),
        (("SCS40",), [True, True, False, False, False, False]),
        (("rag:GREEN",), [False, True, True, False, True, True]),
        (("rag:not rated",), [False, False, False, True, False, False]),
        (("area:Swale",), [False, False, False, False, True, False]),
        (("section:early_help",), [False, False, False, False, True, False]),
        (("tag:cic",), [False, False, True, True, False, False]),
    ],
)
def test_rows_are_kept_by_their_own_rating_and_their_areas_sections(
    select: tuple[str, ...], kept: list[bool]
) -> None:
    assert selected_rows(RATINGS, parsed(select), SECTIONS, AREAS).tolist() == kept


def test_no_rows_are_no_rows() -> None:
    assert selected_rows(rated([], INDICATORS), parsed(("SCS40",)), SECTIONS, AREAS).tolist() == []
    assert selected_rows(rated([], INDICATORS), EVERYTHING, SECTIONS, AREAS).tolist() == []


@pytest.mark.parametrize(
    ("term", "codes"),
    [
        ("service:early help", ["EH"]),
        ("owner:A. Director", ["SCS40"]),
        ("theme:Safe and healthy", ["SCS40", "EH"]),
        ("priority:ready for school", ["EH"]),
    ],
)
def test_the_words_of_an_indicator_select_it(term: str, codes: list[str]) -> None:
    known = [
        indicator(owner="A. Director", theme="Safe and healthy"),
        indicator("EH", service="Early help", theme="Safe and healthy", priority="Ready for school"),
    ]
    figures = [figure("80.0"), figure("81.0", code="EH")]
    ratings = rated(figures, known)
    selection, issues = parse_selection([term], [], known, AREAS, ())
    assert issues == ()
    kept = selected_rows(ratings, selection, (), AREAS)
    rows = [ratings.observations.codes[code] for code in ratings.observations.code[kept]]
    assert rows == codes
    _, (issue,) = parse_selection(["owner:A. Direktor"], [], known, AREAS, ())
    assert str(issue) == '--select: error: there is no owner "A. Direktor"; did you mean "A. Director"?'
