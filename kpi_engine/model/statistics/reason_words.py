"""Why something is not said, in words that a committee understands. Source: docs/statistics.md, "Reasons"."""

from __future__ import annotations

from kpi_engine.model.statistics.outcomes import NoStatistic

# By reason: a sentence that is true of any series. Pages put numbers in where there are any.
REASON_WORDS = {
    NoStatistic.TOLD: "",
    NoStatistic.NO_VALUE: "There is no figure.",
    NoStatistic.TOO_FEW: "There are too few periods for limits.",
    NoStatistic.OVERLAPPING: (
        "Rolling 12 months: 11 of 12 months are the same as in the month before, so these figures cannot "
        "show an unusual month."
    ),
    NoStatistic.CUMULATIVE: "Year to date grows and restarts: chart the monthly figures.",
    NoStatistic.REPEATED: "Figures are repeated between updates: chart at the frequency of new data.",
    NoStatistic.SEASONAL: "Rises and falls with the seasons: compare with the same period of last year.",
    NoStatistic.RARE: "Too few cases in a period for limits: add up to quarters.",
    NoStatistic.GAPS: "Too many periods are missing for limits.",
    NoStatistic.NO_VARIATION: "Every figure is the same, so there are no limits.",
    NoStatistic.TRIAL_LIMITS: "Trial limits: there are too few periods since the baseline.",
    NoStatistic.CHANGING: "Not predictable while it is changing.",
    NoStatistic.NO_TARGET: "There is no target in force.",
    NoStatistic.NOT_JUDGED: "Shown for context, not judged.",
    NoStatistic.NOT_WHOLE: "The figure is not made of whole cases.",
    NoStatistic.PARTS_ROUNDED: "The numerator and denominator are rounded, so the cases are not known.",
    NoStatistic.BREAK: "There is a break in the series between the two figures.",
    NoStatistic.ABOVE_ALL: "There are more cases than the denominator.",
    NoStatistic.NO_DENOMINATOR: "No numerator and denominator are supplied.",
    NoStatistic.NO_SPREAD: "The spread of single cases is not in the data.",
    NoStatistic.NO_ROOM: "A target of 0 or 100% leaves no room for chance: one miss is a miss.",
    NoStatistic.TOO_FEW_CASES: "Too few cases to compare.",
    NoStatistic.SAME_CASES: "Most of the same cases are counted in both figures.",
    NoStatistic.NOT_CONSECUTIVE: "There are no five years on end.",
    NoStatistic.ALL_OR_NONE: "A year with no cases, or with nothing but cases, has no trend.",
    NoStatistic.TOO_FEW_AREAS: "Too few areas to compare.",
    NoStatistic.SUPPRESSED: "Not shown: small numbers.",
    NoStatistic.NO_YEAR_TARGET: "There is no target for the year.",
    NoStatistic.YEAR_OVER: "The year is over.",
    NoStatistic.NO_MONTHLY_FIGURES: "The monthly figures are not there.",
    NoStatistic.BASE_IS_TARGET: "The ambition begins at its target.",
    NoStatistic.NO_PREVIOUS: "There is no earlier figure to compare with.",
    NoStatistic.NOT_ANNUAL: "A trend is of years, or of the same quarter or term of years.",
    NoStatistic.NOT_ASKED: "The definition asks for no chart, or the figures are ratings.",
}
