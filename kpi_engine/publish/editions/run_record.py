"""What the last run did, for the scheduler: also when it published nothing, failed or was interrupted.

The run record contains what the manifest must not: times, the host, the process.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kpi_engine.model.issue import Issue
from kpi_engine.publish.editions.lock import Holder
from kpi_engine.publish.editions.manifest import Manifest, manifest_facts
from kpi_engine.publish.failure import file_failure
from kpi_engine.publish.files import replace_file
from kpi_engine.publish.layout import LAST_RUN


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run: who and since when (``holder``), until when, how it ended, what it reported, and its manifest.

    The manifest of a run that published nothing has no edition and holds what there was until it ended.
    """

    holder: Holder
    finished: str
    outcome: str
    told: Sequence[Issue]
    manifest: Manifest


def write_run_record(folder: Path, record: RunRecord) -> None:
    """Replace the record of the last run. To be called by the holder of the lock.

    Raises:
        PublishError: it cannot be written; the record of the run before is unchanged.
    """
    facts = {
        "outcome": record.outcome,
        "exit_code": record.manifest.exit_code,
        "interrupted": record.manifest.interrupted,
        "started": record.holder.since,
        "finished": record.finished,
        "host": record.holder.host,
        "user": record.holder.user,
        "process": record.holder.pid,
        "told": [str(issue) for issue in record.told],
        "manifest": manifest_facts(record.manifest),
    }
    path = folder / LAST_RUN
    try:
        replace_file(
            path, (json.dumps(facts, ensure_ascii=False, indent=2) + "\n").encode(errors="backslashreplace")
        )
    except OSError as error:
        raise file_failure(error, path, "recording the run") from error


def interrupted(manifest: Manifest, exit_code: int) -> Manifest:
    """The manifest of a run that was asked to stop: the files it had made are not an edition."""
    return replace(manifest, edition="", outputs=(), interrupted=True, exit_code=exit_code)
