"""The data files that a scorecard names → sources, with how each is to be read."""

from __future__ import annotations

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.definitions.judgement import Missing
from kpi_engine.model.definitions.scorecard import DatabaseQuery, FileSource, Precision
from kpi_engine.model.definitions.table_layout import TableLayout
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, joined, shown
from kpi_engine.read.scorecard import source_schema as fields
from kpi_engine.read.scorecard.project_paths import Project
from kpi_engine.read.yaml.lists import Placed
from kpi_engine.read.yaml.records import Values

_ANY_MONTH = Month(2000, 1)  # of a scorecard that is not used


def source_of(
    named: Placed[str] | Values | None, project: Project, month: Month | None, issues: list[Issue]
) -> FileSource | None:
    """The source of one data file or query; None where none is named or it is not there.

    ``month`` is the as-at month of the scorecard; None where it cannot be read, which has been reported.
    """
    if isinstance(named, Values) and not _is_whole(named, issues):
        return None
    path = _path_of(named)
    resolved = None if path is None else project.file(path, issues, "a data file")
    if path is None or resolved is None:
        return None
    if not isinstance(named, Values):
        return FileSource(str(resolved), Precision.AS_DEFINED, "", percent_sign=False, location=path.location)
    return FileSource(
        str(resolved),
        precision=named.get(fields.PRECISION),
        thousands_separator=named.get(fields.THOUSANDS_SEPARATOR),
        percent_sign=named.get(fields.PERCENT_SIGN),
        dates=named.get(fields.DATES),
        parts_rounded_to=named.get(fields.PARTS_ROUNDED_TO) or 0,
        location=path.location,
        layout=_layout(named, issues),
        query=_query(named, month or _ANY_MONTH),
    )


def _is_whole(named: Values, issues: list[Issue]) -> bool:
    """Whether a record names a file, or a query with its database, and not both."""
    has_path, has_query = named.names(fields.PATH), named.names(fields.QUERY)
    has_address = named.names(fields.ADDRESS)
    if has_path == has_query and named.whole:
        what = "both path and query are given" if has_path else "neither path nor query is given"
        issues.append(error(named.location, what, "name a file with path, or a query with query and address"))
    elif has_query and not has_address:
        what = "query is given without address"
        remedy = "name the environment variable that holds the database's address"
        issues.append(error(named.at(fields.QUERY), what, remedy))
    elif has_address and not has_query:
        issues.append(error(named.at(fields.ADDRESS), "address is given without query", "name the query"))
    else:
        return True
    return False


def _query(named: Values, month: Month) -> DatabaseQuery | None:
    address = named.get(fields.ADDRESS)
    return None if address is None else DatabaseQuery(address.value, named.get(fields.TIMEOUT), month)


def sources_of(
    named: tuple[Placed[str] | Values, ...], project: Project, month: Month | None, issues: list[Issue]
) -> tuple[FileSource, ...]:
    """The data files that are there; a file can be named again for another sheet or range of it."""
    sources: dict[tuple[str, tuple[str, ...], str], FileSource] = {}
    for each in named:
        source = source_of(each, project, month, issues)
        path = _path_of(each)
        if source is None or path is None:
            continue
        layout = source.layout or TableLayout()
        first = sources.setdefault((source.path, layout.sheets, layout.block), source)
        if first is not source:
            issues.append(named_twice(path, first.location))
    return tuple(sources.values())


def _path_of(named: Placed[str] | Values | None) -> Placed[str] | None:
    if not isinstance(named, Values):
        return named
    return named.get(fields.PATH) or named.get(fields.QUERY)


def named_twice(path: Placed[str], first: Location) -> Issue:
    """The error of a file that is named a second time."""
    what = f"{shown(path.value)} is named a second time; the first is on line {first.line}"
    return error(path.location, what, "keep one of the two")


def _layout(named: Values, issues: list[Issue]) -> TableLayout | None:
    """What is declared of the table; None where nothing is."""
    if not any(named.names(field) for field in fields.LAYOUT_FIELDS):
        return None
    return TableLayout(
        sheets=named.get(fields.SHEET),
        sheets_are_areas=named.get(fields.SHEETS_ARE_AREAS),
        block=_block(named.get(fields.RANGE), issues),
        header_row=named.get(fields.HEADER_ROW) or 0,
        layout=named.get(fields.LAYOUT),
        across=named.get(fields.ACROSS),
        columns=named.get(fields.COLUMNS),
        area=named.get(fields.AREA),
        period=named.get(fields.PERIOD),
        skip_rows=named.get(fields.SKIP_ROWS),
        ignore_columns=named.get(fields.IGNORE_COLUMNS),
        missing=_meanings(named, issues),
        hidden=named.get(fields.HIDDEN),
        durations=named.get(fields.DURATIONS),
    )


def _block(block: Placed[str] | None, issues: list[Issue]) -> str:
    if block is None:
        return ""
    from kpi_engine.read.workbook.cell import block_of

    if block_of(block.value) is None:
        what = f"range {shown(block.value)} is not a range of cells"
        issues.append(error(block.location, what, "write its first and last cell, such as B4:M40"))
        return ""
    return block.value


def _meanings(named: Values, issues: list[Issue]) -> tuple[tuple[str, Missing], ...]:
    """The words that are declared, with their meaning."""
    found = []
    for word, text in named.get(fields.MISSING):
        meaning = fields.MEANINGS.get(" ".join(text.casefold().split()))
        if meaning is None:
            what = f"missing: {shown(word)} means {shown(text)}, which is not known"
            remedy = did_you_mean(text, fields.MEANINGS) or f"write {joined(list(fields.MEANINGS), 'or')}"
            issues.append(error(named.at(fields.MISSING), what, remedy))
        else:
            found.append((word, meaning))
    return tuple(found)
