"""The README's own promises: one command to run, one to test, and an example in Python."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.expected_text import is_written_anew
from tests.pages import ROOT, blocks
from tests.running import kpi, python

README = ROOT / "README.md"


def one_liners() -> list[str]:
    return [block.text.strip() for block in blocks(README) if block.language == "sh"]


def test_one_command_runs_the_main_job_and_one_runs_the_tests() -> None:
    run, test = one_liners()
    assert "\n" not in run + test
    assert run.startswith("python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/kpi report ")
    assert test in (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    installs, _, runs = test.rpartition(" && ")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert installs.replace("pip install", "pip install -q") in ci
    assert runs in ci


def test_the_main_job_writes_what_the_readme_says(tmp_path: Path) -> None:
    words = shlex.split(one_liners()[0].rpartition(" && ")[2])
    assert words[-2:] == ["--output", "out"]
    printed = kpi([*words[1:-1], str(tmp_path)], ROOT)
    assert "Kent, Aug 2024" in printed
    text = README.read_text(encoding="utf-8")
    for name in ("kent.html", "ratings.csv", "ratings.json"):
        assert f"`out/{name}`" in text
        assert (tmp_path / name).stat().st_size > 100_000


@pytest.mark.parametrize("page", [README, ROOT / "docs" / "python.md"], ids=lambda page: page.stem)
def test_python_prints_what_is_shown(page: Path) -> None:
    shown = blocks(page)
    code = next(block for block in shown if block.language == "python")
    answer = shown[shown.index(code) + 1]
    assert answer.language == "text"
    printed = python(code.text, ROOT)
    if is_written_anew():
        text = page.read_text(encoding="utf-8")
        page.write_text(
            text.replace(f"```text\n{answer.text}```", f"```text\n{printed}```", 1), encoding="utf-8"
        )
    else:
        assert answer.text == printed
