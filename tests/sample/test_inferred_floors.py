"""What the sample's printed ratings allow holds every floor standard that the pack states and defines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_engine.audit.infer.infer import infer_thresholds
from kpi_engine.audit.infer.inferred_definitions import with_inferred_floors
from kpi_engine.commands.shared.printed_pages import read_pages
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.threshold import FloorBasis
from kpi_engine.model.outputs.inference import InferredStandard, InferredThreshold, StandardKind
from kpi_engine.pipeline import Rated
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.writer.definition_writer import definitions_text
from kpi_engine.validate.definitions import validate_definitions

# Standards of the definitions that the printed ratings rule out, and why.
EXCEPTIONS = {
    (
        "CYPE8",
        "2022-23",
        StandardKind.TARGET,
    ): "the outturns 33.3 of Canterbury and 34.5 of Sevenoaks miss the "
    "printed target of 30.0 (lowest is best) and are printed GREEN",
}
STATED_IN_THE_COMMENTARY = {"SCS19": "75.0", "SCS34": "55.0", "SCS40": "75.0"}


@pytest.fixture(scope="module")
def inferred(rated: Rated) -> tuple[InferredThreshold, ...]:
    return infer_of(rated, rated.loaded.indicators)


def infer_of(rated: Rated, indicators: Sequence[Indicator]) -> tuple[InferredThreshold, ...]:
    return infer_thresholds(read_pages(rated.loaded, []), indicators, rated.loaded.areas)


def standard(one: InferredThreshold, kind: StandardKind) -> InferredStandard:
    return next(found for found in one.standards if found.kind is kind)


def test_floors_stated_in_the_commentary_lie_inside(inferred: Sequence[InferredThreshold]) -> None:
    for code, floor in STATED_IN_THE_COMMENTARY.items():
        found = [one for one in inferred if one.indicator.code == code]
        assert {one.since for one in found} == {"2022-23", "2023-24"}
        for one in found:
            assert standard(one, StandardKind.FLOOR_STANDARD).allows(Decimal(floor))


def test_every_defined_standard_lies_inside_save_for_the_exceptions(
    inferred: Sequence[InferredThreshold],
) -> None:
    outside = {
        (one.indicator.code, one.since, found.kind)
        for one in inferred
        for found in one.standards
        if not found.agrees
    }
    assert outside == set(EXCEPTIONS)


def test_every_cell_belongs_to_a_defined_threshold_and_none_is_lost(
    inferred: Sequence[InferredThreshold],
) -> None:
    assert all(one.defined_at is not None for one in inferred)
    # 255 RAGs of values and 129 of outturns are printed, one of them (CYPE25 of Sevenoaks) without a value.
    assert sum(len(one.cells) for one in inferred) == 255 + 129 - 1


def test_no_ratings_contradict_each_other_and_one_polarity_is_printed_wrong(
    inferred: Sequence[InferredThreshold],
) -> None:
    assert [found for one in inferred for found in one.standards if found.contradiction] == []
    assert [(one.indicator.code, one.since, one.notes) for one in inferred if one.notes] == [
        ("EHCASELOAD", "2023-24", ("L is printed, but only H, as defined, admits a threshold",))
    ]


def test_the_printed_letter_of_the_caseload_is_proved_wrong(rated: Rated) -> None:
    caseload = next(one for one in rated.loaded.indicators if one.code == "EHCASELOAD")
    always_lowest = replace(caseload, polarities=caseload.polarities[:1])
    found = infer_of(rated, [always_lowest, *(one for one in rated.loaded.indicators if one is not caseload)])
    one = next(one for one in found if one.indicator.code == "EHCASELOAD" and one.since == "2023-24")
    proof = standard(one, StandardKind.FLOOR_STANDARD).contradiction
    assert sorted((cell.rag.value, str(cell.value)) for cell in proof) == [("AMBER", "14.0"), ("RED", "9.0")]
    assert one.notes == ("only polarity H admits a threshold, and L is defined",)


def without_floors(indicator: Indicator) -> Indicator:
    thresholds = [
        replace(
            one,
            rule=FloorAndTarget(one.rule.target, None)
            if isinstance(one.rule, FloorAndTarget)
            else TargetRange(one.rule.target, one.rule.green, None),
            floor_basis=None,
        )
        for one in indicator.thresholds
    ]
    return replace(indicator, thresholds=tuple(thresholds))


def test_inferred_definitions_are_read_back_and_stated_floors_stay(
    rated: Rated, inferred: Sequence[InferredThreshold], tmp_path: Path
) -> None:
    made = with_inferred_floors(rated.loaded.indicators, inferred)
    assert made.left_out == ()
    (tmp_path / "all.yaml").write_text(definitions_text(made.indicators), encoding="utf-8")
    indicators, issues = read_definitions([tmp_path], tmp_path)
    assert (issues, validate_definitions(indicators)) == ((), ())
    for before, after in zip(rated.loaded.indicators, indicators, strict=True):
        # Nothing that the sample defines is ruled out, so that every number stays.
        assert [one.rule for one in before.thresholds] == [one.rule for one in after.thresholds]
        for old, new in zip(before.thresholds, after.thresholds, strict=True):
            if old.floor_basis is not FloorBasis.ASSUMED:
                assert old.floor_basis is new.floor_basis


def test_floors_taken_out_of_the_definitions_are_inferred_again(rated: Rated) -> None:
    bare = [without_floors(indicator) for indicator in rated.loaded.indicators]
    made = with_inferred_floors(bare, infer_of(rated, bare))
    floors = {
        (indicator.code, one.from_label): (str(one.rule.floor_standard), one.floor_basis)
        for indicator in made.indicators
        for one in indicator.thresholds
        if isinstance(one.rule, FloorAndTarget) and one.rule.floor_standard is not None
    }
    assert floors[("SCS40", "2023-24")] == ("75", FloorBasis.INFERRED)
    assert floors[("SCS08", "2022-23")] == ("80", FloorBasis.INFERRED)
    assert floors[("EHCASELOAD", "2023-24")] == ("12", FloorBasis.INFERRED)
    # One RED cell alone does not say where the floor standard is: between it and the target.
    assert floors[("SCS19", "2023-24")][1] is FloorBasis.ASSUMED
    # Nor do ratings that contradict the target.
    assert ("CYPE8", "2022-23") not in floors
