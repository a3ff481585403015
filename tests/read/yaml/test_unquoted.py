"""What an unquoted text may be taken for, beside what pyyaml, a reader of YAML 1.1, does take it for."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.read.yaml.unquoted import taken_for


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("NO", "true or false"),
        ("y", "true or false"),
        ("Off", "true or false"),
        ("~", "no value"),
        ("Null", "no value"),
        ("2024-08-01", "a date"),
        ("2024-8-1", "a date"),
        ("2024-08-01 10:00:00", "a date"),
        ("12:30", "a time"),
        ("-190:20:30", "a time"),
        ("010", "a number"),
        ("0x1F", "a number"),
        ("0o17", "a number"),
        ("1_000", "a number"),
        ("1e3", "a number"),
        ("-3.", "a number"),
        (".5", "a number"),
        ("-.INF", "a number"),
        (".NaN", "a number"),
        ("=", "a sign of its own"),
        ("<<", "a sign of its own"),
        ("", ""),
        ("Kent", ""),
        ("2023-24", ""),
        ("2024-08", ""),
        ("Q1 2024-25", ""),
        ("1st", ""),
        ("-", ""),
        ("No.", ""),
        ("10%", ""),
        ("é", ""),
    ],
)
def test_what_a_text_may_be_taken_for(text: str, meaning: str) -> None:
    assert taken_for(text) == meaning


@given(st.from_regex(r"\A[-+0-9.:_eExobTZ infa~]{1,12}\Z"))
def test_whatever_pyyaml_makes_something_of_is_found(text: str) -> None:
    loader = yaml.SafeLoader("")
    tag = loader.resolve(yaml.ScalarNode, text, (True, False))
    if tag != "tag:yaml.org,2002:str":
        assert taken_for(text) != ""
