"""The key's marks, gaps and years: each only where it occurs."""

from __future__ import annotations

import pytest

from kpi_engine.model.calendars.period import Frequency, YearKind
from kpi_engine.model.definitions.judgement import DirectionOfTravel, Missing, Polarity, Rag
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.outputs.document import Document, KeyEntry
from tests.assemble.making import (
    document,
    figure,
    indicator,
    months,
    scorecard,
    section,
    target_range,
    threshold,
)


def entries(shown: Document, group: str) -> list[KeyEntry]:
    return [entry for entry in shown.key if entry.group == group]


def terms(shown: Document, group: str) -> list[str]:
    return [entry.term for entry in entries(shown, group)]


def test_red_says_what_must_follow() -> None:
    (red,) = [entry for entry in document(months("80.0")).key if entry.rag is Rag.RED]
    assert red.meaning == "floor standard not achieved, which must result in management action"


@pytest.mark.parametrize(
    ("polarities", "meaning"),
    [
        ([Polarity.HIGHEST], "the same figure as displayed"),
        ([Polarity.NONE, Polarity.LOWEST], "the same figure as displayed"),
        (
            [Polarity.HIGHEST, Polarity.TARGET],
            "the same figure as displayed, or where a target is to be kept close to (T), one at an equal "
            "distance from it",
        ),
    ],
)
def test_same_is_explained_as_the_page_uses_it(polarities: list[Polarity], meaning: str) -> None:
    known = [
        indicator(polarity.name, polarity, thresholds=[target_range()] if polarity is Polarity.TARGET else [])
        for polarity in polarities
    ]
    figures = [one for known_one in known for one in months("80.0", "80.0", code=known_one.code)]
    shown = document(figures, known, scorecard(section(*(known_one.code for known_one in known))))
    (same,) = [entry for entry in shown.key if entry.direction is DirectionOfTravel.SAME]
    assert same.meaning == meaning


@pytest.mark.parametrize(
    ("basis", "shown"),
    [(FloorBasis.STATED, []), (FloorBasis.INFERRED, ["inferred"]), (FloorBasis.ASSUMED, ["assumed"])],
)
def test_a_floor_that_nobody_stated_is_explained(basis: FloorBasis, shown: list[str]) -> None:
    based = indicator(thresholds=[threshold(floor_basis=basis)])
    assert terms(document(months("80.0", "81.0", "82.0"), [based]), "Marks") == shown


@pytest.mark.parametrize("missing", [missing for missing in Missing if missing is not Missing.PRESENT])
def test_every_reason_for_a_gap_is_explained_where_it_occurs(missing: Missing) -> None:
    shown = document([*months("80.0", "81.0", last=2024 * 12 + 6), figure(None, missing=missing)])
    assert terms(shown, "Incomplete data") == [missing.value]
    assert all(entry.meaning for entry in entries(shown, "Incomplete data"))


def test_a_period_without_a_line_is_explained() -> None:
    assert terms(document([figure("80.0")]), "Incomplete data") == ["no figure supplied"]
    assert terms(document(months("80.0", "81.0", "82.0")), "Incomplete data") == []


def test_years_and_their_parts_are_explained_where_they_occur() -> None:
    frequencies = {"M": Frequency.MONTHLY, "Q": Frequency.QUARTERLY, "T": Frequency.TERMLY}
    known = [indicator(code, frequency=frequency) for code, frequency in frequencies.items()]
    known += [
        indicator("F", frequency=Frequency.ANNUAL),
        indicator("A", frequency=Frequency.ANNUAL, year=YearKind.ACADEMIC),
    ]
    figures = [
        figure("80.0", code="M"),
        figure("80.0", 2024 * 4, code="Q"),
        figure("80.0", 2023 * 3, code="T"),
        figure("80.0", 2023, code="F"),
        figure("80.0", 2022, code="A"),
    ]

    def page(*codes: str) -> Document:
        shown = [one for one in known if one.code in codes]
        sections = [section(one.code, identity=one.code, frequency=one.frequency) for one in shown]
        return document([one for one in figures if one.code in codes], shown, scorecard(*sections))

    assert terms(page("M"), "Years") == []
    assert terms(page("Q", "T"), "Years") == ["Q1 to Q4", "Autumn, Spring, Summer"]
    assert [(entry.term, entry.meaning) for entry in entries(page("F", "A"), "Years")] == [
        ("Financial year", "April to March; 2023-24 is one"),
        ("Academic year", "September to August; 2022-23 is one"),
    ]
