"""Every kind of value in the two schemas says in words what it wants."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kpi_engine.read.definitions.schema.definition_schema import DEFINITIONS
from kpi_engine.read.scorecard.scorecard_schema import SCORECARD
from kpi_engine.read.yaml.kinds import Kind
from kpi_engine.read.yaml.records import Field, Record


def fields_of(record: Record) -> Iterator[Field[object]]:
    for of in record.fields:
        yield of
        for kind in parts_of(of.kind):
            if isinstance(kind, Record):
                yield from fields_of(kind)


def parts_of(kind: Kind[object]) -> Iterator[Kind[object]]:
    yield kind
    for name in ("item", "kind", "scalar", "other"):
        if hasattr(kind, name):
            yield from parts_of(getattr(kind, name))


@pytest.mark.parametrize("of", [*fields_of(DEFINITIONS), *fields_of(SCORECARD)], ids=lambda of: of.name)
def test_a_kind_says_what_it_wants(of: Field[object]) -> None:
    for kind in parts_of(of.kind):
        assert kind.noun == kind.noun.strip() != ""


@pytest.mark.parametrize("record", [DEFINITIONS, SCORECARD], ids=lambda record: record.title)
def test_the_records_are_all_reached(record: Record) -> None:
    names = {of.name for of in fields_of(record)}
    assert {"definitions": {"periods_back", "floor_basis"}, "scorecard": {"precision", "levels"}}[
        record.title.split()[1]
    ] <= names
