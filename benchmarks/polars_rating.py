"""The job in polars: joins for what is in force and for the previous period, expressions for the rules.

Nothing but polars is imported here, as in a script of somebody who has nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class PolarsJob:
    """Observations and definitions in polars' own frames, labels as strings or as Enums."""

    observations: pl.DataFrame | pl.LazyFrame
    periods: pl.DataFrame
    areas: pl.DataFrame
    thresholds: pl.DataFrame

    @property
    def looks_back_any_time(self) -> bool:
        """Whether an indicator compares with the figure before, whenever that was."""
        return bool((self.thresholds["lag"] == 0).any())


def rate(job: PolarsJob, more: Sequence[str] = ()) -> pl.DataFrame:
    """Observations to rated observations, with more columns of the thresholds."""
    return rate_lazily(job, more).collect()


def rate_lazily(job: PolarsJob, more: Sequence[str] = ()) -> pl.LazyFrame:
    """As ``rate``, when it is collected or written."""
    rows = (
        job.observations.lazy()
        .join(job.periods.lazy(), on="period")
        .join(job.areas.lazy(), on="area")
        .join(job.thresholds.lazy(), on=["code", "level", "ordinal"])
        .with_columns(
            ticks=(pl.col("value") * pl.col("scale")).round(mode="half_away_from_zero").cast(pl.Int64)
        )
        .with_columns(
            to_green=_margin("ticks", "green"),
            to_amber=_margin("ticks", "amber"),
            to_target=_margin("ticks", "target"),
            aimed=_margin("ticks", "aim"),
        )
    )
    return (
        _beside_the_previous(rows, job.looks_back_any_time)
        .with_columns(aimed_before=_margin("previous_ticks", "aim"))
        .with_columns(not_rated=_not_rated(), no_direction=_no_direction())
        .select(
            *more,
            "code",
            "area",
            "level",
            "period",
            "target",
            "floor_standard",
            "not_rated",
            "previous_period",
            "no_direction",
            "polarity",
            "threshold_from",
            value=pl.col("ticks") / pl.col("scale"),
            rag=_rag(),
            previous_value=pl.col("previous_ticks") / pl.col("scale"),
            direction_of_travel=_direction(),
            percent_of_target=_percent_of_target(),
            distance_to_target=pl.when(~pl.col("context") & pl.col("has_target")).then(
                pl.col("to_target") / pl.col("scale")
            ),
            distance_to_floor=pl.when(~pl.col("context") & pl.col("has_floor")).then(
                pl.col("to_amber") / pl.col("scale")
            ),
        )
    )


def _beside_the_previous(rows: pl.LazyFrame, any_time: bool) -> pl.LazyFrame:
    before = rows.select(
        "code",
        "area",
        asked="ordinal",
        previous_ticks="ticks",
        has_previous=pl.lit(True),
    )
    asking = rows.with_columns(asked=pl.col("ordinal") - pl.col("lag"))
    if any_time:
        asking = asking.filter(pl.col("lag") != 0)
    found = asking.join(before, on=["code", "area", "asked"], how="left").with_columns(
        previous_period="asked_period"
    )
    if not any_time:
        return found
    there = pl.col("ticks").is_not_null()
    latest = (
        rows.filter(pl.col("lag") == 0)
        .sort("ordinal")
        .with_columns(
            asked="ordinal",
            previous_ticks=pl.col("ticks").forward_fill().shift(1).over("code", "area"),
            previous_period=pl.when(there)
            .then(pl.col("period").cast(pl.String))
            .forward_fill()
            .shift(1)
            .over("code", "area"),
        )
        .with_columns(has_previous=pl.when(pl.col("previous_ticks").is_not_null()).then(pl.lit(True)))
    )
    return pl.concat([found, latest.select(found.collect_schema().names())])


def _percent_of_target() -> pl.Expr:
    """Rounded half up in integers: values and targets are not below 0."""
    of_target, scale = pl.col("target_ticks"), pl.col("percent_scale")
    units = (200 * scale * pl.col("ticks") + of_target) // (2 * of_target)
    return pl.when((scale > 0) & ~pl.col("context")).then(units / scale)


def _margin(value: str, interval: str) -> pl.Expr:
    return pl.min_horizontal(
        pl.col(value) - pl.col(f"{interval}_low"), pl.col(f"{interval}_high") - pl.col(value)
    )


def _not_rated() -> pl.Expr:
    return (
        pl.when(pl.col("context"))
        .then(pl.lit("shown for context, not judged"))
        .when(pl.col("ticks").is_null())
        .then(pl.lit("no value: to be supplied"))
        .when((pl.col("to_green") < 0) & ~pl.col("has_floor"))
        .then(pl.lit("no floor standard"))
    )


def _rag() -> pl.Expr:
    return pl.when(pl.col("not_rated").is_null()).then(
        pl.when(pl.col("to_green") >= 0)
        .then(pl.lit("GREEN"))
        .when(pl.col("to_amber") >= 0)
        .then(pl.lit("AMBER"))
        .otherwise(pl.lit("RED"))
    )


def _no_direction() -> pl.Expr:
    return (
        pl.when(pl.col("context"))
        .then(pl.lit("shown for context, not judged"))
        .when(pl.col("ticks").is_null())
        .then(pl.lit("no value"))
        .when(pl.col("has_previous").is_null())
        .then(pl.lit("no previous value"))
        .when(pl.col("previous_ticks").is_null())
        .then(pl.lit("previous value is missing"))
    )


def _direction() -> pl.Expr:
    return pl.when(pl.col("no_direction").is_null()).then(
        pl.when(pl.col("aimed") > pl.col("aimed_before"))
        .then(pl.lit("improved"))
        .when(pl.col("aimed") < pl.col("aimed_before"))
        .then(pl.lit("worsened"))
        .otherwise(pl.lit("same"))
    )
