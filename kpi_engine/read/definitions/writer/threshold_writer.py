"""Thresholds, bands and polarities → fields of a definitions file, as threshold_schema.py reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

from kpi_engine.model.calendars.period import Frequency, year_label
from kpi_engine.model.calendars.period_text import period_label, period_words
from kpi_engine.model.definitions.indicator import Indicator, PolarityInForce
from kpi_engine.model.definitions.judgement import Rag
from kpi_engine.model.definitions.methods.band import Band
from kpi_engine.model.definitions.methods.bands import BandsRule
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.definitions.methods.met_or_missed import MetOrMissed
from kpi_engine.model.definitions.methods.moving_target import FigureTarget
from kpi_engine.model.definitions.methods.rules import RatingRule
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.methods.tolerance import Tolerance
from kpi_engine.model.definitions.threshold import EVERY_PERIOD, Threshold
from kpi_engine.model.frozen import frozen
from kpi_engine.read.definitions.schema import bands_schema as bands
from kpi_engine.read.definitions.schema import moving_target_schema as moving
from kpi_engine.read.definitions.schema import threshold_schema as fields
from kpi_engine.read.definitions.schema.computed_target_schema import (
    PROFILE,
    ROUNDING,
    SPREAD,
    TARGET_FOR,
    TARGET_FROM,
)
from kpi_engine.read.definitions.schema.judgement_schema import DATED_POLARITY, POLARITY_IN_FORCE
from kpi_engine.read.yaml.records import Field
from kpi_engine.read.yaml.writing import Plain, Writer, resolved

# 2011-12 is a year and a month, December 2011; a definition must say which.
_YEARS_AND_MONTHS = frozenset(year_label(year) for year in range(2000, 2012))


@frozen
class ThresholdOf:
    """A threshold, and the indicator whose periods it names."""

    threshold: Threshold
    indicator: Indicator


def _rule(given: ThresholdOf) -> dict[str, Plain]:
    """The fields of a rating method besides its target."""
    rule: RatingRule = given.threshold.rule
    match rule:
        case BandsRule():
            return _named((fields.THRESHOLD_BANDS, rule.name))
        case FloorAndTarget():
            floor = (fields.FLOOR_STANDARD, rule.floor_standard)
            return _named((fields.STRICT, rule.strict), floor, *_edges(rule))
        case TargetRange():
            amber = fields.NoAmber.NONE if rule.otherwise_red else rule.amber
            return _named((fields.GREEN, rule.green), (fields.AMBER, amber))
        case Tolerance():
            size = f"{rule.size:f}{'%' if rule.is_percent else ' points'}"
            return _named((fields.STRICT, rule.strict), (fields.TOLERANCE, size), *_edges(rule))
        case MetOrMissed():
            none = fields.NoAmber.NONE
            return _named((fields.STRICT, rule.strict), (fields.AMBER, none), *_edges(rule))
        case _:
            assert_never(rule)


def _edges(rule: FloorAndTarget | Tolerance | MetOrMissed) -> Iterator[tuple[Field[Any], Plain]]:
    """Where the ratings beside RED, AMBER and GREEN begin."""
    of_key = {field.name: field for field in fields.EDGES}
    return ((of_key[rag.key], edge) for rag, edge in rule.further)


def _named(*of: tuple[Field[Any], Plain]) -> dict[str, Plain]:
    return {field.name: value for field, value in of}


def _from(given: ThresholdOf) -> str | None:
    threshold = given.threshold
    # A computed threshold begins where another one does, not where its entry says.
    if threshold.origin:
        return period_words(given.indicator.calendar, threshold.first)
    return None if threshold.from_label == EVERY_PERIOD else threshold.from_label


def _until(given: ThresholdOf) -> str | None:
    """The last period as a definition writes it: its label, or the year where it is a year's last period."""
    ordinal, indicator = given.threshold.last, given.indicator
    if ordinal is None:
        return None
    calendar = indicator.calendar
    year = calendar.year_of(ordinal)
    is_last_of_year = calendar.last_of_year(year) == ordinal
    label = indicator.year.label(year) if is_last_of_year else period_label(calendar, ordinal)
    if indicator.frequency is Frequency.MONTHLY and label in _YEARS_AND_MONTHS:
        return f"{year}-{year + 1}" if is_last_of_year else period_words(calendar, ordinal)
    return label


_FIGURE: Writer[FigureTarget] = Writer(
    moving.FIGURE_TARGET,
    (
        (moving.FIGURE_OF, lambda figure: figure.of.code),
        (moving.FIGURE_AREA, lambda figure: figure.area),
        (moving.FIGURE_COMPARATOR, lambda figure: figure.comparator),
    ),
)


def _figure(given: ThresholdOf) -> Plain:
    figure = given.threshold.figure
    return None if figure is None else _FIGURE(figure)


_RULE_FIELDS: tuple[Field[Any], ...] = (
    *(fields.STRICT, fields.THRESHOLD_BANDS, fields.FLOOR_STANDARD, fields.TOLERANCE),
    *fields.EDGES,
    *(fields.GREEN, fields.AMBER),
)
THRESHOLD: Writer[ThresholdOf] = Writer(
    fields.THRESHOLD,
    (
        (fields.THRESHOLD_FROM, _from),
        (fields.UNTIL, _until),
        (fields.LEVEL, lambda given: given.threshold.levels),
        (fields.AREA, lambda given: given.threshold.areas),
        (
            fields.TARGET,
            lambda given: given.threshold.rule.target if given.threshold.figure is None else None,
        ),
        # Targets that are computed are written as what they come to.
        *((field, resolved) for field in (TARGET_FOR, SPREAD, PROFILE, TARGET_FROM)),
        *((field, resolved) for field in (moving.PATH, ROUNDING)),
        (moving.TARGET_FIGURE, _figure),
        *((field, lambda given, name=field.name: _rule(given).get(name)) for field in _RULE_FIELDS),
        (
            fields.FLOOR_BASIS,
            lambda given: None if given.threshold.rule.is_in_bands else given.threshold.floor_basis,
        ),
        (fields.THRESHOLD_NOTE, lambda given: given.threshold.note),
    ),
)
POLARITY: Writer[PolarityInForce] = Writer(
    POLARITY_IN_FORCE,
    ((fields.FROM, lambda dated: dated.from_label), (DATED_POLARITY, lambda dated: dated.polarity)),
)


@frozen
class BandsOfThreshold:
    """Bands, and a threshold that they rate by, which knows their basis."""

    rule: BandsRule
    threshold: Threshold


def _end(band: Band, *, low: bool, included: bool) -> Plain:
    edge = band.low if low else band.high
    return edge.number if edge is not None and edge.included is included else None


_BAND: Writer[Band] = Writer(
    bands.BAND,
    (
        (bands.END_FROM, lambda band: _end(band, low=True, included=True)),
        (bands.END_ABOVE, lambda band: _end(band, low=True, included=False)),
        (bands.END_TO, lambda band: _end(band, low=False, included=True)),
        (bands.END_BELOW, lambda band: _end(band, low=False, included=False)),
    ),
)


def _band_of(rule: BandsRule, rag: Rag) -> Plain:
    band = rule.band_of(rag)
    return None if band is None else _BAND(band)


BANDS: Writer[BandsOfThreshold] = Writer(
    bands.BANDS_RECORD,
    (
        (bands.BANDS_NAME, lambda given: given.rule.name),
        (bands.BANDS_FROM, lambda given: given.rule.since),
        (bands.BANDS_OF, lambda given: given.rule.of),
        (bands.BANDS_DECIMALS, lambda given: given.rule.decimals if given.rule.is_of_target else None),
        (bands.GREEN_BAND, lambda given: _BAND(given.rule.green)),
        (bands.AMBER_BAND, lambda given: None if given.rule.amber is None else _BAND(given.rule.amber)),
        *(
            (field, lambda given, rag=rag: _band_of(given.rule, rag))
            for rag, field in bands.FURTHER_BANDS.items()
        ),
        (bands.RED_BAND, lambda given: _BAND(given.rule.red)),
        (bands.BANDS_BASIS, lambda given: given.threshold.floor_basis),
    ),
)
