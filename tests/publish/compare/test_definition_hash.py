"""Every field that a definition can have: does it change the hash, the standards on record, or nothing?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.methods.floor_and_target import FloorAndTarget
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import errors_in
from kpi_engine.publish.compare.definition_hash import definition_hash, rule_text
from kpi_engine.read.definitions.definitions import read_definitions
from kpi_engine.read.definitions.schema.definition_schema import DEFINITIONS
from kpi_engine.read.yaml.kinds import Kind
from kpi_engine.read.yaml.records import Record

DEFINITIONS_TEXT = """\
schema_version: 1
service: Early Help
neighbours: {name: Statistical neighbours, areas: [Devon, Essex]}
bands:
  - {name: contract, of: percent_of_target, decimals: 1, green: {from: 65}, amber: {from: 50, below: 65}, red: {below: 50}, basis: stated}
  - {name: contract, from: 2024-05, of: percent_of_target, green: {from: 70}, red: {below: 70}, basis: stated}
  - {name: share, of: percent_of_target, green: {from: 60}, red: {below: 60}, basis: stated}
  - {name: scores, green: {to: 6}, amber: {above: 6, to: 15}, red: {above: 15}, basis: assumed}
  - {name: upwards, blue: {from: 100}, green: {from: 80, below: 100}, amber_green: {from: 70, below: 80}, amber: {from: 60, below: 70}, amber_red: {from: 40, below: 60}, red: {below: 40}, basis: stated}
  - {name: downwards, blue: {to: 1}, green: {above: 1, to: 2}, amber_green: {above: 2, to: 3}, amber: {above: 3, to: 4}, amber_red: {above: 4, to: 5}, red: {above: 5}, basis: stated}
data_periods: {R3Y: rolling three years}
indicators:
  - {code: DP, name: Own, polarity: none, data_period: R3Y, frequency: monthly, unit: cases, decimals: 1}
  - code: A
    name: Plans reviewed
    polarity: H
    data_period: MS
    frequency: monthly
    year_to_date_from: april
    unit: plans per head
    per: 10000
    decimals: 1
    qpr: true
    seasonal: true
    people: true
    tags: [plans]
    owner: A. Director
    theme: Health
    priority: Ready for school
    compare: previous
    compare_also: previous_observation
    same_within: 0.25
    rate_on: displayed
    possible_values: [1, 2, 3]
    thresholds:
      - {from: 2023-04, until: 2024-03, level: district, target: 85, strict: true, floor_standard: 75, floor_basis: assumed, note: As agreed}
      - {from: 2023-04, area: Kent, target: 80}
    adds_up_from: district
    add_up: true
    similar_within: 0.5
    periods_share: nothing
    spc:
      profile: mdc
      shift: 8
      trend: 7
      baselines: [{from: 2024-09, reason: New team, areas: [Swale]}]
      limits_from: {until: 2024-03}
      leave_out: [{period: 2020-04, reason: Lockdown}]
      chart: auto
      on: value
      points: 13
      assurance: always
    ambition: {from: 2022-23, value: 60, by: 2026-27}
    source: {name: Liberi, latest: August, release: Monthly}
    definition: Plans that were reviewed.
  - code: B
    name: Gap
    polarity: [{from: 2022-23, polarity: H}, {from: 2023-24, polarity: T}]
    data_period: A
    frequency: annual
    year: financial
    unit: percent
    decimals: 1
    compare: {periods_back: 2}
    thresholds:
      - {from: 2023-24, target: 20, green: [17.5, 22.5], amber: [12.5, 27.5], floor_basis: inferred}
    difference: [P, Q]
    supplied_as: percent
    parts_rounded_to: 5
    definition: The gap.
  - code: C
    name: Registered
    polarity: H
    data_period: YTD
    frequency: monthly
    unit: people
    decimals: 0
    compare: {since: 2017-03}
    thresholds:
      - {from: 2024-25, target: 1000, target_for: year, spread: pro_rata, rounding: half_up, bands: contract}
    window: {of: M, covers: year_to_date}
    count: true
    definition: People registered.
  - code: D
    name: Of those, with an outcome
    polarity: H
    data_period: MS
    frequency: monthly
    unit: people
    decimals: 0
    thresholds:
      - {from: 2024-04, target_from: {percent: 65, of: C, rounding: up}, bands: share}
    sum: [X1, Y1]
    definition: People with an outcome.
  - code: D2
    name: Counted where there is any
    polarity: none
    data_period: MS
    frequency: monthly
    unit: cases
    decimals: 0
    sum: {of: [X2, Y2], absent: zero}
    definition: Cases.
  - code: E
    name: Risk
    polarity: L
    data_period: MS
    frequency: monthly
    unit: score
    decimals: 0
    thresholds:
      - {from: 2024-04, bands: scores}
    definition: Likelihood times impact.
  - {code: S1, name: In short, polarity: H, frequency: monthly, unit: cases, decimals: 1, target: 7, strict: true, floor_standard: 6, floor_basis: assumed}
  - {code: S2, name: In short, polarity: T, frequency: monthly, unit: cases, decimals: 1, target: 3, green: [1.5, 4.5], amber: [0.5, 5.5]}
  - {code: S4, name: In short, polarity: H, frequency: monthly, unit: cases, decimals: 1, target: 9, tolerance: 5%}
  - {code: S5, name: In short, polarity: H, frequency: monthly, unit: cases, decimals: 1, thresholds: [{target: 8, tolerance: 2 points}]}
  - {code: P6, name: In short, polarity: H, data_period: YTD, frequency: quarterly, unit: cases, decimals: 1, thresholds: [{from: 2023-24, profile: [10, 20, 30, 40], amber: none}]}
  - {code: S10, name: In short, polarity: H, frequency: monthly, unit: cases, decimals: 1, target_figure: {indicator: S5, area: Kent}, amber: none}
  - {code: S11, name: In short, polarity: H, frequency: monthly, unit: cases, decimals: 1, target_figure: {comparator: England}}
  - {code: S12, name: In short, polarity: H, frequency: monthly, unit: cases, decimals: 1, thresholds: [{target_figure: {indicator: S4, area: Swale}}, {level: district, target_figure: {comparator: Wales}}]}
  - {code: S13, name: In short, polarity: L, frequency: annual, year: calendar, unit: cases, decimals: 1, path: {from: {period: 2019, value: 45}, to: {period: 2030, value: 22}}}
  - {code: S14, name: In short, polarity: L, frequency: annual, year: calendar, unit: cases, decimals: 1, thresholds: [{path: {from: {period: 2018, value: 46}, to: {period: 2029, value: 23}}}]}
  - {code: M10, name: Risk, polarity: L, frequency: monthly, unit: score, decimals: 0, product: [X1, Y1]}
  - {code: M11, name: Share, polarity: none, frequency: monthly, unit: percent, decimals: 1, share_of_area: {of: X1, level: county}}
  - {code: M13, name: Three months, polarity: H, data_period: P, frequency: monthly, unit: cases, decimals: 1, window: {of: X1, covers: rolling, periods: 3, mean: true}}
  - {code: M12, name: Reds, polarity: L, frequency: monthly, unit: areas, decimals: 0, areas_rated: {of: X1, rated: red, level: district}}
  - {code: S6, name: In short, polarity: H, frequency: monthly, unit: cases, decimals: 1, target: 90, floor_standard: 30, blue: 95, amber_green: 50, amber_red: 20}
  - {code: S7, name: In short, polarity: H, frequency: monthly, unit: cases, decimals: 1, thresholds: [{target: 91, floor_standard: 31, blue: 96, amber_green: 51, amber_red: 21}]}
  - {code: S8, name: In short, polarity: H, frequency: monthly, unit: cases, decimals: 1, bands: upwards}
  - {code: S9, name: In short, polarity: L, frequency: monthly, unit: cases, decimals: 1, bands: downwards}
  - {code: L1, name: In short, polarity: H, frequency: monthly, decimals: 1, compare_also: {periods_back: 7}}
  - {code: L2, name: In short, polarity: H, frequency: monthly, decimals: 1, compare_also: {since: 2016-03}}
  - {code: W1, name: In words, polarity: H, frequency: monthly, decimals: 1, values: {Done: 2, Late: 1}}
  - {code: W2, name: In words, polarity: H, frequency: monthly, decimals: 1, labels: {1: Best, 2: Good}}
  - {code: S3, name: In short, polarity: L, frequency: monthly, unit: cases, decimals: 1, bands: scores}
  - code: R1
    name: Share
    polarity: H
    data_period: MS
    frequency: monthly
    unit: percent
    decimals: 1
    ratio: {numerator: N1, denominator: O}
    definition: A share.
  - code: R2
    name: Share of target
    polarity: H
    data_period: MS
    frequency: monthly
    unit: percent
    decimals: 1
    ratio: {numerator: N2, denominator: {target_of: C}}
    definition: A share of a target.
  - code: O1
    name: Overall
    polarity: H
    data_period: MS
    frequency: monthly
    unit: points
    decimals: 1
    overall:
      method: weighted_points
      of: [M1, {code: M2, weight: 2}]
      periods_back: 1
      points: {green: 2, amber: 1, red: 0, blue: 3, amber_green: 1.5, amber_red: 0.5}
      monitoring: {green: quarterly, amber: every two months, red: monthly, blue: often, amber_green: often, amber_red: often}
    definition: How it does.
  - code: O2
    name: Overall, percent
    polarity: H
    data_period: MS
    frequency: monthly
    unit: percent
    decimals: 1
    overall: {method: mean_percent_of_target, of: [M3, M4], capped_at: 100, outturns: true}
    definition: How it does, in percent.
  - code: S1
    name: Satisfied
    polarity: H
    data_period: A
    frequency: annual
    year: calendar
    every_years: 2
    pooled_years: 3
    counted_from: 2021
    unit: percent
    decimals: 1
    definition: Those who are satisfied, by survey.
  - code: S2
    name: Calls
    polarity: H
    data_period: MS
    frequency: weekly
    weeks: ending_friday
    lag: 1
    unit: calls
    decimals: 0
    definition: Calls of the week.
"""  # noqa: E501 -- as a definition is written


class Changes(Enum):
    """What a change of a field changes of the records."""

    HASH = "what is measured, or how: the hash"
    STANDARDS = "what a figure is judged by, which each rating has on record"
    NOTHING = "nothing"


HASH, STANDARDS, NOTHING = Changes
# Each field by its path; what stands in the text, and what instead of it.
FIELDS: dict[str, tuple[Changes, str, str]] = {
    "service": (NOTHING, "service: Early Help", "service: Youth"),
    "neighbours.name": (NOTHING, "name: Statistical neighbours", "name: Peers"),
    "neighbours.areas": (NOTHING, "[Devon, Essex]", "[Devon, Kent]"),
    "bands.name": (NOTHING, "scores", "risks"),
    "bands.from": (STANDARDS, "from: 2024-05", "from: 2024-06"),
    "bands.of": (STANDARDS, "{name: share, of: percent_of_target", "{name: share, of: value"),
    "bands.decimals": (STANDARDS, "of: percent_of_target, decimals: 1", "of: percent_of_target, decimals: 0"),
    "bands.green.from": (
        STANDARDS,
        "green: {from: 70}, red: {below: 70}",
        "green: {from: 71}, red: {below: 71}",
    ),
    "bands.green.to": (STANDARDS, "green: {to: 6}, amber: {above: 6", "green: {to: 5}, amber: {above: 5"),
    "bands.green.above": (STANDARDS, "green: {from: 60}, red: {below", "green: {above: 60}, red: {to"),
    "bands.green.below": (STANDARDS, "green: {to: 6}, amber: {above", "green: {below: 6}, amber: {from"),
    "bands.amber.from": (
        STANDARDS,
        "{from: 50, below: 65}, red: {below: 50",
        "{from: 51, below: 65}, red: {below: 51",
    ),
    "bands.amber.below": (
        STANDARDS,
        "{from: 65}, amber: {from: 50, below: 65",
        "{from: 66}, amber: {from: 50, below: 66",
    ),
    "bands.amber.above": (STANDARDS, "green: {to: 6}, amber: {above: 6", "green: {to: 4}, amber: {above: 4"),
    "bands.amber.to": (STANDARDS, "to: 15}, red: {above: 15", "to: 12}, red: {above: 12"),
    "bands.red.from": (STANDARDS, "to: 15}, red: {above: 15", "below: 16}, red: {from: 16"),
    "bands.red.to": (STANDARDS, "green: {from: 70}, red: {below: 70}", "green: {above: 70}, red: {to: 70}"),
    "bands.red.above": (STANDARDS, "to: 15}, red: {above: 15", "to: 14}, red: {above: 14"),
    "bands.red.below": (
        STANDARDS,
        "green: {from: 60}, red: {below: 60",
        "green: {from: 61}, red: {below: 61",
    ),
    "bands.basis": (NOTHING, "basis: assumed", "basis: inferred"),
    "indicators.code": (HASH, "code: E\n", "code: E2\n"),
    "indicators.name": (NOTHING, "name: Plans reviewed", "name: Plans looked at"),
    "indicators.polarity": (STANDARDS, "polarity: L", "polarity: none"),
    "indicators.polarity.from": (STANDARDS, "{from: 2023-24, polarity: T}", "{from: 2024-25, polarity: T}"),
    "indicators.polarity.polarity": (
        STANDARDS,
        "{from: 2022-23, polarity: H}",
        "{from: 2022-23, polarity: L}",
    ),
    "indicators.data_period": (HASH, "data_period: YTD", "data_period: MS"),
    "indicators.frequency": (
        HASH,
        "monthly\n    unit: percent\n    decimals: 1\n    ratio: {numerator: N1",
        "quarterly\n    unit: percent\n    decimals: 1\n    ratio: {numerator: N1",
    ),
    "indicators.year": (HASH, "year: financial", "year: academic"),
    "indicators.every_years": (HASH, "every_years: 2", "every_years: 3"),
    "indicators.pooled_years": (HASH, "pooled_years: 3", "pooled_years: 2"),
    "indicators.counted_from": (HASH, "counted_from: 2021", "counted_from: 2022"),
    "indicators.weeks": (HASH, "weeks: ending_friday", "weeks: beginning_friday"),
    "indicators.lag": (NOTHING, "lag: 1", "lag: 2"),
    "indicators.year_to_date_from": (HASH, "year_to_date_from: april", "year_to_date_from: december"),
    "indicators.unit": (HASH, "unit: score", "unit: marks"),
    "indicators.per": (HASH, "per: 10000", "per: 1000"),
    "indicators.decimals": (HASH, "unit: score\n    decimals: 0", "unit: score\n    decimals: 2"),
    "indicators.qpr": (NOTHING, "qpr: true", "qpr: false"),
    "indicators.seasonal": (NOTHING, "seasonal: true", "seasonal: false"),
    "indicators.people": (NOTHING, "people: true", "people: false"),
    "indicators.tags": (NOTHING, "tags: [plans]", "tags: [plans, reviews]"),
    "indicators.owner": (NOTHING, "owner: A. Director", "owner: B. Director"),
    "indicators.theme": (NOTHING, "theme: Health", "theme: Housing"),
    "indicators.priority": (NOTHING, "priority: Ready for school", "priority: Other"),
    "indicators.compare": (HASH, "compare: previous", "compare: same_period_last_year"),
    "indicators.compare.periods_back": (HASH, "{periods_back: 2}", "{periods_back: 3}"),
    "indicators.compare.since": (HASH, "{since: 2017-03}", "{since: 2018-03}"),
    "indicators.compare_also": (
        NOTHING,
        "compare_also: previous_observation",
        "compare_also: same_period_last_year",
    ),
    "indicators.compare_also.periods_back": (NOTHING, "{periods_back: 7}", "{periods_back: 8}"),
    "indicators.compare_also.since": (NOTHING, "{since: 2016-03}", "{since: 2015-03}"),
    "indicators.same_within": (HASH, "same_within: 0.25", "same_within: 0.5"),
    "indicators.rate_on": (HASH, "rate_on: displayed", "rate_on: raw"),
    "indicators.count": (HASH, "count: true", "count: false"),
    "indicators.supplied_as": (HASH, "supplied_as: percent", "supplied_as: fraction"),
    "indicators.parts_rounded_to": (HASH, "parts_rounded_to: 5", "parts_rounded_to: 10"),
    "indicators.values": (HASH, "{Done: 2, Late: 1}", "{Done: 3, Late: 1}"),
    "indicators.labels": (HASH, "{1: Best, 2: Good}", "{1: Best, 2: Fine}"),
    "indicators.possible_values": (HASH, "possible_values: [1, 2, 3]", "possible_values: [1, 2, 3, 4]"),
    "indicators.target": (STANDARDS, "target: 7", "target: 8"),
    "indicators.strict": (STANDARDS, "target: 7, strict: true", "target: 7, strict: false"),
    "indicators.floor_standard": (STANDARDS, "floor_standard: 6", "floor_standard: 5"),
    "indicators.floor_basis": (NOTHING, "6, floor_basis: assumed", "6, floor_basis: stated"),
    "indicators.green": (STANDARDS, "green: [1.5, 4.5]", "green: [1, 4.5]"),
    "indicators.blue": (STANDARDS, "blue: 95", "blue: 97"),
    "indicators.amber_green": (STANDARDS, "amber_green: 50", "amber_green: 52"),
    "indicators.amber_red": (STANDARDS, "amber_red: 20", "amber_red: 22"),
    "indicators.thresholds.blue": (STANDARDS, "blue: 96", "blue: 98"),
    "indicators.thresholds.amber_green": (STANDARDS, "amber_green: 51", "amber_green: 53"),
    "indicators.thresholds.amber_red": (STANDARDS, "amber_red: 21", "amber_red: 23"),
    "bands.blue.from": (
        STANDARDS,
        "blue: {from: 100}, green: {from: 80, below: 100",
        "blue: {from: 101}, green: {from: 80, below: 101",
    ),
    "bands.blue.above": (
        STANDARDS,
        "blue: {from: 100}, green: {from: 80, below: 100",
        "blue: {above: 100}, green: {from: 80, to: 100",
    ),
    "bands.blue.to": (STANDARDS, "blue: {to: 1}, green: {above: 1", "blue: {to: 0}, green: {above: 0"),
    "bands.blue.below": (STANDARDS, "blue: {to: 1}, green: {above: 1", "blue: {below: 1}, green: {from: 1"),
    "bands.amber_green.from": (
        STANDARDS,
        "amber_green: {from: 70, below: 80}, amber: {from: 60, below: 70",
        "amber_green: {from: 71, below: 80}, amber: {from: 60, below: 71",
    ),
    "bands.amber_green.below": (
        STANDARDS,
        "green: {from: 80, below: 100}, amber_green: {from: 70, below: 80",
        "green: {from: 81, below: 100}, amber_green: {from: 70, below: 81",
    ),
    "bands.amber_green.above": (
        STANDARDS,
        "green: {above: 1, to: 2}, amber_green: {above: 2",
        "green: {above: 1, to: 2.5}, amber_green: {above: 2.5",
    ),
    "bands.amber_green.to": (
        STANDARDS,
        "amber_green: {above: 2, to: 3}, amber: {above: 3",
        "amber_green: {above: 2, to: 3.5}, amber: {above: 3.5",
    ),
    "bands.amber_red.from": (
        STANDARDS,
        "amber_red: {from: 40, below: 60}, red: {below: 40",
        "amber_red: {from: 41, below: 60}, red: {below: 41",
    ),
    "bands.amber_red.below": (
        STANDARDS,
        "amber: {from: 60, below: 70}, amber_red: {from: 40, below: 60",
        "amber: {from: 61, below: 70}, amber_red: {from: 40, below: 61",
    ),
    "bands.amber_red.above": (
        STANDARDS,
        "amber: {above: 3, to: 4}, amber_red: {above: 4",
        "amber: {above: 3, to: 4.5}, amber_red: {above: 4.5",
    ),
    "bands.amber_red.to": (
        STANDARDS,
        "amber_red: {above: 4, to: 5}, red: {above: 5",
        "amber_red: {above: 4, to: 5.5}, red: {above: 5.5",
    ),
    "indicators.overall.points.blue": (HASH, "blue: 3", "blue: 3.25"),
    "indicators.overall.monitoring.blue": (NOTHING, "blue: often", "blue: seldom"),
    "indicators.overall.points.amber_green": (HASH, "amber_green: 1.5", "amber_green: 1.75"),
    "indicators.overall.monitoring.amber_green": (NOTHING, "amber_green: often", "amber_green: seldom"),
    "indicators.overall.points.amber_red": (HASH, "amber_red: 0.5", "amber_red: 0.75"),
    "indicators.overall.monitoring.amber_red": (NOTHING, "amber_red: often", "amber_red: seldom"),
    # Each rating has the target that it was held against on record.
    "indicators.target_figure.indicator": (NOTHING, "indicator: S5", "indicator: S4"),
    "indicators.target_figure.area": (NOTHING, "indicator: S5, area: Kent", "indicator: S5, area: Swale"),
    "indicators.target_figure.comparator": (NOTHING, "comparator: England", "comparator: Scotland"),
    "indicators.thresholds.target_figure.indicator": (NOTHING, "indicator: S4", "indicator: S5"),
    "indicators.thresholds.target_figure.area": (NOTHING, "S4, area: Swale", "S4, area: Kent"),
    "indicators.thresholds.target_figure.comparator": (NOTHING, "comparator: Wales", "comparator: Scotland"),
    "indicators.path.from.period": (STANDARDS, "period: 2019, value: 45", "period: 2018, value: 45"),
    "indicators.path.from.value": (STANDARDS, "period: 2019, value: 45", "period: 2019, value: 44"),
    "indicators.path.to.period": (STANDARDS, "period: 2030, value: 22", "period: 2031, value: 22"),
    "indicators.path.to.value": (STANDARDS, "period: 2030, value: 22", "period: 2030, value: 21"),
    "indicators.thresholds.path.from.period": (
        STANDARDS,
        "period: 2018, value: 46",
        "period: 2017, value: 46",
    ),
    "indicators.thresholds.path.from.value": (
        STANDARDS,
        "period: 2018, value: 46",
        "period: 2018, value: 45",
    ),
    "indicators.thresholds.path.to.period": (STANDARDS, "period: 2029, value: 23", "period: 2028, value: 23"),
    "indicators.thresholds.path.to.value": (STANDARDS, "period: 2029, value: 23", "period: 2029, value: 24"),
    "indicators.thresholds.profile": (STANDARDS, "profile: [10, 20", "profile: [11, 20"),
    "indicators.tolerance": (STANDARDS, "tolerance: 5%", "tolerance: 6%"),
    "indicators.thresholds.tolerance": (STANDARDS, "tolerance: 2 points", "tolerance: 2%"),
    "indicators.amber": (STANDARDS, "amber: [0.5, 5.5]", "amber: [0, 5.5]"),
    "indicators.bands": (STANDARDS, "bands: scores}\n  - code: R1", "target: 2}\n  - code: R1"),
    "indicators.thresholds.from": (STANDARDS, "- {from: 2023-04, area: Kent", "- {from: 2023-05, area: Kent"),
    "indicators.thresholds.until": (STANDARDS, "until: 2024-03", "until: 2024-06"),
    "indicators.thresholds.level": (STANDARDS, "level: district, target", "level: team, target"),
    "indicators.thresholds.area": (STANDARDS, "area: Kent", "area: Swale"),
    "indicators.thresholds.target": (STANDARDS, "target: 80}", "target: 81}"),
    "indicators.thresholds.strict": (STANDARDS, "strict: true", "strict: false"),
    "indicators.thresholds.target_for": (
        STANDARDS,
        "target_for: year, spread: pro_rata, rounding: half_up, ",
        "",
    ),
    "indicators.thresholds.spread": (
        STANDARDS,
        "spread: pro_rata",
        "spread: [100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 0, 0]",
    ),
    "indicators.thresholds.target_from.percent": (STANDARDS, "percent: 65", "percent: 60"),
    "indicators.thresholds.target_from.of": (STANDARDS, "of: C, rounding", "of: A, rounding"),
    "indicators.thresholds.target_from.rounding": (STANDARDS, "rounding: up", "rounding: down"),
    "indicators.thresholds.rounding": (STANDARDS, "rounding: half_up", "rounding: down"),
    "indicators.thresholds.bands": (
        STANDARDS,
        "rounding: half_up, bands: contract",
        "rounding: half_up, bands: share",
    ),
    "indicators.thresholds.floor_standard": (STANDARDS, "floor_standard: 75", "floor_standard: 74"),
    "indicators.thresholds.green": (STANDARDS, "green: [17.5, 22.5]", "green: [17.5, 22]"),
    "indicators.thresholds.amber": (STANDARDS, "amber: [12.5, 27.5]", "amber: [12, 27.5]"),
    "indicators.thresholds.floor_basis": (NOTHING, "floor_basis: inferred", "floor_basis: stated"),
    "indicators.thresholds.note": (NOTHING, "note: As agreed", "note: Not agreed"),
    "indicators.ratio.numerator": (HASH, "numerator: N1,", "numerator: N3,"),
    "indicators.ratio.denominator": (HASH, "denominator: O}", "denominator: P}"),
    "indicators.ratio.denominator.target_of": (HASH, "{target_of: C}", "C"),
    "indicators.difference": (HASH, "difference: [P, Q]", "difference: [Q, P]"),
    "indicators.sum": (HASH, "sum: [X1, Y1]", "sum: [X1, Z1]"),
    "indicators.sum.of": (HASH, "of: [X2, Y2]", "of: [X2, Z2]"),
    "indicators.sum.absent": (HASH, "{of: [X2, Y2], absent: zero}", "[X2, Y2]"),
    "data_periods": (NOTHING, "rolling three years", "three years together"),
    "indicators.product": (HASH, "product: [X1, Y1]", "product: [X1, Z1]"),
    "indicators.share_of_area.of": (HASH, "share_of_area: {of: X1", "share_of_area: {of: Y1"),
    "indicators.share_of_area.level": (HASH, "level: county}", "level: region}"),
    "indicators.areas_rated.of": (HASH, "areas_rated: {of: X1", "areas_rated: {of: Y1"),
    "indicators.areas_rated.rated": (HASH, "rated: red", "rated: [red, amber]"),
    "indicators.areas_rated.level": (HASH, "rated: red, level: district", "rated: red, level: team"),
    "indicators.window.of": (HASH, "{of: M,", "{of: M9,"),
    "indicators.window.covers": (HASH, "covers: year_to_date", "covers: rolling_12_months"),
    "indicators.window.periods": (HASH, "covers: rolling, periods: 3", "covers: rolling, periods: 4"),
    "indicators.window.mean": (HASH, "periods: 3, mean: true", "periods: 3, mean: false"),
    "indicators.overall.method": (HASH, "method: weighted_points", "method: worst"),
    "indicators.overall.of": (HASH, "of: [M3, M4]", "of: [M3, M5]"),
    "indicators.overall.of.code": (HASH, "{code: M2,", "{code: M6,"),
    "indicators.overall.of.weight": (HASH, "weight: 2", "weight: 3"),
    "indicators.overall.periods_back": (HASH, "periods_back: 1\n", "periods_back: 2\n"),
    "indicators.overall.capped_at": (HASH, "capped_at: 100", "capped_at: 120"),
    "indicators.overall.outturns": (HASH, "outturns: true", "outturns: false"),
    "indicators.overall.points.green": (HASH, "points: {green: 2", "points: {green: 3"),
    "indicators.overall.points.amber": (HASH, "amber: 1, red: 0", "amber: 0.5, red: 0"),
    "indicators.overall.points.red": (HASH, "amber: 1, red: 0", "amber: 1, red: -1"),
    "indicators.overall.monitoring.green": (NOTHING, "green: quarterly", "green: yearly"),
    "indicators.overall.monitoring.amber": (NOTHING, "amber: every two months", "amber: monthly"),
    "indicators.overall.monitoring.red": (NOTHING, "red: monthly, blue", "red: weekly, blue"),
    "indicators.adds_up_from": (HASH, "adds_up_from: district", "adds_up_from: team"),
    "indicators.add_up": (HASH, "add_up: true", "add_up: false"),
    "indicators.similar_within": (NOTHING, "similar_within: 0.5", "similar_within: 1"),
    "indicators.periods_share": (NOTHING, "periods_share: nothing", "periods_share: the_same_cases"),
    "indicators.spc.profile": (NOTHING, "profile: mdc", "profile: nhs_r"),
    "indicators.spc.shift": (NOTHING, "shift: 8", "shift: 9"),
    "indicators.spc.trend": (NOTHING, "trend: 7", "trend: 8"),
    "indicators.spc.baselines.from": (NOTHING, "{from: 2024-09, reason", "{from: 2024-10, reason"),
    "indicators.spc.baselines.reason": (NOTHING, "reason: New team", "reason: Another team"),
    "indicators.spc.baselines.areas": (NOTHING, "areas: [Swale]", "areas: [Kent]"),
    "indicators.spc.limits_from.until": (NOTHING, "{until: 2024-03}", "{until: 2024-04}"),
    "indicators.spc.leave_out.period": (NOTHING, "period: 2020-04", "period: 2020-05"),
    "indicators.spc.leave_out.reason": (NOTHING, "reason: Lockdown", "reason: Closed"),
    "indicators.spc.chart": (NOTHING, "chart: auto", "chart: xmr"),
    "indicators.spc.on": (NOTHING, "on: value", "on: change_on_year"),
    "indicators.spc.points": (NOTHING, "points: 13", "points: 12"),
    "indicators.spc.assurance": (NOTHING, "      assurance: always\n", ""),
    "indicators.ambition.from": (NOTHING, "{from: 2022-23, value", "{from: 2021-22, value"),
    "indicators.ambition.value": (NOTHING, "value: 60, by", "value: 61, by"),
    "indicators.ambition.by": (NOTHING, "by: 2026-27", "by: 2027-28"),
    "indicators.source.name": (HASH, "{name: Liberi", "{name: Mosaic"),
    "indicators.source.latest": (NOTHING, "latest: August", "latest: July"),
    "indicators.source.release": (NOTHING, "release: Monthly", "release: Weekly"),
    "indicators.definition": (HASH, "Likelihood times impact", "Likelihood plus impact"),
}


def paths_of(record: Record, before: str = "") -> Iterator[str]:
    """Every field of a record and of the records in it; one that holds nothing but records by those only."""
    for field in record.fields:
        path = f"{before}{field.name}"
        records, others = records_in(field.kind)
        if others:
            yield path
        for inner in records:
            yield from paths_of(inner, f"{path}.")


def records_in(kind: Kind[Any]) -> tuple[list[Record], bool]:
    """The records that a value can hold, and whether it can be anything else."""
    if isinstance(kind, Record):
        return [kind], False
    inner = [getattr(kind, name) for name in ("item", "kind", "scalar", "other") if hasattr(kind, name)]
    found = [records_in(each) for each in inner if isinstance(each, Kind)]
    if not found:
        return [], True
    return [record for records, _ in found for record in records], any(others for _, others in found)


def read(folder: Path, text: str) -> tuple[Indicator, ...]:
    file = folder / "eh.yaml"
    file.write_text(text, encoding="utf-8")
    indicators, issues = read_definitions([file], folder)
    assert not errors_in(issues)
    return indicators


def hashes(indicators: tuple[Indicator, ...]) -> list[str]:
    return [definition_hash(indicator) for indicator in indicators]


def standards(indicators: tuple[Indicator, ...]) -> list[object]:
    """What each rating has on record of the standards in force."""
    return [
        (
            [(each.first, each.polarity) for each in indicator.polarities],
            {
                (
                    each.first,
                    each.last,
                    each.levels,
                    each.areas,
                    each.rule.target,
                    floor_of(each.rule),
                    rule_text(each),
                )
                for each in indicator.thresholds
            },
        )
        for indicator in indicators
    ]


def floor_of(rule: object) -> object:
    return rule.floor_standard if isinstance(rule, FloorAndTarget) else None


def test_the_hashes_on_record_stay_the_same(tmp_path: Path) -> None:
    """A field that is renamed, or hashed no more, would make every ledger say that definitions changed."""
    text = Path(__file__).with_name("hashed_definitions.yaml").read_text(encoding="utf-8")
    together = "\n".join(hashes(read(tmp_path, text)))
    expected = "4dd0fbe1fcc59bc18b9b6d9004cd5db6dbd9171d156e3c82f64695533e7f3178"
    assert sha256(together.encode()).hexdigest() == expected, "existing ledgers have other hashes on record"


def test_a_record_of_which_nothing_counts_is_refused(tmp_path: Path) -> None:
    @frozen
    class Median:
        members: tuple[str, ...]

    unknown: Any = Median(("A", "B"))
    indicator = replace(read(tmp_path, DEFINITIONS_TEXT)[0], made_from=unknown)
    with pytest.raises(TypeError, match="no field of Median is on record"):
        definition_hash(indicator)


def test_every_field_is_here() -> None:
    assert set(FIELDS) == set(paths_of(DEFINITIONS)) - {"schema_version"}


@pytest.mark.parametrize("path", FIELDS)
def test_a_field_changes_what_it_should(tmp_path: Path, path: str) -> None:
    changes, old, new = FIELDS[path]
    assert old in DEFINITIONS_TEXT
    before, after = read(tmp_path, DEFINITIONS_TEXT), read(tmp_path, DEFINITIONS_TEXT.replace(old, new))
    assert after != before
    assert (hashes(after) != hashes(before)) is (changes is HASH)
    if changes is not HASH:
        assert (standards(after) != standards(before)) is (changes is STANDARDS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("green: {from: 65}", "green: {from: 65.0}"),
        ("[1, 2, 3]", "[3, 2.0, 1]"),
        ("weight: 2", "weight: 2.0"),
        ("[M1, {code: M2, weight: 2}]", "[{code: M2, weight: 2}, {code: M1, weight: 1}]"),
        ("sum: [X1, Y1]", "sum: [Y1, X1]"),
        ("capped_at: 100", "capped_at: 100.00"),
        ("green: 2, amber: 1", "green: 2.0, amber: 1"),
        ("    rate_on: displayed\n", ""),
        ("schema_version", "# by the contract\nschema_version"),
    ],
)
def test_what_is_only_written_otherwise_changes_nothing(tmp_path: Path, old: str, new: str) -> None:
    assert old in DEFINITIONS_TEXT
    before, after = read(tmp_path, DEFINITIONS_TEXT), read(tmp_path, DEFINITIONS_TEXT.replace(old, new))
    assert hashes(after) == hashes(before)
    assert standards(after) == standards(before)


def test_the_place_of_a_definition_changes_nothing(tmp_path: Path) -> None:
    for indicator in read(tmp_path, DEFINITIONS_TEXT):
        moved = replace(indicator, location=replace(indicator.location, line=1, file="elsewhere.yaml"))
        assert definition_hash(moved) == definition_hash(indicator)
    lower = read(tmp_path, DEFINITIONS_TEXT.replace("schema_version", "\n\nschema_version"))
    assert hashes(lower) == hashes(read(tmp_path, DEFINITIONS_TEXT))
