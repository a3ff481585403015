"""A project of one small scorecard, written into a folder: what it defines, and what it has figures of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

_SCORECARD = """\
schema_version: 1
title: Contracts
as_at: {as_at}
areas_file: areas.csv
observations: observations.csv
areas: [{areas}]
sections:
  - {{id: all, title: Contracts, frequency: monthly, indicators: [{codes}]}}
outputs: [csv]
"""


def write_project(
    folder: Path,
    *,
    definitions: str,
    codes: Sequence[str],
    observations: str,
    as_at: str,
    districts: Sequence[str] = (),
    more_of_scorecard: str = "",
    more_files: Mapping[str, str] | None = None,
) -> Path:
    """Write it, and say where its scorecard is: of Kent, or of ``districts`` of it.

    ``more_files`` are texts by name, beside the scorecard.
    """
    areas = ["area,parent,level", "Kent,,county", *(f"{name},Kent,district" for name in districts)]
    scorecard = _SCORECARD.format(as_at=as_at, areas=", ".join(districts or ["Kent"]), codes=", ".join(codes))
    files = {
        "../indicators/eh.yaml": definitions,
        "scorecard.yaml": scorecard + more_of_scorecard,
        "areas.csv": "\n".join([*areas, ""]),
        "observations.csv": observations,
        **(more_files or {}),
    }
    pack = folder / "pack"
    for place in (pack, folder / "indicators"):
        place.mkdir(exist_ok=True)
    for name, text in files.items():
        (pack / name).write_text(text, encoding="utf-8")
    return pack / "scorecard.yaml"
