"""``rate`` and ``issues``: a Spark frame of observations in, a Spark frame out. Columns: docs/spark.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from kpi_engine.frames.rating import Known, known_input, rated_with_warnings
from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import Precision
from kpi_engine.model.issue import InputError, Issue, Location, error
from kpi_engine.model.outputs.tidy_columns import MARK_COLUMNS
from kpi_engine.spark.buckets import Keys, keys_of

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

LABELS = ("code", "area", "period", "value")
ISSUE_COLUMNS = ("severity", *LABELS, "what", "remedy")
_OPTIONAL = ("numerator", "denominator", "status")
_BUCKET = "kpi_bucket"
(_MARKS,) = MARK_COLUMNS


def rate(
    observations: DataFrame,
    indicators: Sequence[Indicator] | str | Path,
    areas: pd.DataFrame | Sequence[Area],
    as_at: str | date | Month,
    *,
    precision: str = "as_defined",
    buckets: int | None = None,
) -> DataFrame:
    """Rate every row of a Spark frame; nothing is collected.

    Args:
        observations: a row a figure, with the columns of ``kpi_engine.frames.rate``; further columns are
            left out.
        indicators: their definitions, or the path of a file or folder of them on the driver.
        areas: a pandas frame with the columns area, parent, level, or the areas themselves.
        as_at: the month of the figures.
        precision: ``as_printed`` where the decimals of a value are information (texts and decimals only).
        buckets: how many groups the figures are rated in; None: as many as Spark makes of a shuffle.

    Returns:
        The columns of ``kpi_engine.frames.rate``, labels as texts: a row for each sound row, and for each
        figure that definitions make from them, in no order. ``issues`` has the rows that are not sound.

    Raises:
        InputError: definitions, areas, month or columns cannot be used.
    """
    job = _job(observations, indicators, areas, as_at, precision)
    return _by_bucket(observations, job, buckets, _ratings, _schema_of(job.empty_ratings()))


def issues(
    observations: DataFrame,
    indicators: Sequence[Indicator] | str | Path,
    areas: pd.DataFrame | Sequence[Area],
    as_at: str | date | Month,
    *,
    precision: str = "as_defined",
    buckets: int | None = None,
) -> DataFrame:
    """What is wrong with rows, and what is worth telling; see ``rate`` for the arguments.

    Returns:
        The columns severity (error or warning), code, area, period, value (texts, as in the row), what
        and remedy. A row with an error is not rated.
    """
    from pyspark.sql.types import StringType, StructField, StructType

    job = _job(observations, indicators, areas, as_at, precision)
    schema = StructType([StructField(name, StringType()) for name in ISSUE_COLUMNS])
    return _by_bucket(observations, job, buckets, _issues, schema)


class _Job:
    """What goes to every executor: definitions, areas, month, and how values are read."""

    def __init__(self, known: Known, precision: Precision) -> None:
        self.known = known
        self.precision = precision

    def empty_ratings(self) -> pd.DataFrame:
        """The ratings of no figure: their columns and types."""
        nothing = pd.DataFrame({name: pd.Series([], dtype=object) for name in LABELS})
        return _with_marks(self.rated(nothing)[0])

    def rated(self, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[tuple[Issue, int]]]:
        """The ratings of the sound rows of a frame, and each problem with its row's number (-1: none)."""
        found: list[tuple[Issue, int]] = []
        row_of = list(range(len(frame)))
        while True:
            try:
                ratings, told = rated_with_warnings(
                    frame.iloc[row_of].reset_index(drop=True), self.known, self.precision
                )
            except InputError as wrong:
                places = [issue.location.line - 1 for issue in wrong.issues]
                bad = {place for place in places if 0 <= place < len(row_of)}
                if not bad:
                    raise
                found += [
                    (issue, row_of[place])
                    for issue, place in zip(wrong.issues, places, strict=True)
                    if place in bad
                ]
                row_of = [row for place, row in enumerate(row_of) if place not in bad]
                continue
            return ratings, [*found, *((issue, _row(issue, row_of)) for issue in told)]


def _row(issue: Issue, row_of: Sequence[int]) -> int:
    place = issue.location.line - 1
    return row_of[place] if 0 <= place < len(row_of) else -1


def _job(
    observations: DataFrame,
    indicators: Sequence[Indicator] | str | Path,
    areas: pd.DataFrame | Sequence[Area],
    as_at: str | date | Month,
    precision: str,
) -> _Job:
    known = known_input(indicators, areas, as_at)
    missing = [name for name in LABELS if name not in observations.columns]
    problems = [
        error(
            Location("observations"), f'the column "{name}" is missing', "name the columns as in docs/data.md"
        )
        for name in missing
    ]
    problems += [
        error(
            indicator.location,
            f"{indicator.code} has no decimals: each group of figures could have others",
            "write its decimals",
        )
        for indicator in known.indicators
        if indicator.decimals_are_open
    ]
    if problems:
        raise InputError(problems)
    return _Job(known, Precision(precision))


def _by_bucket(
    observations: DataFrame,
    job: _Job,
    buckets: int | None,
    function: Callable[[_Job, pd.DataFrame], pd.DataFrame],
    schema: StructType,
) -> DataFrame:
    """Apply a function to the rows of each bucket; definitions and areas are broadcast once."""
    session = observations.sparkSession
    count = buckets or int(session.conf.get("spark.sql.shuffle.partitions") or 200)
    shared = session.sparkContext.broadcast(job)

    def applied(rows: pyarrow.Table) -> pyarrow.Table:
        # Texts as categories: each is read once, and not once a row.
        texts = [name for name in rows.column_names if rows.schema.field(name).type == "string"]
        frame = rows.drop_columns([_BUCKET]).to_pandas(categories=texts)
        return _arrow_table(function(shared.value, frame))

    rows = _with_buckets(observations, keys_of(job.known.indicators, job.known.areas), count)
    # Without a number of its own Spark would join small buckets, and one executor would rate all of them.
    return rows.repartition(count, _BUCKET).groupBy(_BUCKET).applyInArrow(applied, schema)


def _with_buckets(observations: DataFrame, keys: Keys, count: int) -> DataFrame:
    """The rows with the number of their bucket, worked out by Spark itself."""
    from pyspark.sql.functions import broadcast, coalesce, col, concat_ws, crc32, encode, lit, pmod, when

    session = observations.sparkSession
    names = [name for name in (*LABELS, *_OPTIONAL) if name in observations.columns]
    rows = observations.select(*names)
    key = col("area")
    if keys.group_of_code:
        groups = session.createDataFrame(
            list(keys.group_of_code.items()), "kpi_code string, kpi_group string"
        )
        tops = session.createDataFrame(list(keys.top_of_area.items()), "kpi_area string, kpi_top string")
        rows = rows.join(broadcast(groups), rows["code"] == groups["kpi_code"], "left")
        rows = rows.join(broadcast(tops), rows["area"] == tops["kpi_area"], "left")
        whole = concat_ws("\n", col("kpi_group"), coalesce(col("kpi_top"), col("area")))
        key = when(col("kpi_group").isNull(), col("area")).otherwise(whole)
    number = pmod(crc32(encode(coalesce(key, lit("")), "UTF-8")), lit(count))
    return rows.select(*names, number.alias(_BUCKET))


def _arrow_table(frame: pd.DataFrame) -> pyarrow.Table:
    """The columns as Spark takes them: texts, doubles and booleans."""
    import pyarrow

    columns = {}
    for name in frame.columns:
        column = pyarrow.Array.from_pandas(frame[name])
        is_text = pyarrow.types.is_dictionary(column.type) or pyarrow.types.is_null(column.type)
        columns[name] = column.cast(pyarrow.string()) if is_text else column
    return pyarrow.table(columns)


def _ratings(job: _Job, frame: pd.DataFrame) -> pd.DataFrame:
    return _with_marks(job.rated(frame)[0])


def _with_marks(ratings: pd.DataFrame) -> pd.DataFrame:
    """The ratings with the column of marks, last: a bucket has it only where some figure has a mark."""
    if _MARKS in ratings:
        return ratings[[*(name for name in ratings.columns if name != _MARKS), _MARKS]]
    return ratings.assign(**{_MARKS: pd.Series([None] * len(ratings), ratings.index, dtype=object)})


def _issues(job: _Job, frame: pd.DataFrame) -> pd.DataFrame:
    _, found = job.rated(frame)
    texts = frame[list(LABELS)].astype(object)
    texts = texts.where(texts.notna(), None)
    rows: list[tuple[str | None, ...]] = []
    for issue, row in found:
        labels = [None] * len(LABELS) if row < 0 else texts.iloc[row].tolist()
        words = (None if label is None else str(label) for label in labels)
        rows.append((issue.severity.value, *words, issue.what, issue.remedy))
    return pd.DataFrame(rows, columns=list(ISSUE_COLUMNS), dtype=object)


def _schema_of(ratings: pd.DataFrame) -> StructType:
    """Texts for categories, doubles for numbers, booleans for flags."""
    from pyspark.sql.types import BooleanType, DoubleType, StringType, StructField, StructType

    def kind(column: str) -> Any:
        if ratings[column].dtype == "float64":
            return DoubleType()
        return BooleanType() if ratings[column].dtype == "bool" else StringType()

    return StructType([StructField(name, kind(name)) for name in ratings.columns])
