"""What a shell offers after the Tab key."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.project import SCORECARD, copy_sample

_KPI = [sys.executable, "-c", "import sys; sys.argv[0] = 'kpi'; from kpi_engine.__main__ import main; main()"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample with an edition."""
    folder = copy_sample(tmp_path_factory.mktemp("completion"))
    run = ["run", str(SCORECARD), "--area", "Kent", "--format", "csv"]
    subprocess.run([*_KPI, *run], cwd=folder, check=True, capture_output=True)  # noqa: S603 — ours
    return folder


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("explain SCS4", ["SCS40", "SCS42", "SCS43"]),
        ("explain scs4", ["scs40", "scs42", "scs43"]),  # a shell offers only what begins as typed
        ("report --area Dov", ["Dover CSWT", "Dover EHU", "Dover"]),
        ("report --format p", ["pdf"]),
        ("rate --select section:send", ["section:send_monthly"]),
        ("diff 2024", ["2024-08-e1"]),
        ("diff 1999", []),
        ("explain -s missing.yaml SCS", []),
    ],
)
def test_names_of_the_scorecard_are_offered(sample: Path, typed: str, offered: list[str]) -> None:
    words = f"kpi {typed}"
    environment = os.environ | {
        "_KPI_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    answer = subprocess.run(  # noqa: S603 — ours
        _KPI, cwd=sample, env=environment, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert list(filter(None, answer.stdout.splitlines())) == offered
    assert answer.stderr == ""
