"""Ratings of figures that are larger than memory, part after part; not how a part is rated."""

from kpi_engine.frames.large.parts import rate_parquet

__all__ = ["rate_parquet"]
