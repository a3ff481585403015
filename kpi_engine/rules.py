"""Read and check what figures are read and rated by: a scorecard with its definitions, areas and theme.

``load_rules`` is the first half of ``load_scorecard`` of loading.py, which reads the figures.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN
from kpi_engine.model.definitions.scorecard import Scorecard
from kpi_engine.model.definitions.style.theme import STANDARD, Theme, with_colours_of
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Issue, errors_in
from kpi_engine.read.data.areas import read_areas
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.scorecard.last_periods import with_last_periods
from kpi_engine.read.scorecard.scorecard import definitions_of, read_scorecard
from kpi_engine.read.scorecard.usual_parts import areas_of_names, with_usual_parts
from kpi_engine.validate.definitions import validate_definitions
from kpi_engine.validate.scorecard import validate_scorecard


@frozen
class Definitions:
    """Indicators as defined, and every problem found in them."""

    indicators: tuple[Indicator, ...]
    issues: tuple[Issue, ...]


@frozen
class Rules:
    """What figures are read and rated by, and every problem found in it.

    ``last_read`` is the month that the files may reach; the scorecard's own may be earlier.
    """

    scorecard: Scorecard
    last_read: Month
    indicators: tuple[Indicator, ...]
    areas: tuple[Area, ...]
    theme: Theme
    issues: tuple[Issue, ...]


def load_definitions(paths: list[Path], root: Path) -> Definitions:
    """Read and check definition files; problems are returned, not raised."""
    indicators, issues = read_definitions(paths, root)
    return Definitions(indicators, issues + validate_definitions(indicators, not errors_in(issues)))


def load_rules(path: Path, as_at: Month | None = None) -> Rules:
    """Read and check a scorecard with its definitions, areas and theme; ``as_at`` as of ``load_scorecard``.

    Raises:
        InputError: the scorecard cannot be read, so that nothing names the rest. Other problems are returned.
    """
    scorecard, issues = read_scorecard(path)
    if scorecard is None:
        # One round for all: whoever corrects the scorecard corrects the definitions with it.
        places, root = definitions_of(path)
        raise InputError((*issues, *load_definitions(places, root).issues))
    last_read = scorecard.as_at
    if as_at is not None:
        last_read = max(last_read, as_at)
        scorecard = scorecard.as_of(as_at)
    definitions = load_definitions([Path(place) for place in scorecard.definitions], Path(scorecard.root))
    areas, area_issues = (
        (areas_of_names(scorecard), ()) if scorecard.areas is None else read_areas(scorecard.areas)
    )
    # With an indicator left out for an error, every line that names it would be told to be wrong.
    indicators = () if errors_in(definitions.issues) else definitions.indicators
    if scorecard.scale != RED_AMBER_GREEN:
        indicators = tuple(replace(indicator, scale=scorecard.scale) for indicator in indicators)
    scorecard = with_usual_parts(scorecard, indicators, areas)
    scorecard, last_period_issues = with_last_periods(scorecard, indicators)
    theme, theme_issues = load_theme(scorecard)
    theme = with_colours_of(scorecard.scale, theme)
    issues = (
        *issues,
        *last_period_issues,
        *definitions.issues,
        *area_issues,
        *validate_scorecard(scorecard, indicators, areas),
        *theme_issues,
    )
    return Rules(scorecard, last_read, indicators, areas, theme, issues)


def load_theme(scorecard: Scorecard) -> tuple[Theme, tuple[Issue, ...]]:
    """The theme that a scorecard names, and every problem of it; problems are returned, not raised."""
    if scorecard.theme is None:
        return STANDARD, ()
    from kpi_engine.read.theme.theme import read_theme
    from kpi_engine.validate.theme import validate_theme

    given, issues = read_theme(scorecard.theme, Path(scorecard.root))
    # With a colour that could not be read, what is drawn with it would be told to be faint.
    told = issues if errors_in(issues) else (*issues, *validate_theme(given, scorecard.outputs))
    return given.theme, told
