"""Further forms of the one line: bands, ranges, runs, and figures that never vary."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kpi_engine.assemble.statistics.verdict_line import verdict_line
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.definitions.methods.target_range import TargetRange
from kpi_engine.model.definitions.series.process_chart import PeriodsShare, ProcessChart
from tests.rate.making import a_threshold
from tests.statistics.making import LAST, indicator, latest, with_statistics

FLOW = {"periods_share": PeriodsShare.NOTHING}
RATE: dict[str, Any] = {"unit": "per 10,000", "per": 10000}
WIDE = ["84", "62", "80", "66", "84", "60", "82", "64", "84", "62", "80", "84", "66"]
RANGE = TargetRange(Decimal(20), (Decimal("17.5"), Decimal("22.5")), (Decimal(10), Decimal(30)))


def until(count: int) -> dict[str, Any]:
    return {"chart": ProcessChart(limits_until=LAST - count)}


@pytest.mark.parametrize(
    ("series", "threshold", "changes", "line"),
    [
        (["90"] * 15, ("95", "92"), {}, "RED, as in all 15 months: always 90%; the floor is 92%."),
        (["100"] * 15, ("95", "75"), {}, "GREEN in all 15 months: always 100%; the target is 95%."),
        (
            [*WIDE, *["80", "81", "82", "83", "84", "85"]],
            ("95", "75"),
            until(6),
            "AMBER. Improving for 7 months (66 to 85%).",
        ),
        (
            [*WIDE, *["66", "70", "74", "78", "82", "86"]],
            ("95", "90"),
            until(6),
            "RED but improving for 6 months (66 to 86%); the floor is 90%.",
        ),
        (
            [*WIDE, *["66", "70", "74", "78", "82", "86"]],
            ("80", "60"),
            until(6),
            "GREEN and improving for 6 months (66 to 86%).",
        ),
        (
            [*WIDE, *["90", "91", "90", "92", "90", "91", "90"]],
            ("80", "60"),
            until(7),
            "GREEN and better than usual: above its average for 7 months (90 to 90%).",
        ),
        (
            ["71", *WIDE[1:], *["66", "70", "74", "78", "82", "86"]],
            ("95", "60"),
            {"polarity": Polarity.LOWEST, **until(6)},
            "GREEN, but worsening for 6 months (66 to 86%); the target is 95%.",
        ),
        (
            [*WIDE, *["60", "64", "68", "72", "76", "80"]],
            ("50", "55"),
            {"polarity": Polarity.LOWEST, **until(6)},
            "RED and getting worse: six months of rises, 60 to 80%.",
        ),
        (
            ["20", "19", "21", "20", "22", "20", "19", "20", "21", "20", "19", "20", "21", "20"],
            None,
            {"polarity": Polarity.TARGET, "thresholds": (a_threshold(rule=RANGE),)},
            "GREEN this month: it meets the target in 12 months of 12, and its usual range (17 to 23%)",
        ),
        (
            ["40"],
            None,
            {"polarity": Polarity.TARGET, "thresholds": (a_threshold(rule=RANGE),)},
            "RED, 10.0 points outside the AMBER range.",
        ),
        (
            ["40%12/3000"],
            ("30", "41"),
            {**RATE, "polarity": Polarity.LOWEST},
            "AMBER. Usual variation is not known yet",
        ),
        (
            ["40%12/3000"],
            ("20", "30"),
            {**RATE, "polarity": Polarity.LOWEST},
            "RED on 12 cases: anything from 21 to 70",
        ),
        (
            ["3"],
            ("4", "2"),
            {"unit": "number", "per": 1, "count": True},
            "AMBER. Usual variation is not known yet: 1 of",
        ),
        (
            ["5"],
            ("4", "2"),
            {"unit": "number", "per": 1, "count": True},
            "GREEN on 5 cases: too few to say that the service meets 4.",
        ),
        (["90"], (None, None), {}, "Not rated: no target. Usual variation is not known yet"),
        (["42%15/36"], ("45", None), {}, "Not rated: no floor standard."),
    ],
    ids=str,
)
def test_lines(series: list[str], threshold: Any, changes: dict[str, Any], line: str) -> None:
    thresholds = {} if threshold is None else {"thresholds": (a_threshold(*threshold),)}
    told = verdict_line(latest(with_statistics(series, indicator(**{**FLOW, **thresholds, **changes}))))
    assert told.startswith(line)
