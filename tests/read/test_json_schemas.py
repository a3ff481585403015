"""The schemas for editors: current, valid, and at one with the reader about what is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from kpi_engine.commands.schema import schema_text
from kpi_engine.read.definitions.schema.definition_schema import definitions_json_schema
from kpi_engine.read.scorecard.project_file import project_json_schema
from kpi_engine.read.scorecard.scorecard_schema import scorecard_json_schema
from kpi_engine.read.theme.theme_schema import theme_json_schema
from kpi_engine.read.yaml.yaml_nodes import load_nodes
from tests.read.yaml_as_json import yaml_as_json

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "errors"
DEFINITIONS = sorted(
    [*(ROOT / "indicators").glob("*.yaml"), *(ROOT / "sample_data").glob("*/indicators/*.yaml")]
)
SCORECARDS = sorted((ROOT / "sample_data").glob("*/scorecard.yaml"))

SCHEMAS = pytest.mark.parametrize(
    "schema",
    [definitions_json_schema(), scorecard_json_schema(), theme_json_schema(), project_json_schema()],
    ids=["definitions", "scorecard", "theme", "project"],
)

OF_OUTPUTS = ("ratings", "audit", "actions", "diff", "history", "manifest", "explain", "check")

# Broken files that only the reader can tell: what they hold is of the right shape for each field.
ONLY_THE_READER_TELLS = {
    "definitions": {
        # One field against another, or against the calendar.
        "annual_without_year", "code_defined_twice", "codes_that_look_alike", "data_periods_that_do_not_fit",
        "finer_than_displayed", "floor_on_the_wrong_side",
        "floor_on_the_wrong_side_after_a_change", "overlapping_thresholds", "percent_written_otherwise",
        "periods_of_another_frequency", "polarities_out_of_order", "polarity_none_later",
        "range_without_its_target", "rules_of_another_polarity", "until_before_from",
        "years_that_do_not_fit", "year_targets_in_the_middle", "year_targets_that_do_not_add_up",
        "year_targets_told_once", "amber_without_green", "tolerance_close_to_target",
        "tolerance_in_points_for_a_year", "tolerance_of_nothing", "tolerance_over_two_polarities",
        # One indicator against another.
        "derived_targets", "derived_targets_in_a_chain", "derived_targets_in_a_circle",
        "overall_members", "overall_of_another_kind",
        "measures_of_unknown_indicators", "measures_made_of_themselves",
        "ratios_that_do_not_meet", "sums_of_unlike_things", "windows_that_do_not_fit",
        "target_figures_in_circles", "target_figures_that_do_not_fit", "paths_to_worse",
        # One band against another, and bands against what values and targets there are.
        "bands_dates", "bands_of_percent_of_nothing", "bands_open_ends", "bands_wrong",
        "decimals_left_open", "still_to_be_said",
        # How a text is written: a schema sees only what it means.
        "escaped_control_characters", "several_lines_in_a_name", "texts_with_spaces_around",
        "service_that_needs_quotes",
    },
    "scorecards": {
        "scale_out_of_order", "scale_with_one_name_twice", "scale_without_red",
        # What the definitions, the areas and the disk hold.
        "another_frequency", "code_twice", "commentary_wrong", "last_period_wrong", "path_missing",
        "path_of_the_wrong_kind",
        "path_outside", "path_to_a_device", "path_with_backslash", "path_with_nul", "same_file_twice",
        "section_id_twice", "theme_is_a_folder", "theme_missing", "theme_outside", "theme_unknown",
        "threshold_for_an_unknown_level", "unknown_area", "unknown_code", "unknown_level",
    },
    "theme": {
        # How far colours stand apart, what each format can show, and the disk.
        "colours_too_faint", "fonts_not_in_a_pdf", "from_the_web", "logo_damaged", "logo_is_a_folder",
        "logo_missing", "logo_no_picture", "logo_not_in_office", "logo_outside", "logo_with_empty_words",
        "logo_with_script",
    },
    # Where the path leads.
    "projects": {"built_in_data_period", "folder_without_scorecard", "outside", "scorecard_missing"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "committed"),
    [
        ("definitions", "indicators/definitions.schema.json"),
        ("scorecard", "sample_data/scorecard.schema.json"),
        ("theme", "sample_data/theme.schema.json"),
        *((name, f"docs/{name}.schema.json") for name in OF_OUTPUTS),
    ],
)
def test_the_committed_schema_is_current(name: str, committed: str) -> None:
    assert (ROOT / committed).read_text(encoding="utf-8") == schema_text(name), (
        f"renew it: kpi schema {name} > {committed}"
    )


@SCHEMAS
def test_the_schema_is_a_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)


@SCHEMAS
def test_every_field_is_explained_and_no_other_is_allowed(schema: dict[str, Any]) -> None:
    for record in records_in(schema):
        assert record["additionalProperties"] is False
        assert record["description"].endswith(".")
        for name, field in record["properties"].items():
            assert field["description"].endswith("."), name


@SCHEMAS
def test_the_examples_and_defaults_are_sound(schema: dict[str, Any]) -> None:
    for record in records_in(schema):
        for name, field in record["properties"].items():
            for value in [*field.get("examples", []), *([field["default"]] if "default" in field else [])]:
                assert problems(field, value) == [], name


@pytest.mark.parametrize("file", DEFINITIONS, ids=lambda file: file.stem)
def test_the_sample_definitions_fit_the_schema(file: Path) -> None:
    assert problems(definitions_json_schema(), yaml_as_json(file)) == []


@pytest.mark.parametrize("file", SCORECARDS, ids=lambda file: file.parent.name)
def test_the_sample_scorecards_fit_the_schema(file: Path) -> None:
    assert problems(scorecard_json_schema(), yaml_as_json(file)) == []


def sound_in_syntax(folder: str) -> list[Path]:
    files = sorted((BROKEN / folder).glob("*.yaml"))
    return [file for file in files if load_nodes(file, "")[0] is not None and not load_nodes(file, "")[1]]


@pytest.mark.parametrize("file", sound_in_syntax("projects"), ids=lambda file: file.stem)
def test_the_schema_rejects_broken_project_files(file: Path) -> None:
    rejected = problems(project_json_schema(), yaml_as_json(file)) != []
    assert rejected is (file.stem not in ONLY_THE_READER_TELLS["projects"])


def test_the_project_file_fits_the_schema() -> None:
    assert problems(project_json_schema(), yaml_as_json(ROOT / "kpi.yaml")) == []


@pytest.mark.parametrize("file", sound_in_syntax("definitions"), ids=lambda file: file.stem)
def test_the_schema_rejects_broken_definitions(file: Path) -> None:
    rejected = problems(definitions_json_schema(), yaml_as_json(file)) != []
    assert rejected is (file.stem not in ONLY_THE_READER_TELLS["definitions"])


@pytest.mark.parametrize("file", sound_in_syntax("scorecards"), ids=lambda file: file.stem)
def test_the_schema_rejects_broken_scorecards(file: Path) -> None:
    rejected = problems(scorecard_json_schema(), yaml_as_json(file)) != []
    assert rejected is (file.stem not in ONLY_THE_READER_TELLS["scorecards"])


@pytest.mark.parametrize("file", sound_in_syntax("theme"), ids=lambda file: file.stem)
def test_the_schema_rejects_broken_themes(file: Path) -> None:
    rejected = problems(theme_json_schema(), yaml_as_json(file)) != []
    assert rejected is (file.stem not in ONLY_THE_READER_TELLS["theme"])


@pytest.mark.parametrize("folder", sorted(ONLY_THE_READER_TELLS))
def test_every_exception_is_a_file(folder: str) -> None:
    assert ONLY_THE_READER_TELLS[folder] <= {file.stem for file in sound_in_syntax(folder)}


def problems(schema: dict[str, Any], value: Any) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


def records_in(schema: Any) -> list[dict[str, Any]]:
    """Every record that the schema describes, at any depth."""
    found = []
    if isinstance(schema, dict):
        found += [schema] if "properties" in schema else []
        found += [record for part in schema.values() for record in records_in(part)]
    if isinstance(schema, list):
        found += [record for part in schema for record in records_in(part)]
    return found
