"""The made-up schools that the benchmark of the batch publishes."""

from __future__ import annotations

from pathlib import Path

from benchmarks.schools import write_schools
from kpi_engine.loading import load_scorecard
from kpi_engine.pipeline import document_for, rate_loaded


def test_made_up_schools_are_a_sound_project_the_same_every_time(tmp_path: Path) -> None:
    scorecard = write_schools(tmp_path / "one", 3)
    again = write_schools(tmp_path / "again", 3)
    for file in sorted(path for path in scorecard.parent.rglob("*") if path.is_file()):
        assert file.read_bytes() == (again.parent / file.relative_to(scorecard.parent)).read_bytes()
    loaded = load_scorecard(scorecard)
    assert (loaded.warnings, dict(loaded.spoiled)) == ((), {})
    assert len(loaded.observations) == 3 * 120
    document = document_for(rate_loaded(loaded), "School 002")
    assert [len(table.rows) for table in document.sections] == [8, 4]
