"""The tables of docs/statistics.md that are made from the code and from the vectors."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from kpi_engine.model.statistics.outcomes import NoStatistic
from kpi_engine.model.statistics.profiles import MDC, NHS_R, Profile
from kpi_engine.model.statistics.reach import Reach
from kpi_engine.model.statistics.reason_words import REASON_WORDS
from kpi_engine.model.statistics.signals import rule_told, signal_names
from kpi_engine.model.statistics.verdict_key import VerdictKey
from kpi_engine.read.definitions.schema.chart_schema import REFUSED_CHARTS
from kpi_engine.statistics.formulas.assurance import assurance
from kpi_engine.statistics.formulas.xmr import xmr
from tests.statistics.vector_files import rows_of, series_of

_UNIT = 10
_PEERS = {"ptd": "NHSRplotthedots", "powerbi": "PowerBI-SPC", "abspc": "abspc"}
_WORDS = {"pass": "will meet", "fail": "will miss", "hit_or_miss": "hit or miss"}


def reasons() -> Iterator[tuple[str, ...]]:
    """Each reason with its words."""
    yield "reason", "words"
    for reason in NoStatistic:
        if reason.value:
            yield f"`{reason.value}`", REASON_WORDS[reason]


def verdicts() -> Iterator[tuple[str, ...]]:
    """Each verdict with its condition, and an example from the vectors."""
    yield "`verdict`", "where", "example"
    examples = {row["verdict"]: row["text"].replace(" %", "%") for row in rows_of("verdicts.csv")}
    for key in VerdictKey:
        if key.value:
            yield f"`{key.value}`", key.condition, examples[key.value]


def charts() -> Iterator[tuple[str, ...]]:
    """The latest point of each series, by our profiles and by the peers' rules."""
    series = series_of(rows_of("xmr.csv"), "series", "profile")
    yield "series", "`mdc`", "`nhs_r`", *_PEERS.values()
    for name in dict.fromkeys(name for name, _ in series):
        values = [row["value"] for row in series[name, "mdc"]]
        peers = [_told(series[name, peer][-1]) for peer in _PEERS]
        yield name.replace("_", " "), _latest(values, MDC), _latest(values, NHS_R), *peers


def _latest(values: list[str], profile: Profile) -> str:
    present = np.array([[text != ""] for text in values])
    value = np.array([[int(Fraction(text or "0") * _UNIT)] for text in values], np.int64)
    return signal_names(rule_told(int(xmr(value, present, present, profile).marks[-1, 0]))) or "usual"


def _told(row: dict[str, str]) -> str:
    sign = "+" if row["direction_of_number"] == "1" else "-"
    return f"{row['rule_shown']}{sign}" if row["rule_shown"] else "usual"


def targets() -> Iterator[tuple[str, ...]]:
    """What each tool says of limits and a target."""
    yield "limits", "target", "ours", *_PEERS.values()
    for row in rows_of("assurance.csv"):
        if "equal" in row["source"] or "constant" in row["source"]:
            target = Fraction(row["target"])
            green = Reach(target, None) if row["polarity"] == "H" else Reach(None, target)
            ours = assurance(Fraction(row["lower"]), Fraction(row["upper"]), green)
            peers = [_WORDS[row[peer]] for peer in _PEERS]
            yield (
                f"{row['lower']} to {row['upper']}",
                f"{row['target']} ({row['polarity']})",
                ours.value,
                *peers,
            )


def fingertips() -> Iterator[tuple[str, ...]]:
    """Recent trends of five years, as Fingertips' own tests have them, beside ours."""
    yield "series", "method", "χ²", "ours", "Fingertips", "the same"
    words = {1: "rising", -1: "falling", 0: "no clear trend"}
    for row in rows_of("recent_trend.csv"):
        is_trend = row["slopes_agree"] == "True" and row["significant_99_8"] == "True"
        told = words[int(row["direction_of_number"]) if is_trend else 0]
        chi_square = f"{float(row['chi_square']):,.2f}"
        name, upstream = row["case"].replace("_", " "), row["expected_upstream"]
        yield name, row["method"], chi_square, told, upstream, row["reproduces"]


def kinds_of_charts() -> Iterator[tuple[str, ...]]:
    """The kinds of charts of PowerBI-SPC, and what there is instead."""
    yield "`chart` in PowerBI-SPC", "here", "why"
    for kind, why in REFUSED_CHARTS.items():
        reason, _, remedy = why.rpartition("; ")
        yield f"`{kind}`", remedy.removeprefix("write "), reason
