"""What ``kpi list`` does."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from kpi_engine.assemble.section.standards import floor_of, target_of
from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.output.text_table import print_table
from kpi_engine.commands.shared import exit_codes
from kpi_engine.commands.shared.finding import scorecard_path
from kpi_engine.loading import Loaded, load_scorecard
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.method import strict_sign
from kpi_engine.model.definitions.threshold import Threshold
from kpi_engine.model.outputs.tidy import TidyKind, table_of
from kpi_engine.render.data.csv import render_csv

SCHEMA_VERSION = 1
_NUMBERS = ("target", "floor_standard")


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows under column names, every cell text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def run_list(kind: str, scorecard: Path | None, as_json: bool, as_csv: bool) -> int:
    """List on standard output, and return the exit code."""
    loaded = load_scorecard(scorecard_path(scorecard))
    listing = {"indicators": _indicators, "areas": _areas, "sections": _sections}[kind](loaded)
    if as_json:
        sys.stdout.write(_as_json(kind, listing))
    elif as_csv:
        sys.stdout.write(_as_csv(listing))
    else:
        print_table(listing.columns, listing.rows)
    return exit_codes.DONE


def _indicators(loaded: Loaded) -> Listing:
    """One row an indicator and scope of the standards in force at the as-at month."""
    rows = []
    for indicator in loaded.indicators:
        latest = indicator.calendar.latest(loaded.scorecard.as_at)
        polarity = indicator.polarity_in(latest).polarity
        for threshold in _in_force(indicator, latest) or [None]:
            rows.append(
                (
                    indicator.code,
                    indicator.name,
                    polarity.value,
                    indicator.data_period_code,
                    indicator.frequency.value,
                    *_standards(threshold, polarity),
                    indicator.service,
                )
            )
    columns = (
        "code", "name", "polarity", "data_period", "frequency", "for", "target", "floor_standard", "bands",
        "service",
    )  # fmt: skip
    return Listing(columns, tuple(rows))


def _in_force(indicator: Indicator, ordinal: int) -> list[Threshold | None]:
    """The latest threshold of each scope that has begun and not ended, in the order of the definition."""
    latest: dict[tuple[tuple[str, ...], tuple[str, ...]], Threshold] = {}
    for threshold in sorted(indicator.thresholds, key=lambda threshold: threshold.first):
        if threshold.first <= ordinal:
            latest[threshold.levels, threshold.areas] = threshold
    return [threshold for threshold in latest.values() if threshold.last is None or threshold.last >= ordinal]


def _standards(threshold: Threshold | None, polarity: Polarity) -> tuple[str, str, str, str]:
    """For whom, target (with the sign of a strict target), floor standard, and the name of the bands."""
    if threshold is None:
        return "", "", "", ""
    target, floor = target_of(threshold), floor_of(threshold)
    scope = ", ".join(threshold.areas or threshold.levels)
    sign = strict_sign(threshold.rule, polarity)
    return (
        scope,
        "" if target is None else f"{sign}{target}",
        "" if floor is None else str(floor),
        threshold.rule.bands_name,
    )


def _areas(loaded: Loaded) -> Listing:
    rows = tuple((area.name, area.level, ", ".join(area.parents)) for area in loaded.areas)
    return Listing(("area", "level", "parents"), rows)


def _sections(loaded: Loaded) -> Listing:
    rows = tuple(
        (
            section.id,
            section.title,
            "mixed" if section.frequency is None else section.frequency.value,
            ", ".join(entry.code for entry in section.entries),
        )
        for section in loaded.scorecard.sections
    )
    return Listing(("id", "title", "frequency", "indicators"), rows)


def _as_json(kind: str, listing: Listing) -> str:
    rows = [dict(zip(listing.columns, row, strict=True)) for row in listing.rows]
    return json_document(SCHEMA_VERSION, {kind: rows})


def _as_csv(listing: Listing) -> str:
    kinds = {name: TidyKind.NUMBER if name in _NUMBERS else TidyKind.TEXT for name in listing.columns}
    return render_csv(table_of(kinds, listing.rows))
