"""Frames in, frames out: the engine for people who work in pandas. Nothing else imports pandas."""

from kpi_engine.frames.rating import rate

__all__ = ["rate"]
