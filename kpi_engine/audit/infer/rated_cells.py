"""Printed figures → the cells that have a value and a rating, in groups rated by the same standards.

Rules: docs/infer-floors.md, "Which cells belong together".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kpi_engine.audit.rules.printed_targets import is_printed_as
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.area import Area, by_name
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag, RateOn
from kpi_engine.model.definitions.methods.band import BandsOf
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.outputs.inference import RatedCell
from kpi_engine.model.outputs.printed import PrintedFigure


@dataclass(frozen=True, slots=True)
class Group:
    """Cells rated by the same standards.

    ``defined_at`` is the position of their threshold in the definition; None where no threshold in force has
    their target, so that they are of one level and one year.
    By ``bands`` cells of several indicators, areas and targets are rated; ``indicator`` is the first of them.
    """

    indicator: Indicator
    polarity: Polarity
    defined_at: int | None
    scope: str
    since: str
    target: Decimal | None
    cells: tuple[RatedCell, ...]

    @property
    def bands(self) -> BandsRule | None:
        """The bands that rate the cells, where bands do."""
        rule = None if self.defined is None else self.defined.rule
        return rule if isinstance(rule, BandsRule) else None

    @property
    def is_strict(self) -> bool:
        """Whether the target is reached only where it is beaten."""
        return self.defined is not None and self.defined.rule.is_strict

    @property
    def defined(self) -> Threshold | None:
        """The threshold in force for the cells."""
        return None if self.defined_at is None else self.indicator.thresholds[self.defined_at]


def groups_of(
    figures: Sequence[PrintedFigure], indicators: Sequence[Indicator], areas: Sequence[Area]
) -> tuple[Group, ...]:
    """Groups in the order of the definitions, then of the figures.

    An outturn is rated by what is in force in its year's last period. ``indicators`` and ``areas``
    define every code and area of the figures. Left out are cells rated on raw values, and cells without a
    target that bands of percent of target rate.
    """
    defined = {indicator.code: indicator for indicator in indicators}
    levels = {name: area.level for name, area in by_name(areas).items()}
    order = {indicator.code: position for position, indicator in enumerate(indicators)}
    gathered: dict[_Key, list[RatedCell]] = {}
    by_bands: dict[tuple[str, str], list[tuple[_Key, RatedCell]]] = {}
    for figure in figures:
        indicator = defined[figure.code]
        if indicator.rate_on is RateOn.RAW:
            continue
        for cell, ordinal in _cells(figure, indicator, levels[figure.area]):
            key = _key(indicator, cell, ordinal)
            bands = None if key.defined_at is None else indicator.thresholds[key.defined_at].rule
            if not isinstance(bands, BandsRule):
                gathered.setdefault(key, []).append(cell)
                continue
            rated = _rated_by_bands(cell, bands)
            if rated is not None:
                by_bands.setdefault((bands.name, bands.since), []).append((key, rated))
    groups = [_group(defined[key.code], key, tuple(cells)) for key, cells in gathered.items()]
    for members in by_bands.values():
        first = min((key for key, _cell in members), key=lambda key: order[key.code])
        groups.append(_bands_group(defined[first.code], first, tuple(cell for _key, cell in members)))
    return tuple(sorted(groups, key=lambda group: order[group.indicator.code]))


def _rated_by_bands(cell: RatedCell, bands: BandsRule) -> RatedCell | None:
    """The cell with its percent of the printed or else the defined target; None without a target above 0."""
    if bands.of is BandsOf.VALUE:
        return cell
    target = bands.target if cell.target is None else cell.target
    if target is None or target <= 0:
        return None
    return replace(cell, percent=replace(bands, target=target).percent_of_target(cell.value))


def _cells(figure: PrintedFigure, indicator: Indicator, level: str) -> Iterator[tuple[RatedCell, int]]:
    """The value and the outturn of a figure, each with the period whose standards rate it."""
    value, outturn, outturn_year = figure.value.number, figure.outturn.number, figure.outturn_year
    if figure.rag is not Rag.NONE and value is not None:
        yield _value_cell(figure, indicator, level, value), figure.period
    if figure.outturn_rag is not Rag.NONE and outturn is not None and outturn_year is not None:
        cell = replace(
            _value_cell(figure, indicator, level, outturn),
            period=indicator.year.label(outturn_year),
            year=indicator.year.label(outturn_year),
            is_outturn=True,
            target=figure.outturn_target.number,
            rag=figure.outturn_rag,
        )
        yield cell, _last_period_of_year(indicator, outturn_year)


def _value_cell(figure: PrintedFigure, indicator: Indicator, level: str, value: Decimal) -> RatedCell:
    return RatedCell(
        code=figure.code,
        area=figure.area,
        level=level,
        section=figure.section,
        period=period_label(indicator.calendar, figure.period),
        year=indicator.year.label(indicator.calendar.year_of(figure.period)),
        is_outturn=False,
        value=value,
        target=figure.target.number,
        printed_polarity=figure.polarity,
        rag=figure.rag,
        location=figure.location,
    )


def _last_period_of_year(indicator: Indicator, start_year: int) -> int:
    first = indicator.calendar.first_of_year(start_year)
    return first + indicator.calendar.periods_per_year - 1


@dataclass(frozen=True, slots=True)
class _Key:
    code: str
    polarity: Polarity
    defined_at: int | None
    level: str
    year: str
    target: Decimal | None


def _key(indicator: Indicator, cell: RatedCell, ordinal: int) -> _Key:
    polarity = indicator.polarity_in(ordinal).polarity
    threshold = indicator.threshold_in(ordinal, cell.area, cell.level)
    # Bands rate whatever target is printed.
    by_bands = threshold is not None and threshold.rule.is_in_bands
    if threshold is not None and (by_bands or _is_beside(cell, threshold)):
        position = next(at for at, one in enumerate(indicator.thresholds) if one is threshold)
        return _Key(indicator.code, polarity, position, "", "", None)
    return _Key(indicator.code, polarity, None, cell.level, cell.year, cell.target)


def _is_beside(cell: RatedCell, threshold: Threshold) -> bool:
    """Whether no other target than the threshold's is printed beside a cell."""
    return cell.target is None or is_printed_as(cell.target, threshold.rule.target, threshold)


def _bands_group(indicator: Indicator, first: _Key, cells: tuple[RatedCell, ...]) -> Group:
    """All cells that one version of bands rates; ``first`` is the key of one of the first indicator."""
    group = _group(indicator, first, cells)
    since = group.bands.since if group.bands is not None else ""
    return replace(group, scope="everywhere", since=since or "always", target=None)


def _group(indicator: Indicator, key: _Key, cells: tuple[RatedCell, ...]) -> Group:
    if key.defined_at is None:
        return Group(indicator, key.polarity, None, key.level, key.year, key.target, cells)
    threshold = indicator.thresholds[key.defined_at]
    return Group(
        indicator,
        key.polarity,
        key.defined_at,
        ", ".join(threshold.areas or threshold.levels) or "everywhere",
        threshold.from_label,
        threshold.rule.target,
        cells,
    )
