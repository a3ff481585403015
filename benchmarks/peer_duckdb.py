"""The job in DuckDB: one query over Arrow tables."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from benchmarks import peer_polars
from benchmarks.workload import Job

_QUERY = """
with placed as (
    select o.code, o.area, a.level, o.period, p.ordinal,
           cast(round(o.value * t.scale) as bigint) as ticks, t.* exclude (code, level, ordinal)
    from observations o
    join periods p on o.period = p.period
    join areas a on o.area = a.area
    join thresholds t on o.code = t.code and a.level = t.level and p.ordinal = t.ordinal
), beside as (
    select r.*, r.asked_period as previous_period, b.ordinal is not null as has_previous,
           b.ticks as previous_ticks
    from placed r
    left join (select code, area, ordinal, ticks from placed) b
      on r.code = b.code and r.area = b.area and r.ordinal = b.ordinal + r.lag
    where r.lag <> 0
    {any_time}
), compared as (
    select *,
           least(ticks - green_low, green_high - ticks) as to_green,
           least(ticks - amber_low, amber_high - ticks) as to_amber,
           least(ticks - target_low, target_high - ticks) as to_target,
           least(ticks - aim_low, aim_high - ticks) as aimed,
           least(previous_ticks - aim_low, aim_high - previous_ticks) as aimed_before
    from beside
), reasoned as (
    select *,
        case when context then 'shown for context, not judged'
             when ticks is null then 'no value: to be supplied'
             when to_green < 0 and not has_floor then 'no floor standard' end as not_rated,
        case when context then 'shown for context, not judged'
             when ticks is null then 'no value'
             when not has_previous then 'no previous value'
             when previous_ticks is null then 'previous value is missing' end as no_direction
    from compared
)
select code, area, level, period, target, floor_standard, not_rated, previous_period, no_direction, polarity,
    threshold_from,
    ticks / scale as value,
    case when not_rated is not null then null
         when to_green >= 0 then 'GREEN' when to_amber >= 0 then 'AMBER' else 'RED' end as rag,
    previous_ticks / scale as previous_value,
    case when no_direction is not null then null
         when aimed > aimed_before then 'improved'
         when aimed < aimed_before then 'worsened' else 'same' end as direction_of_travel,
    case when percent_scale > 0 and not context
         then ((200 * percent_scale * ticks + target_ticks) // (2 * target_ticks)) / percent_scale
         end as percent_of_target,
    case when not context and has_target then to_target / scale end as distance_to_target,
    case when not context and has_floor then to_amber / scale end as distance_to_floor
from reasoned
"""
# Where an indicator compares with the figure before, whenever that was.
_ANY_TIME = """
    union all
    select r.*, b.period as previous_period, b.ordinal is not null as has_previous, b.ticks as previous_ticks
    from (from placed where lag = 0) r
    asof left join (from placed where lag = 0 and ticks is not null) b
      on r.code = b.code and r.area = b.area and r.ordinal > b.ordinal
"""


@dataclass(frozen=True, slots=True)
class DuckdbJob:
    """A connection that knows the tables, and what to ask it."""

    connection: duckdb.DuckDBPyConnection
    query: str


def prepare(job: Job) -> DuckdbJob:
    """Hand the job to DuckDB as Arrow tables: not part of the time taken."""
    tables = peer_polars.prepare(job)
    connection = duckdb.connect()
    for name in ("observations", "periods", "areas", "thresholds"):
        connection.register(name, getattr(tables, name).to_arrow())
    return DuckdbJob(connection, query_of(tables.looks_back_any_time))


def query_of(looks_back_any_time: bool) -> str:
    """The query, on tables of the names observations, periods, areas and thresholds."""
    return _QUERY.format(any_time=_ANY_TIME if looks_back_any_time else "")


def rate(job: DuckdbJob) -> pa.Table:
    """Observations to rated observations."""
    return job.connection.sql(job.query).to_arrow_table()
