"""One line on a figure: every kind of verdict from figures that bring it about.

The lines are those of vectors/verdicts.csv, with a percent sign as the product writes it, and periods in
full.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

import numpy as np
import pytest

from kpi_engine.assemble.statistics.verdict_line import LONGEST, verdict_line
from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.definitions.indicator import DataPeriod, Indicator
from kpi_engine.model.definitions.judgement import Polarity, Rag
from kpi_engine.model.definitions.series.process_chart import PeriodsShare, ProcessChart
from kpi_engine.model.statistics.outcomes import Assurance, Variation
from kpi_engine.model.statistics.verdict_key import VerdictKey
from kpi_engine.statistics.rows.verdicts import VerdictFacts, verdict_keys
from tests.rate.making import a_threshold
from tests.statistics.making import LAST, indicator, latest, with_statistics
from tests.statistics.vector_files import rows_of

VECTORS = {(row["verdict"], row["rag"]): row["text"].replace(" %", "%") for row in rows_of("verdicts.csv")}
SHARES = {"periods_share": PeriodsShare.NOTHING}


def numbers(text: str) -> list[str]:
    return text.split()


def until(count: int, last: int = LAST) -> dict[str, Any]:
    """Limits of all but the last ``count`` points."""
    return {"chart": ProcessChart(limits_until=last - count), **SHARES}


def rated(target: str | None, floor: str | None, **fields: Any) -> Indicator:
    return indicator(thresholds=(a_threshold(target, floor),), **{**SHARES, **fields})


def line_of(series: list[str], defined: Indicator, **more: Any) -> str:
    return verdict_line(latest(with_statistics(series, defined, **more)))


IMPROVING = numbers("53 50 52 51 51 52 48 52 52 48 47 50 57")
AS_USUAL = numbers("41 40 41 41 34 43 46 42 48 44 39 36 41")
MEETS = numbers("88 89 89 89 87 89 86 84 86 88 84 90 87")
WIDE = numbers("84 62 80 66 84 60 82 64 84 62 80 84 66")
BOTH_SIDES = numbers("77 77 82 85 80 77 85 87 87 76 85 87 85")
STEADY = numbers("90 93 91 89 94 92 90 89 91 89 89 89 90")
MOVED = numbers("86 78 81 81 81 83 80 79 79 82 83 83 84 81")
CONTACTS = numbers("21 18 21 18 18 20 15 20 19 15 13 17 27")
MILLMEAD = numbers("80.1 88.4 88.0 88.5 88.0 88.4 88.1 87.5 87.6 86.8 85.7 86.6 85.5")


@pytest.mark.parametrize(
    ("key", "rag", "series", "defined"),
    [
        ("hidden", "suppressed", ["80", "*"], rated("85", "75")),
        ("red_improving", "RED", [*IMPROVING, "62", "62"], rated("85", "75", **until(2))),
        ("red_as_usual", "RED", AS_USUAL, rated("60", "55")),
        ("red_worsening", "RED", [*WIDE, *numbers("71 69 66 63 61 58")], rated("90", "75", **until(6))),
        ("red_unusual", "RED", [*MEETS, "70"], rated("80", "75", **until(1))),
        ("red_by_few", "RED", ["42%15/36"], rated("28.7", "31")),
        ("one_case", "AMBER", ["44%4/9"], rated("45", "30")),
        ("green_hit_or_miss", "GREEN", BOTH_SIDES, rated("85", "75")),
        ("green_by_few", "GREEN", ["67%2/3"], rated("45", "30")),
        ("green_improving", "GREEN", [*STEADY, "97"], rated("85", "75", **until(1))),
        ("green_steady", "GREEN", STEADY, rated("85", "75")),
        ("arrow_by_few", "AMBER", ["85%11/13", "75%9/12"], rated("90", "60")),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_lines_of_the_vectors(key: str, rag: str, series: list[str], defined: Indicator) -> None:
    if key == "red_by_few":
        defined = replace(defined, polarities=(replace(defined.polarities[0], polarity=Polarity.LOWEST),))
    assert line_of(series, defined) == VECTORS[key, rag]


def test_a_stale_figure_says_since_when() -> None:
    last = Month(2024, 7).ordinal
    line = line_of(["60", "70", "70c", "70c", "70c", "70c"], rated("85", "75"), last=last)
    told = VECTORS["stale", "RED"].replace("March", "Mar 2024").replace("July", "Jul 2024")
    assert line == told


def test_context() -> None:
    contacts = indicator(polarity=Polarity.NONE, unit="number", per=1, count=True, thresholds=(), **until(1))
    assert line_of([*CONTACTS, "34"], contacts) == VECTORS["context", ""]
    assert line_of([*CONTACTS, "20"], contacts) == "Not judged. 20 is within its usual range (9 to 28)."
    assert line_of(["20"], contacts).startswith("Not judged. Usual variation is not known yet: 1 of the 13")


def test_a_shift_of_what_is_green() -> None:
    """96 to 88 %: seven months below an average of 96."""
    series = [*numbers("97 96 98 97 96 98 97 96 98 97 96 98 97"), *numbers("96 95 96 94 95 92 88")]
    line = line_of(series, rated("85", "75", **until(7)))
    assert line.startswith("GREEN, but lower than the usual range")
    series = [*numbers("97 90 98 91 96 99 97 92 98 97 96 99 97"), *numbers("94 93 94 92 93 92 92")]
    assert line_of(series, rated("85", "75", **until(7))) == (
        "GREEN, but below its average for 7 months (94 to 92%); the target is 85%."
    )


def test_an_arrow_that_is_no_news() -> None:
    millmead = indicator(decimals=1, thresholds=(a_threshold("90", "80"),), **SHARES)
    assert line_of(MILLMEAD, millmead) == VECTORS["arrow_is_noise", "AMBER"]


def test_a_trend_of_years() -> None:
    years = indicator(
        frequency=Frequency.ANNUAL, data_period=DataPeriod.A, thresholds=(a_threshold("70", "40"),), **SHARES
    )
    series = [*(f"{n}%{n}0/1000" for n in (41, 45, 52, 58)), "58%1160/2000"]
    assert line_of(series, years, last=2023) == VECTORS["amber_trend", "AMBER"]


def test_what_is_left_says_why_there_is_no_chart() -> None:
    rolling = rated("85", "75", data_period=DataPeriod.R12M, periods_share=None, decimals=1)
    assert line_of(["65.7"], rolling) == VECTORS["rag_only", "RED"]
    assert line_of(numbers("90 91 90 92 90 91 90"), rated("85", "75")) == VECTORS["rag_only", "GREEN"]


def test_a_target_that_moved() -> None:
    moved = indicator(
        thresholds=(
            a_threshold("80", "70", last=Month(2024, 3).ordinal),
            a_threshold("85", "70", first=Month(2024, 4).ordinal),
        ),
        **SHARES,
    )
    expected = VECTORS["target_moved", "AMBER"].replace("April", "Apr 2024")
    assert line_of(MOVED, moved) == expected
    assert line_of(["82"], moved) == (
        "AMBER since the target rose from 80 to 85% in Apr 2024: it would be GREEN by the former target."
    )


def every_combination() -> VerdictFacts:
    """Each combination of what a verdict depends on, one a row."""
    flags = (False, True)
    rows = list(
        product(
            range(len(Rag)),
            range(len(Variation)),
            range(len(Assurance)),
            flags,
            flags,
            flags,
            flags,
            (-1, 0, 1),
            flags,
        )
    )
    rag, variation, told, charted, few, better, arrow, trend, run = (
        np.array(each) for each in zip(*rows, strict=True)
    )
    size = len(rows)
    nowhere = np.zeros(size, np.bool_)
    return VerdictFacts(
        rag=rag.astype(np.int8),
        hidden=nowhere,
        stale=nowhere,
        context=nowhere,
        moved=nowhere,
        has_arrow=arrow,
        charted=charted,
        variation=variation.astype(np.int8),
        by_run=run,
        told=told.astype(np.int8),
        limits=told.astype(np.int8),
        few=few,
        better_by_one=better,
        same_as_previous=few,
        trend=trend.astype(np.int8),
    )


def test_every_combination_has_one_verdict() -> None:
    keys = verdict_keys(every_combination())
    assert (keys > 0).all()
    some = {VerdictKey.NONE, VerdictKey.HIDDEN, VerdictKey.STALE, VerdictKey.CONTEXT, VerdictKey.TARGET_MOVED}
    assert set(keys.tolist()) == {key.code for key in VerdictKey if key not in some}


def test_good_and_bad_change_places_with_the_polarity() -> None:
    """Negated values under the other polarity have the same kind of verdict."""
    for series, target, floor in ((IMPROVING, "45", "40"), (AS_USUAL, "60", "55"), (STEADY, "85", "75")):
        up = rated(target, floor)
        flipped = [str(-int(text)) for text in series]
        down = replace(
            rated(f"-{target}", f"-{floor}"),
            polarities=(replace(up.polarities[0], polarity=Polarity.LOWEST),),
        )
        keys = [
            int(with_statistics(each, defined).statistics.verdict[-1])  # type: ignore[union-attr, index]
            for each, defined in ((series, up), (flipped, down))
        ]
        assert keys[0] == keys[1]


def test_lines_of_long_numbers_stay_short() -> None:
    defined = indicator(
        unit="pounds",
        per=1,
        decimals=6,
        thresholds=(a_threshold("123456789012.5", "123456789011"),),
        **SHARES,
    )
    for last in ("123456789010.123456", "123456789012.623456", "113456789012.623456", "133456789012.623456"):
        series = [str(Decimal("123456789012.123456") + step % 3) for step in range(14)]
        line = line_of([*series, last], defined)
        assert line
        assert len(line) <= LONGEST
