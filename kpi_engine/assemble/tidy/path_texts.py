"""The path to a later target, and how far a figure has come, as tidy columns."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.arrays.observation import exact_decimal
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.ratings import Ratings
from kpi_engine.model.outputs.tidy_columns import PATH_COLUMNS

# Distinct texts, and which of them each row holds.
_Texts = tuple[Sequence[str], NDArray[np.integer[Any]]]


def has_paths(ratings: Ratings) -> bool:
    """Whether any target is a place on a path."""
    return any(threshold.path is not None for each in ratings.indicators for threshold in each.thresholds)


def path_texts(ratings: Ratings, rows: NDArray[np.integer[Any]]) -> dict[str, _Texts]:
    """The columns of PATH_COLUMNS for some rows; empty texts where no path is in force."""
    shown = ratings.displayed
    facts = (
        *(ratings.observations.code, ratings.threshold),
        *(shown.mantissa, np.broadcast_to(shown.decimals, shown.mantissa.shape), shown.present),
    )
    keys = np.stack([np.asarray(fact)[rows].astype(np.int64) for fact in facts], axis=1)
    distinct, positions = np.unique(keys, axis=0, return_inverse=True)
    texts = [
        _of_row(ratings.indicators[code], threshold, exact_decimal(mantissa, decimals) if present else None)
        for code, threshold, mantissa, decimals, present in distinct.tolist()
    ]
    where = positions.reshape(-1)
    return {name: ([row[place] for row in texts], where) for place, name in enumerate(PATH_COLUMNS)}


def _of_row(indicator: Indicator, threshold: int, value: Decimal | None) -> tuple[str, ...]:
    path = indicator.thresholds[threshold].path if threshold >= 0 else None
    if path is None:
        return ("",) * len(PATH_COLUMNS)
    calendar = indicator.calendar
    return (
        *(f"{path.baseline:f}", period_label(calendar, path.first)),
        *(f"{path.target:f}", period_label(calendar, path.last)),
        "" if value is None else f"{path.progress(value):f}",
    )
