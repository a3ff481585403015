"""Spark frames in, Spark frames out: the engine of ``frames`` on each group of figures. No own rules."""

from kpi_engine.spark.rating import issues, rate

__all__ = ["issues", "rate"]
