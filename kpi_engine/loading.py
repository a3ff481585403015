"""Read and check: a scorecard with its definitions and figures, sound enough to rate.

``load_scorecard`` reads and checks everything that a scorecard names, makes the figures that follow from
others, and withholds small numbers where the scorecard asks for it. pipeline.py rates what is loaded.

What few scorecards or few commands need is imported where it is used: no other command waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_engine.data_files import DataRead, read_data
from kpi_engine.derive.doubts.disagreements import disagreements
from kpi_engine.derive.measures.derive import Derived
from kpi_engine.derive.measures.uncounted import not_added_up
from kpi_engine.derive.targets.figure_targets import with_figure_targets
from kpi_engine.derive.targets.target_lookup import FiguresKnown
from kpi_engine.every_figure import Making, every_figure_not_made
from kpi_engine.further_files import AlsoRead, commentary_of, commentary_problems
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.outturns import for_outturns
from kpi_engine.model.definitions.override import Override
from kpi_engine.model.definitions.scale import RED_AMBER_GREEN
from kpi_engine.model.definitions.scorecard import Comparator, Scorecard
from kpi_engine.model.definitions.style.theme import STANDARD, Theme, with_colours_of
from kpi_engine.model.figures.commentary import Commentary, FigureShown
from kpi_engine.model.figures.recomputed import Recomputed
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Issue, Severity, errors_in
from kpi_engine.read.data.areas import read_areas
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.scorecard.last_periods import with_last_periods
from kpi_engine.read.scorecard.scorecard import definitions_of, read_scorecard
from kpi_engine.read.scorecard.usual_parts import areas_of_names, with_usual_parts
from kpi_engine.validate.data.overrides import overrides_of_nothing
from kpi_engine.validate.data.pages import pages_without_rows
from kpi_engine.validate.definitions import validate_definitions
from kpi_engine.validate.scorecard import validate_scorecard

if TYPE_CHECKING:
    from kpi_engine.withholding import Withholding


@frozen
class Loaded:
    """A scorecard with all it needs, sound enough to rate.

    ``observations`` are the supplied figures, then the figures computed from them; ``recomputed`` are
    supplied figures that could be computed too. ``outturns`` likewise. ``warnings`` do not stop
    anything; ``spoiled`` has the errors of rows, by area: such a row has no figure, nor has a figure
    made from it, and a command that shows the area (see ``spoils``) must report the errors.
    ``commentary`` and ``shown_before`` are read where they are shown (``with_commentary``,
    ``with_shown_before``); None: not read, or the scorecard has no commentary. ``overrides`` are the
    overrides of periods that have begun. ``doubts`` are the warnings that every command prints in full,
    since ratings may be wrong because of them.
    """

    scorecard: Scorecard
    indicators: tuple[Indicator, ...]
    areas: tuple[Area, ...]
    comparators: tuple[Comparator, ...]
    observations: Observations
    recomputed: Recomputed
    outturns: Observations
    recomputed_outturns: Recomputed
    warnings: tuple[Issue, ...]
    spoiled: Mapping[str, tuple[Issue, ...]]
    commentary: tuple[Commentary, ...] | None = None
    shown_before: frozenset[FigureShown] = frozenset()
    theme: Theme = STANDARD
    overrides: tuple[Override, ...] = ()
    withholding: Withholding | None = None
    doubts: tuple[Issue, ...] = ()


@frozen
class Definitions:
    """Indicators as defined, and every problem found in them."""

    indicators: tuple[Indicator, ...]
    issues: tuple[Issue, ...]


def load_definitions(paths: list[Path], root: Path) -> Definitions:
    """Read and check definition files; problems are returned, not raised."""
    indicators, issues = read_definitions(paths, root)
    return Definitions(indicators, issues + validate_definitions(indicators, not errors_in(issues)))


def load_scorecard(path: Path, as_at: Month | None = None, also_read: Sequence[AlsoRead] = ()) -> Loaded:
    """Read and check a scorecard and everything it names.

    ``as_at`` replaces the month that the scorecard gives; figures of periods that begin after it are
    then left out, so that an earlier month can be made again from today's files. Where something is wrong,
    ``also_read`` finds what is wrong with the files that a command would read next.

    Raises:
        InputError: with every problem of every file, when the scorecard, the definitions or the layout of
            a data file are wrong. An error that concerns one area's figures only does not raise.
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
    try:
        return replace(_load_data(scorecard, last_read, indicators, areas, issues), theme=theme)
    except InputError as wrong:
        # One round for all, here too.
        found = (read(scorecard, indicators, areas) for read in (commentary_problems, *also_read))
        raise InputError((*wrong.issues, *chain.from_iterable(found))) from wrong


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


def load_commentary(loaded: Loaded) -> tuple[Commentary, ...]:
    """The commentary that a scorecard names, of every month that there is.

    Raises:
        InputError: with every problem of every file that the scorecard names.
    """
    commentary, issues = commentary_of(loaded.scorecard, loaded.indicators, loaded.areas)
    if errors_in(issues):
        raise InputError((*loaded.warnings, *chain.from_iterable(loaded.spoiled.values()), *issues))
    return commentary


def with_commentary(loaded: Loaded) -> Loaded:
    """The same with its commentary, where the scorecard names any.

    Raises:
        InputError: see ``load_commentary``.
    """
    return replace(loaded, commentary=load_commentary(loaded)) if loaded.scorecard.commentary else loaded


def with_shown_before(loaded: Loaded) -> Loaded:
    """The same with the figures that need no commentary again, where commentary is shown at all.

    Raises:
        PublishError: see ``figures_shown_before``.
    """
    if loaded.commentary is None:
        return loaded
    return replace(loaded, shown_before=figures_shown_before(loaded.scorecard))


def figures_shown_before(scorecard: Scorecard) -> frozenset[FigureShown]:
    """What the last edition of an earlier month showed: such figures need no commentary.

    Raises:
        PublishError: the ledger of the scorecard's output folder is damaged.
    """
    from kpi_engine.publish.ledger.shown_before import shown_before

    return shown_before(Path(scorecard.output_folder), scorecard.as_at)


def _load_data(
    scorecard: Scorecard,
    last_read: Month,
    indicators: tuple[Indicator, ...],
    areas: tuple[Area, ...],
    issues: tuple[Issue, ...],
) -> Loaded:
    """``last_read`` is the month that the files may reach; the scorecard's own may be earlier."""
    data = read_data(scorecard, last_read, indicators, areas)
    issues = (*issues, *data.issues)
    spoiled = _errors_by_area(issues)
    making = Making(data.indicators, areas, scorecard.as_at, data.comparators)
    derived, final, withholding = _made(data, scorecard, making)
    if withholding is not None:
        issues = (*issues, *withholding.issues)
        if errors_in(withholding.issues):
            raise InputError(issues)
    unmade = every_figure_not_made((data.observations, derived), (data.outturns, final), making)
    issues = (*issues, *unmade, *_doubtful(data, derived, final, scorecard, making))
    known = FiguresKnown(derived.observations, final.observations, data.comparators)
    return Loaded(
        scorecard=scorecard,
        indicators=with_figure_targets(data.indicators, known, areas),
        areas=areas,
        comparators=data.comparators,
        observations=derived.observations,
        recomputed=derived.recomputed,
        outturns=final.observations,
        recomputed_outturns=final.recomputed,
        warnings=tuple(issue for issue in issues if issue.severity is Severity.WARNING),
        spoiled=spoiled,
        overrides=data.overrides,
        withholding=withholding,
        doubts=(*data.doubts, *unmade),
    )


def _errors_by_area(issues: tuple[Issue, ...]) -> dict[str, tuple[Issue, ...]]:
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    if any(not issue.area for issue in errors):
        raise InputError(issues)
    return {
        area: tuple(issue for issue in errors if issue.area == area)
        for area in dict.fromkeys(issue.area for issue in errors)
    }


def _made(
    data: DataRead, scorecard: Scorecard, making: Making
) -> tuple[Derived, Derived, Withholding | None]:
    """The figures and the outturns with all that is made of them, as far as they may be published."""
    if scorecard.small_numbers is None:
        return making.figures(data.observations), making.outturns(data.outturns), None
    from kpi_engine.withholding import publishable_of

    return publishable_of(
        data.observations,
        data.outturns,
        scorecard,
        making.indicators,
        making.areas,
        comparators=making.comparators,
    )


def _doubtful(
    data: DataRead, derived: Derived, final: Derived, scorecard: Scorecard, making: Making
) -> tuple[Issue, ...]:
    """What is doubtful about figures once all are made."""
    return (
        *not_added_up(derived.observations, making.indicators),
        *disagreements(
            derived.observations,
            derived.recomputed,
            making.indicators,
            again=lambda rows: making.figures(rows).recomputed,
        ),
        *disagreements(final.observations, final.recomputed, for_outturns(making.indicators), outturns=True),
        *pages_without_rows(scorecard, derived.observations, making.areas),
        *overrides_of_nothing(data.overrides, derived.observations, making.indicators),
    )
