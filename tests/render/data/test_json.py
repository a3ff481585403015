"""Ratings as JSON: their schema, exact numbers, and null where there is nothing."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import jsonschema
import numpy as np
import pytest

from kpi_engine.assemble.tidy.table import tidy_table
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.outputs.tidy import table_of
from kpi_engine.model.outputs.tidy_columns import COMPARISON_COLUMNS, TIDY_COLUMNS, kinds_of
from kpi_engine.render.data.json import json_blocks, render_json
from kpi_engine.render.data.json_schema import ratings_json_schema
from tests.assemble.making import AREAS, figure, indicator, months, rated, scorecard, threshold

INDICATORS = (
    indicator(),
    indicator("NEW", thresholds=[]),
    indicator("A8", thresholds=[threshold(0, "-0.10", None)]),
)


# A name that must be escaped.
QUOTED = Area('Swale "EHU"\n', "team", ())


def written(*comparisons: tuple[str, ...]) -> str:
    figures = [
        *months("84.9", "85.0", None),
        figure("33.0", code="NEW", parts=("455.50", "631.6")),
        *months("-0.19", "-0.1", code="A8", area=QUOTED.name),
    ]
    outturns = [figure("80.00", 2022)]
    layout = scorecard(title="Children’s “scorecard”", producer="MI")
    areas = (*AREAS, QUOTED)
    ratings, final = rated(figures, INDICATORS, areas=areas), rated(outturns, INDICATORS, outturns=True)
    return render_json(
        layout, tidy_table(ratings, final, areas), table_of(kinds_of(COMPARISON_COLUMNS), comparisons)
    )


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(ratings_json_schema())


def test_the_file_follows_its_schema() -> None:
    validator().validate(json.loads(written()))


def test_no_rows_follow_the_schema_too() -> None:
    nothing = rated([], INDICATORS)
    text = render_json(
        scorecard(), tidy_table(nothing, nothing, AREAS), table_of(kinds_of(COMPARISON_COLUMNS), [])
    )
    validator().validate(json.loads(text))
    assert json.loads(text)["ratings"] == json.loads(text)["comparisons"] == []


def test_rows_come_in_blocks_whatever_tables_they_stand_in() -> None:
    many = rated([figure(f"{number}.0", number) for number in range(5_000)], INDICATORS)
    none, beside = rated([], INDICATORS), table_of(kinds_of(COMPARISON_COLUMNS), [])
    keeps = [np.arange(5_000) < 3_000, np.zeros(5_000, np.bool_), np.arange(5_000) >= 3_000]
    parts = [tidy_table(many, none, AREAS, (kept, np.zeros(0, np.bool_))) for kept in keeps]
    blocks = list(json_blocks(scorecard(), parts, beside))
    assert "".join(blocks) == render_json(scorecard(), tidy_table(many, none, AREAS), beside)
    assert max(block.count("\n") for block in blocks) <= 2_048


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rag", "green"),
        ("rag", ""),
        ("value", "85.0"),
        ("code", None),
        ("carried_forward", None),
        ("not_rated", "because"),
        ("surprise", 1),
    ],
)
def test_the_schema_refuses_what_is_wrong(name: str, value: object) -> None:
    contents = json.loads(written())
    contents["ratings"][0][name] = value
    assert not validator().is_valid(contents)


def test_the_schema_asks_for_every_column() -> None:
    for name in TIDY_COLUMNS:
        contents = json.loads(written())
        del contents["ratings"][0][name]
        assert not validator().is_valid(contents)


def rows() -> list[dict[str, Any]]:
    contents = json.loads(written(), parse_float=Decimal, parse_int=Decimal)
    ratings: list[dict[str, Any]] = contents["ratings"]
    return ratings


def test_numbers_keep_their_decimals() -> None:
    assert [str(row["value"]) for row in rows()] == ["84.9", "85.0", "None", "33.0", "-0.19", "-0.1", "80.00"]
    assert '"numerator":455.50,' in written()


def test_what_there_is_none_of_is_null() -> None:
    missing = rows()[2]
    assert missing["rag"] is None
    assert missing["not_rated"] == "no value: not available"
    assert missing["direction_of_travel"] is None
    assert missing["no_direction"] == "no value"
    assert rows()[1]["not_rated"] is None
    assert rows()[1]["carried_forward"] is False


def test_a_text_is_escaped() -> None:
    assert rows()[4]["area"] == QUOTED.name


def test_the_scorecard_is_named() -> None:
    assert json.loads(written())["scorecard"] == {
        "title": "Children’s “scorecard”",
        "as_at": "2024-08",
        "publication_date": None,
        "producer": "MI",
    }


def test_comparisons_stand_beside_the_ratings() -> None:
    row = ("SCS40", "Kent", "county", "ics", "2024-08", "85.0", "England", "", "78", "better", "")
    contents = json.loads(written(row))
    validator().validate(contents)
    assert contents["comparisons"] == [
        {
            "code": "SCS40", "area": "Kent", "level": "county", "section": "ics", "period": "2024-08",
            "value": 85.0, "comparator": "England", "comparator_year": None, "comparator_value": 78,
            "verdict": "better", "no_verdict": None,
        }
    ]  # fmt: skip
    for name, value in (("verdict", "best"), ("comparator", None), ("surprise", 1)):
        spoilt = {**contents, "comparisons": [{**contents["comparisons"][0], name: value}]}
        assert not validator().is_valid(spoilt)


def test_a_line_is_a_rating() -> None:
    lines = written().splitlines()
    assert json.loads(lines[3].rstrip(","))["period"] == "2024-06"
    assert len(lines) == len(rows()) + 7
