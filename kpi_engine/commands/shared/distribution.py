"""The name that kpi is installed by. It has a file of its own since ``kpi --version`` needs nothing else."""

from __future__ import annotations

DISTRIBUTION = "kpi-engine-scorecards"
