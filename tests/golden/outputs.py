"""The sample's outputs as they should be, word for word, in the files beside this one."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

from rich.console import Console

from kpi_engine.assemble.section.selection import Selection, parse_selection
from kpi_engine.assemble.tidy.comparisons import comparison_table
from kpi_engine.loading import load_scorecard
from kpi_engine.pipeline import Rated, document_for, pack_for, rate_loaded, tidy_for
from kpi_engine.render.data.csv import render_csv
from kpi_engine.render.data.json import render_json
from kpi_engine.render.terminal.terminal import render_terminal

FOLDER = Path(__file__).parent
SAMPLES = Path(__file__).parents[2] / "sample_data"
SAMPLE = SAMPLES / "kent_2024_08" / "scorecard.yaml"


def rated_sample() -> Rated:
    """The sample, read and rated."""
    return rate_loaded(load_scorecard(SAMPLE))


def terminal(rated: Rated, area: str) -> str:
    """An area's scorecard as piped to a file, 100 columns wide."""
    file = io.StringIO()
    render_terminal(document_for(rated, area), Console(file=file, width=100))
    return file.getvalue()


def csv(rated: Rated, *select: str) -> str:
    """The ratings selected, as CSV."""
    return render_csv(tidy_for(rated, _selection(rated, *select)))


def json(rated: Rated, *select: str) -> str:
    """The ratings selected, as JSON."""
    selection = _selection(rated, *select)
    beside = comparison_table(pack_for(rated, selection))
    return render_json(rated.loaded.scorecard, tidy_for(rated, selection), beside)


def comparisons(rated: Rated, *select: str) -> str:
    """The comparisons selected, as CSV."""
    return render_csv(comparison_table(pack_for(rated, _selection(rated, *select))))


def _selection(rated: Rated, *select: str) -> Selection:
    loaded = rated.loaded
    selection, issues = parse_selection(
        select, [], loaded.indicators, loaded.areas, loaded.scorecard.sections
    )
    assert not issues
    return selection


# The pages of other bodies as text, each by its file: the sample and the area.
PAGES: Mapping[str, tuple[str, str]] = {
    "corporate_plan.txt": ("corporate_plan_2025_26", "Northshire"),
    "health_trust.txt": ("health_trust_2024_25", "Northshire Hospitals NHS Trust"),
    "sdg_uk.txt": ("sdg_uk_2020", "United Kingdom"),
}


def page(sample: str, area: str) -> str:
    """An area's scorecard of another sample as text."""
    return terminal(rate_loaded(load_scorecard(SAMPLES / sample / "scorecard.yaml")), area)


OUTPUTS: Mapping[str, Callable[[Rated], str]] = {
    "kent.txt": lambda rated: terminal(rated, "Kent"),
    "swale.txt": lambda rated: terminal(rated, "Swale"),
    "kent.csv": lambda rated: csv(rated, "area:Kent"),
    "kent_comparisons.csv": lambda rated: comparisons(rated, "area:Kent"),
    "swale_central_cswt.json": lambda rated: json(rated, "area:Swale Central CSWT"),
}
