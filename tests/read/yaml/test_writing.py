"""Records that are written by the fields that read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.read.yaml.lists import ListOf
from kpi_engine.read.yaml.records import Field, OptionalField, Record
from kpi_engine.read.yaml.scalars import Text
from kpi_engine.read.yaml.writing import Writer, resolved, yaml_lines

NAME = Field("name", Text(), "A name.", "Kent", required=True)
TAGS: OptionalField[tuple[str, ...]] = OptionalField(
    "tags", ListOf(Text()), "Words.", None, default=("usual",)
)
RECORD = Record("a place", "A place.", (NAME, TAGS))


def test_fields_are_in_the_order_of_the_record_and_without_defaults() -> None:
    writer: Writer[str] = Writer(RECORD, ((TAGS, lambda name: (name, "b")), (NAME, lambda name: name)))
    assert list(writer("a").items()) == [("name", "a"), ("tags", ("a", "b"))]
    usual: Writer[str] = Writer(RECORD, ((TAGS, lambda _: ("usual",)), (NAME, resolved)))
    assert usual("a") == {}


def test_a_field_that_nobody_writes_cannot_be_forgotten() -> None:
    with pytest.raises(ValueError, match=r"a place is read with other fields than it is written: .'tags'"):
        Writer(RECORD, ((NAME, lambda name: name),))


def test_texts_are_quoted_and_nested_records_are_on_one_line_where_not_said_otherwise() -> None:
    record = {
        "name": "NO: 010",
        "on": True,
        "number": Decimal("0.10"),
        "polarity": Polarity.HIGHEST,
        "in_blocks": [{"a": 1, "b": [{"c": "d"}]}],
        "others": [{"a": 1, "b": {"c": ["d"]}}],
    }
    assert list(yaml_lines(record, ("in_blocks",))) == [
        'name: "NO: 010"',
        "on: true",
        "number: 0.10",
        "polarity: H",
        "in_blocks:",
        "  - a: 1",
        "    b:",
        '      - {c: "d"}',
        "others:",
        '  - {a: 1, b: {c: ["d"]}}',
    ]


def test_what_is_no_value_of_a_field_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="float is no value of a field"):
        list(yaml_lines({"number": 0.1}, ()))  # type: ignore[dict-item]
