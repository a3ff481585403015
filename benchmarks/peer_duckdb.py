"""The job in DuckDB: one query over Arrow tables."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import pyarrow as pa

from benchmarks import peer_polars
from benchmarks.workload import Job

_QUERY = """
with placed as (
    select o.code, o.area, a.level, o.period, p.ordinal, p.previous_period,
           cast(round(o.value * t.scale) as bigint) as ticks, t.* exclude (code, level, ordinal)
    from observations o
    join periods p on o.period = p.period
    join areas a on o.area = a.area
    join thresholds t on o.code = t.code and a.level = t.level and p.ordinal = t.ordinal
), compared as (
    select r.*, b.ordinal is not null as has_previous, b.ticks as previous_ticks,
           least(r.ticks - r.green_low, r.green_high - r.ticks) as to_green,
           least(r.ticks - r.amber_low, r.amber_high - r.ticks) as to_amber,
           least(r.ticks - r.aim_low, r.aim_high - r.ticks) as aimed,
           least(b.ticks - r.aim_low, r.aim_high - b.ticks) as aimed_before
    from placed r
    left join (select code, area, ordinal, ticks from placed) b
      on r.code = b.code and r.area = b.area and r.ordinal = b.ordinal + 1
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
    case when not context then to_green / scale end as distance_to_target,
    case when not context and has_floor then to_amber / scale end as distance_to_floor
from reasoned
"""


@dataclass(frozen=True, slots=True)
class DuckdbJob:
    """A connection that knows the tables."""

    connection: duckdb.DuckDBPyConnection


def prepare(job: Job) -> DuckdbJob:
    """Hand the job to DuckDB as Arrow tables: not part of the time taken."""
    tables = peer_polars.prepare(job)
    connection = duckdb.connect()
    for name in ("observations", "periods", "areas", "thresholds"):
        connection.register(name, getattr(tables, name).to_arrow())
    return DuckdbJob(connection)


def rate(job: DuckdbJob) -> pa.Table:
    """Observations to rated observations."""
    return job.connection.sql(_QUERY).to_arrow_table()
