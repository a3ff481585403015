"""The columns of the tidy ratings that a scorecard which asks for statistics has; docs/statistics.md."""

from __future__ import annotations

from kpi_engine.model.outputs.tidy import TidyKind
from kpi_engine.model.outputs.tidy_columns import TidyColumnOf, columns_of, texts_of
from kpi_engine.model.statistics.outcomes import Assurance, Differs, IntervalMethod, NoStatistic, Variation
from kpi_engine.model.statistics.pace import PaceCategory, RunRate
from kpi_engine.model.statistics.verdict_key import VerdictKey

_NUMBER, _TEXT = TidyKind.NUMBER, TidyKind.TEXT
_DIFFERS = texts_of(Differs)
_REASONS = texts_of(NoStatistic)
BESIDE_AREAS = ("", "inside", "outside", "far outside")
TRENDS = ("improving", "worsening", "rising", "falling", "no clear trend")

INTERVAL_COLUMNS = columns_of(
    TidyColumnOf("lower", _NUMBER, "Lower end of the 95% interval; null: no_interval says why"),
    TidyColumnOf("upper", _NUMBER, "Upper end of the 95% interval"),
    TidyColumnOf("lower_99_8", _NUMBER, "Lower end of the 99.8% interval"),
    TidyColumnOf("upper_99_8", _NUMBER, "Upper end of the 99.8% interval"),
    TidyColumnOf("interval_method", _TEXT, "How the intervals are made", choices=texts_of(IntervalMethod)),
    TidyColumnOf("no_interval", _TEXT, "Why there is no interval; null: there is one", choices=_REASONS),
    TidyColumnOf(
        "differs_from_target",
        _TEXT,
        "Whether the figure differs from its target by more than chance; null: difference_reason says why",
        choices=_DIFFERS,
    ),
    TidyColumnOf("differs_from_floor", _TEXT, "Likewise from its floor standard", choices=_DIFFERS),
    TidyColumnOf(
        "differs_from_previous", _TEXT, "Likewise from the figure it is compared with", choices=_DIFFERS
    ),
    TidyColumnOf("difference_reason", _TEXT, "Why not, as target: no_room; previous: same_cases"),
    TidyColumnOf("one_case_changes", _TEXT, "The RAG that one case more or fewer would give, as more: GREEN"),
    TidyColumnOf(
        "beside_areas",
        _TEXT,
        "Whether the figure is outside the funnel of all areas of its level",
        choices=BESIDE_AREAS[1:],
    ),
    TidyColumnOf("areas_compared", _NUMBER, "How many areas of its level are in the funnel"),
    TidyColumnOf("areas_alike", _NUMBER, "How many of them cannot be told from the average of all"),
)
PROCESS_COLUMNS = columns_of(
    TidyColumnOf("spc_profile", _TEXT, "The rules that the process chart is read by"),
    TidyColumnOf("spc_status", _TEXT, "Why there is no chart; null: there is one", choices=_REASONS),
    TidyColumnOf("spc_chart", _TEXT, "The kind of chart", choices=("xmr", "prime", "change_on_year")),
    TidyColumnOf("spc_mean", _NUMBER, "Mean of the points used"),
    TidyColumnOf("spc_lower", _NUMBER, "Lower process limit, as computed: it can be below 0"),
    TidyColumnOf("spc_upper", _NUMBER, "Upper process limit"),
    TidyColumnOf("spc_points", _NUMBER, "How many points the limits are made of"),
    TidyColumnOf("spc_baseline_from", _TEXT, "The first period of them"),
    TidyColumnOf("spc_rules", _TEXT, "Every rule by which the figure is a signal, as outside+;shift+"),
    TidyColumnOf("variation", _TEXT, "Whether the figure is unusual", choices=texts_of(Variation)),
    TidyColumnOf(
        "assurance",
        _TEXT,
        "Whether the target will be met; null: no_assurance says why",
        choices=texts_of(Assurance),
    ),
    TidyColumnOf("no_assurance", _TEXT, "Why that is not told; null: it is", choices=_REASONS),
    TidyColumnOf("green_of_12", _NUMBER, "In how many of the last 12 periods it was GREEN"),
    TidyColumnOf("rated_of_12", _NUMBER, "In how many of the last 12 periods it was rated"),
)
TREND_COLUMNS = columns_of(
    TidyColumnOf("trend", _TEXT, "The trend of years that ends with the latest figure", choices=TRENDS),
    TidyColumnOf("trend_from", _TEXT, "Its first period"),
    TidyColumnOf("trend_chi2", _NUMBER, "χ² for trend; of values without an interval, Kendall's S"),
    TidyColumnOf("trend_reason", _TEXT, "Why no trend is said; null where a trend is said", choices=_REASONS),
)
RUN_RATE_COLUMNS = columns_of(
    TidyColumnOf("run_rate", _TEXT, "What the year's target asks of the rest", choices=texts_of(RunRate)),
    TidyColumnOf("needed_per_period", _NUMBER, "Whole cases that each period left must bring, or may"),
    TidyColumnOf("periods_left", _NUMBER, "How many periods the year has left"),
    TidyColumnOf("best_period", _NUMBER, "The best of the last 12 periods (lowest, where lowest is best)"),
    TidyColumnOf("at_this_rate", _NUMBER, "The year's figure if the rest is like the year so far"),
    TidyColumnOf("like_last_year", _NUMBER, "The year's figure if the rest is like last year's"),
    TidyColumnOf("likely_low", _NUMBER, "The year's figure is likely (4 in 5) to be above this"),
    TidyColumnOf("likely_high", _NUMBER, "The year's figure is likely (4 in 5) to be below this"),
    TidyColumnOf("pace", _TEXT, "Progress towards the ambition", choices=texts_of(PaceCategory)),
    TidyColumnOf("pace_ratio", _NUMBER, "Progress made beside progress due, as 0.714"),
    TidyColumnOf("pace_reason", _TEXT, "Why it is not told; null: it is", choices=_REASONS),
    TidyColumnOf("next_month_needs", _NUMBER, "Cases of the next month that keep or bring the target"),
    TidyColumnOf("next_month_of", _NUMBER, "The denominator assumed, that of the month that drops out"),
    TidyColumnOf("month_dropping_out", _TEXT, "The month that the next rolling year does not hold"),
    TidyColumnOf("next_month_reason", _TEXT, "Why it is not told; null: it is", choices=_REASONS),
)
VERDICT_COLUMNS = columns_of(
    TidyColumnOf("verdict", _TEXT, "Which one line is said of the figure", choices=texts_of(VerdictKey)),
    TidyColumnOf("verdict_text", _TEXT, "The line itself, of the latest figure of each series"),
)
# Of comparisons, where a scorecard asks for intervals.
CHANCE_COLUMNS = columns_of(
    TidyColumnOf(
        "differs_from_comparator",
        _TEXT,
        "With intervals: whether the figure differs from the comparator by more than chance",
        choices=_DIFFERS,
    ),
    TidyColumnOf(
        "no_difference", _TEXT, "With intervals: why that is not said; null: it is said", choices=_REASONS
    ),
)
EVERY_STATISTICS_COLUMN = {
    **INTERVAL_COLUMNS,
    **PROCESS_COLUMNS,
    **TREND_COLUMNS,
    **RUN_RATE_COLUMNS,
    **VERDICT_COLUMNS,
}
