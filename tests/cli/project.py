"""A project of one's own to run in: a copy of the sample that a test may change."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from kpi_engine.cli.ending import end_with
from kpi_engine.commands.run.run import Request, run_batch

ROOT = Path(__file__).parents[2]
SCORECARD = Path("sample_data/kent_2024_08/scorecard.yaml")
OUT = SCORECARD.parent / "out"


def copy_sample(folder: Path) -> Path:
    """The definitions and the sample, without anything published from it."""
    shutil.copytree(ROOT / "indicators", folder / "indicators")
    shutil.copytree(
        ROOT / SCORECARD.parent, folder / SCORECARD.parent, ignore=shutil.ignore_patterns("out", "*.html")
    )
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replace the only place where ``old`` stands in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(**asked: object) -> int:
    """``kpi run`` as the command line ends it; the scorecard is that of the current folder."""
    request = Request(scorecard=SCORECARD, **asked)  # type: ignore[arg-type]
    try:
        return run_batch(request)
    except Exception as error:
        return end_with(error)


def published(folder: Path = OUT) -> dict[str, bytes]:
    """Every file of every edition."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.glob("20*/**/*"))
        if path.is_file()
    }


def python_environment() -> dict[str, str]:
    """What a Python started elsewhere needs to find this project."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
