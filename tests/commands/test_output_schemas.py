"""The JSON Schemas of what kpi writes: real outputs fit them, other ones do not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from kpi_engine.commands.check import run_check
from kpi_engine.commands.editions.diff import run_diff
from kpi_engine.commands.editions.history import run_history
from kpi_engine.commands.explain import run_explain
from kpi_engine.commands.run.run import Request, run_batch
from kpi_engine.commands.schema import schema_text
from tests.sample_packs import KENT, SAMPLE_DATA
from tests.withhold.pack import figures, write_pack

NAMES = ("ratings", "audit", "actions", "diff", "history", "manifest", "explain", "check")


def schema_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema_text(name))
    return found


def problems(name: str, content: object) -> list[str]:
    validator = Draft202012Validator(schema_of(name), format_checker=FormatChecker())
    return [problem.message for problem in validator.iter_errors(content)]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_schema_with_an_id_that_says_its_version(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    forms = [schema["properties"].get(key, {}) for key in ("schema_version", "manifest_version")]
    version = next(form["const"] for form in forms if form)
    assert schema["$id"] == f"urn:kpi-engine:schema:{name}:{version}"


@pytest.fixture(scope="module")
def scorecard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two editions of a project with withheld figures: a figure is restated in the second."""
    folder = tmp_path_factory.mktemp("project")
    leaves = figures()
    assert run_batch(Request(scorecard=write_pack(folder, leaves), jobs=1)) == 0
    numerator, denominator = leaves["VISITS", "East", "2024-03"]
    leaves["VISITS", "East", "2024-03"] = (numerator - 9, denominator)
    scorecard = write_pack(folder, leaves)
    assert run_batch(Request(scorecard=scorecard, jobs=1)) == 0
    return scorecard


@pytest.fixture
def written(scorecard: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Any]:
    """What is written as JSON, by the name of its schema."""
    edition = scorecard.parent / "out" / "2024-03-e2"
    commands: dict[str, Callable[[], object]] = {
        "diff": lambda: run_diff("2024-03-e1", "2024-03-e2", scorecard, as_json=True, as_csv=False),
        "history": lambda: run_history("VISITS", "East", scorecard, as_json=True, as_csv=False),
        "explain": lambda: run_explain("VISITS", "East", None, scorecard, as_json=True),
        "check": lambda: run_check(KENT, strict=True, as_json=True),
    }

    def content(name: str) -> Any:
        if name in ("actions", "manifest"):
            return json.loads((edition / f"{name}.json").read_text(encoding="utf-8"))
        capsys.readouterr()
        commands[name]()
        return json.loads(capsys.readouterr().out)

    return content


WRITTEN = ("actions", "manifest", "diff", "history", "explain", "check")


@pytest.mark.parametrize("name", WRITTEN)
def test_what_is_written_fits(name: str, written: Callable[[str], Any]) -> None:
    content = written(name)
    assert problems(name, content) == []
    rows = next(part for key, part in content.items() if key in LISTS[name])
    assert rows, "there is nothing in it to look at"


LISTS = {
    "actions": {"actions"},
    "manifest": {"withheld"},
    "diff": {"differences"},
    "history": {"history"},
    "explain": {"explanation"},
    "check": {"issues", "notices"},
}


def objects(content: object) -> Iterator[dict[str, Any]]:
    """Every object within."""
    if isinstance(content, dict):
        yield content
        for part in content.values():
            yield from objects(part)
    elif isinstance(content, list):
        for part in content:
            yield from objects(part)


@pytest.mark.parametrize("name", WRITTEN)
def test_no_object_may_have_another_key(name: str, written: Callable[[str], Any]) -> None:
    content = written(name)
    free = [content.get("options"), content.get("versions"), content.get("counts")]
    for record in objects(content):
        if any(record is each for each in free) or {"GREEN", "RED"} <= record.keys():
            continue
        record["unknown to everybody"] = {}
        assert problems(name, content) != []
        del record["unknown to everybody"]
    assert problems(name, content) == []


EXPLAINED = {
    "an overall rating": ("early_help_contracts_2018", "FSOVERALL", "Family Support Service (Project Salus)"),
    "shown for context": ("complaints_2024", "T-STAT1-STANDARD", "Integrated Children's Services"),
    "bands": ("risk_register_2018", "CY0004", "Children, Young People and Education"),
}


@pytest.mark.parametrize("kind", EXPLAINED)
def test_explanations_of_other_kinds_fit(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder, code, area = EXPLAINED[kind]
    run_explain(code, area, None, SAMPLE_DATA / folder / "scorecard.yaml", as_json=True)
    assert problems("explain", json.loads(capsys.readouterr().out)) == []
