"""Commentary files → commentary by code and area. The format: docs/commentary.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kpi_engine.model.definitions.area import Area
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.definitions.scorecard import CommentarySource
from kpi_engine.model.figures.commentary import Commentary
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import shown
from kpi_engine.read.commentary.commentary_csv import read_commentary_csv
from kpi_engine.read.commentary.commentary_markdown import read_commentary_markdown
from kpi_engine.read.places import display_path
from kpi_engine.read.reporting import in_order
from kpi_engine.read.scorecard.project_paths import is_inside, project_name

_MARKDOWN, _CSV = ".md", ".csv"


def read_commentary(
    sources: Sequence[CommentarySource], indicators: Sequence[Indicator], areas: Sequence[Area], root: Path
) -> tuple[tuple[Commentary, ...], tuple[Issue, ...]]:
    """Read every ``.md`` and ``.csv`` file of the sources; a folder means the files in it, by name.

    Every file must lie inside ``root``, symbolic links followed. A code and area has one commentary a month;
    a heading without a text below it has no commentary.
    """
    codes = tuple(indicator.code for indicator in indicators)
    names = tuple(area.name for area in areas)
    services = tuple(dict.fromkeys(indicator.service for indicator in indicators if indicator.service))
    found: list[Commentary] = []
    issues: list[Issue] = []
    for file in _files(sources, root, issues):
        if file.suffix.lower() == _CSV:
            more, problems = read_commentary_csv(file, codes, names)
        else:
            more, problems = read_commentary_markdown(file, codes, names, services)
        found += more
        issues += in_order(problems)
    kept: dict[tuple[str, str, str, str], Commentary] = {}
    for entry in found:
        first = kept.setdefault((entry.service, entry.code, entry.area, entry.month.label), entry)
        if first is not entry:
            issues.append(_repeated(entry, first))
    return tuple(kept.values()), tuple(issues)


def _repeated(entry: Commentary, first: Commentary) -> Issue:
    row = f"{entry.service or entry.code} · {entry.area}".removesuffix(" · ")
    what = f"{row} has a second commentary for {entry.month.label}; the first is at "
    return error(entry.location, f"{what}{first.location}", "keep one of the two")


def _files(sources: Sequence[CommentarySource], root: Path, issues: list[Issue]) -> list[Path]:
    """Every file meant, once, in order."""
    files: dict[Path, None] = {}
    for source in sources:
        path = Path(source.path)
        for file in _files_in(path, source.location, issues) if path.is_dir() else [path]:
            if not is_inside(file, root):
                what = f"this file lies outside the project, which is {project_name(root)}"
                issues.append(
                    error(
                        Location(display_path(file)), what, "put a copy of it inside, without a symbolic link"
                    )
                )
            elif file.suffix.lower() not in (_MARKDOWN, _CSV):
                what = f"{shown(file.name)} is no commentary file"
                issues.append(error(source.location, what, "name a .md or .csv file, or a folder of them"))
            else:
                files.setdefault(file)
    return list(files)


def _files_in(folder: Path, place: Location, issues: list[Issue]) -> Iterator[Path]:
    try:
        found = sorted(
            file
            for file in folder.iterdir()
            if file.suffix.lower() in (_MARKDOWN, _CSV)
            and not file.name.startswith(".")
            and not file.is_dir()
        )
    except OSError as problem:
        what = f"the folder {display_path(folder)} cannot be read ({problem.strerror})"
        issues.append(error(place, what))
        return
    yield from found
