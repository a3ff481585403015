"""A draft of a scorecard → its files. What was inferred is marked there, as ``# inferred: …``."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from kpi_engine.model.outputs.draft import DraftLine, DraftMeasure, DraftScorecard, DraftService, DraftTable

_COMMENT_AT = 44


def render_draft(draft: DraftScorecard, source: str) -> Mapping[str, str]:
    """The text of each file by its name. ``source`` is the workbook that the first line of each names."""
    files = {"scorecard.yaml": _scorecard(draft, source)}
    for name, service in zip(_definition_files(draft), draft.services, strict=True):
        files[name] = _service(service, source)
    for name, table in draft.tables:
        files[name] = _csv(table)
    return files


def _scorecard(draft: DraftScorecard, source: str) -> str:
    named = [name for name, _ in draft.tables]
    definitions = ", ".join(_definition_files(draft))
    lines = [
        f"# Made from {source} by kpi import. What was inferred says from what.",
        *_lines(draft.lines, ""),
    ]
    for key, name in (
        ("outturns", "outturns.csv"),
        ("comparators", "comparators.csv"),
        ("published", "published.csv"),
    ):
        if name in named:
            lines.append(f"{key}: {name}")
    lines.append(f"definitions: [{definitions}]")
    return "\n".join([*lines, ""])


def _definition_files(draft: DraftScorecard) -> list[str]:
    taken: set[str] = set()
    return [f"indicators/{_file_name(service.name, taken)}.yaml" for service in draft.services]


def _service(service: DraftService, source: str) -> str:
    lines = [
        f"# Made from {source} by kpi import. What was inferred says from what; `ask` is asked by kpi check."
    ]
    if service.name:
        lines.append(f"service: {_quoted(service.name)}")
    lines.append("indicators:")
    for measure in service.measures:
        lines += ["", *_measure(measure)]
    return "\n".join([*lines, ""])


def _measure(measure: DraftMeasure) -> Iterator[str]:
    first, *others = _lines(measure.lines, "    ")
    yield f"  # {measure.place}"
    yield f"  - {first.lstrip()}"
    yield from others
    if measure.thresholds:
        yield "    thresholds:"
    for threshold in measure.thresholds:
        pairs = ", ".join(f"{line.key}: {line.value}" for line in threshold)
        why = "; ".join(line.inferred for line in threshold if line.inferred)
        yield _commented(f"      - {{{pairs}}}", why)


def _lines(lines: Sequence[DraftLine], indent: str) -> list[str]:
    return [_commented(f"{indent}{line.key}: {line.value}", line.inferred) for line in lines]


def _commented(text: str, inferred: str) -> str:
    return f"{text:<{_COMMENT_AT}} # inferred: {inferred}" if inferred else text


def _csv(table: DraftTable) -> str:
    filled = [
        at for at, name in enumerate(table.columns) if name != "status" or any(row[at] for row in table.rows)
    ]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in (table.columns, *table.rows):
        writer.writerow([row[at] for at in filled])
    return text.getvalue()


def _file_name(service: str, taken: set[str]) -> str:
    wanted = re.sub("[^a-z0-9]+", "_", re.sub("['’]", "", service.casefold())).strip("_") or "measures"
    number, name = 2, wanted
    while name in taken:
        name, number = f"{wanted}_{number}", number + 1
    taken.add(name)
    return name


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
