"""What one line says of a figure: the first of these that fits. Rules: docs/statistics.md, "The verdict"."""

from __future__ import annotations

from kpi_engine.model.statistics.outcomes import Outcome


class VerdictKey(Outcome):
    """The kinds of verdict, in the order in which they are tried; position 0 if the row has no verdict."""

    NONE = ""
    HIDDEN = "hidden"
    STALE = "stale"
    CONTEXT = "context"
    RED_IMPROVING = "red_improving"
    RED_AS_USUAL = "red_as_usual"
    RED_WORSENING = "red_worsening"
    RED_UNUSUAL = "red_unusual"
    RED_BY_FEW = "red_by_few"
    ONE_CASE = "one_case"
    GREEN_WORSENING = "green_worsening"
    GREEN_HIT_OR_MISS = "green_hit_or_miss"
    GREEN_BY_FEW = "green_by_few"
    GREEN_IMPROVING = "green_improving"
    GREEN_STEADY = "green_steady"
    TARGET_MOVED = "target_moved"
    ARROW_IS_NOISE = "arrow_is_noise"
    ARROW_BY_FEW = "arrow_by_few"
    AMBER_TREND = "amber_trend"
    RAG_ONLY = "rag_only"

    @property
    def condition(self) -> str:
        """When it fits, for a reader."""
        return _CONDITIONS[self]


_CONDITIONS = {
    VerdictKey.NONE: "",
    VerdictKey.HIDDEN: "the figure is withheld",
    VerdictKey.STALE: "the figure is carried forward",
    VerdictKey.CONTEXT: "nothing is judged",
    VerdictKey.RED_IMPROVING: "RED, unusually good",
    VerdictKey.RED_AS_USUAL: "RED, will miss the target",
    VerdictKey.RED_WORSENING: "RED, unusually bad by a trend or shift, or limits can miss the target",
    VerdictKey.RED_UNUSUAL: "RED, unusually bad, with limits that meet the target",
    VerdictKey.RED_BY_FEW: "RED, floor standard (or target) inside the interval, no chart",
    VerdictKey.ONE_CASE: "AMBER or RED, one case more gives a better RAG",
    VerdictKey.GREEN_WORSENING: "GREEN, unusually bad",
    VerdictKey.GREEN_HIT_OR_MISS: "GREEN, hit or miss",
    VerdictKey.GREEN_BY_FEW: "GREEN, target inside the interval, no chart",
    VerdictKey.GREEN_IMPROVING: "GREEN, unusually good",
    VerdictKey.GREEN_STEADY: "GREEN, will meet the target",
    VerdictKey.TARGET_MOVED: "the RAG is worse only because its target has moved",
    VerdictKey.ARROW_IS_NOISE: "an arrow, usual variation",
    VerdictKey.ARROW_BY_FEW: "an arrow, no difference from the figure before, no chart",
    VerdictKey.AMBER_TREND: "AMBER, a trend of years to the good",
    VerdictKey.RAG_ONLY: "anything else: the RAG, and why there is no chart",
}
# Verdicts that contradict what a RAG or an arrow seems to say, with what a summary calls several of them.
CONFLICTS = {
    VerdictKey.RED_IMPROVING: "RED but improving",
    VerdictKey.RED_UNUSUAL: "RED though the target is normally met",
    VerdictKey.GREEN_WORSENING: "GREEN but worsening",
    VerdictKey.GREEN_HIT_OR_MISS: "GREEN but hit or miss",
    VerdictKey.ARROW_IS_NOISE: "with an arrow that is no news",
}
