"""Read and check: a scorecard with its definitions and figures, sound enough to rate.

``load_scorecard`` reads and checks everything that a scorecard names, makes the figures that follow from
others, and withholds small numbers where the scorecard asks for it: first what figures are read and rated by
(rules.py), then the figures. pipeline.py rates what is loaded.

What few scorecards or few commands need is imported where it is used: no other command waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_engine.data_files import DataRead, Reach, areas_with_figures, read_data
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
from kpi_engine.model.definitions.scorecard import Comparator, Scorecard
from kpi_engine.model.definitions.style.theme import STANDARD, Theme
from kpi_engine.model.figures.recomputed import Recomputed
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import InputError, Issue, Severity, errors_in
from kpi_engine.read.sheets.read_tables import TableReader, read_tables
from kpi_engine.rules import Rules, load_rules
from kpi_engine.validate.data.overrides import overrides_of_nothing
from kpi_engine.validate.data.pages import pages_without_rows

if TYPE_CHECKING:
    from kpi_engine.model.figures.commentary import Commentary, FigureShown
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


def load_scorecard(path: Path, as_at: Month | None = None, also_read: Sequence[AlsoRead] = ()) -> Loaded:
    """Read and check a scorecard and everything it names.

    ``as_at`` replaces the month that the scorecard gives; figures of periods that begin after it are
    then left out, so that an earlier month can be made again from today's files. Where something is wrong,
    ``also_read`` finds what is wrong with the files that a command would read next.

    Raises:
        InputError: with every problem of every file, when the scorecard, the definitions or the layout of
            a data file are wrong. An error that concerns one area's figures only does not raise.
    """
    return load_figures(load_rules(path, as_at), also_read)


def load_figures(
    rules: Rules,
    also_read: Sequence[AlsoRead] = (),
    *,
    tables: TableReader = read_tables,
    reach: Reach | None = None,
) -> Loaded:
    """Read and check the figures that a scorecard names, and make what follows from them.

    ``tables`` reads a file; where it leaves rows out, ``reach`` says how far the figures of all rows reach.

    Raises:
        InputError: as ``load_scorecard``.
    """
    try:
        return with_made(rules, read_figures(rules, tables, reach), reach)
    except InputError as wrong:
        # One round for all, here too.
        problems = (commentary_problems, *also_read)
        found = (read(rules.scorecard, rules.indicators, rules.areas) for read in problems)
        raise InputError((*wrong.issues, *chain.from_iterable(found))) from wrong


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


def read_figures(rules: Rules, tables: TableReader = read_tables, reach: Reach | None = None) -> DataRead:
    """See ``read_data``."""
    return read_data(
        rules.scorecard, rules.last_read, rules.indicators, rules.areas, tables=tables, reach=reach
    )


def with_made(rules: Rules, data: DataRead, reach: Reach | None = None) -> Loaded:
    """What was read with all that is made of it.

    The supplied rows come first, in their order.

    Raises:
        InputError: with every problem so far, where one concerns no area alone.
    """
    scorecard, areas = rules.scorecard, rules.areas
    issues = (*rules.issues, *data.issues)
    spoiled = _errors_by_area(issues)
    making = Making(data.indicators, areas, scorecard.as_at, data.comparators)
    derived, final, withholding = _made(data, scorecard, making)
    if withholding is not None:
        issues = (*issues, *withholding.issues)
        if errors_in(withholding.issues):
            raise InputError(issues)
    unmade = every_figure_not_made((data.observations, derived), (data.outturns, final), making)
    issues = (*issues, *unmade, *_doubtful(data, (derived, final), scorecard, making, reach))
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
        theme=rules.theme,
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
    data: DataRead, made: tuple[Derived, Derived], scorecard: Scorecard, making: Making, reach: Reach | None
) -> tuple[Issue, ...]:
    """What is doubtful about figures and outturns once all are made."""
    derived, final = made
    areas = areas_with_figures(derived.observations) if reach is None else reach.areas
    return (
        *not_added_up(derived.observations, making.indicators),
        *disagreements(
            derived.observations,
            derived.recomputed,
            making.indicators,
            again=lambda rows: making.figures(rows).recomputed,
        ),
        *disagreements(final.observations, final.recomputed, for_outturns(making.indicators), outturns=True),
        *pages_without_rows(scorecard, areas, making.areas),
        *overrides_of_nothing(data.overrides, derived.observations, making.indicators),
    )
