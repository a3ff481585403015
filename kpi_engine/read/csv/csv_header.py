"""The header of a table: which columns there must and may be, and what is wrong with their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kpi_engine.model.characters import character_name, forbidden_character
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, joined, listed, shown
from kpi_engine.read.csv.period_readings import period_readings

FIGURES = ("value", "numerator", "denominator")
_MOST_NAMED = 4
MOST_COLUMNS = 20_000  # a spreadsheet has 16,384
_MOST_ABOVE = 20  # rows that are looked through for headings below a title
_MOST_UNKNOWN = 20  # of columns that are compared with the known ones: a table of another kind has thousands


@frozen
class ColumnNames:
    """The columns a file must have and the columns it may have, and whether it may have no row below them.

    ``looked_up`` are columns whose texts are looked up among known texts or read as numbers: their reader
    reports what is wrong with a text there, as a problem of the row's area. ``paragraphs`` are columns whose
    texts may have several lines. ``declarable`` says that a scorecard can say how the table is laid out.
    ``periods`` says that there may be more columns, each named by a period.
    """

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    may_be_empty: bool = False
    looked_up: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    declarable: bool = True
    periods: bool = False


def column_names(header: Sequence[str], names: ColumnNames) -> list[str]:
    """The names in a header, without spaces around them; known names with the capitals they are known by."""
    known = {name.casefold(): name for name in (*names.required, *names.optional)}
    written = [name.strip() for name in header]
    return [known.get(name.casefold(), name) for name in written]


def too_many_columns(count: int, location: Location) -> Issue:
    """What is said of a table with more than MOST_COLUMNS columns."""
    what = f"the header has {count:,} columns; at most {MOST_COLUMNS:,} can be read"
    return error(location, what, "delete the columns that hold nothing")


def has_twice(header: Sequence[str]) -> bool:
    """Whether a name appears twice."""
    named = [name for name in header if name]
    return len(set(named)) < len(named)


def headings_below(
    rows: Sequence[Sequence[str]], lines: Sequence[int], file: str, names: ColumnNames
) -> Issue | None:
    """What is said of a first row that is no header, where a row below it has the names of the columns."""
    needed = set(names.required)
    if needed & set(column_names(rows[0], names)):
        return None
    for row, line in zip(rows[1:_MOST_ABOVE], lines[1:_MOST_ABOVE], strict=False):
        if needed <= set(column_names(row, names)):
            declare = f", or declare header_row: {line} for this file" if names.declarable else ""
            what = f"the names of the columns are on line {line}, and other text is above them"
            return error(Location(file, lines[0]), what, f"delete what is above{declare}")
    return None


def check_header(
    header: Sequence[str], location: Location, names: ColumnNames, if_missing: str, filled: Sequence[bool]
) -> list[Issue]:
    """What is wrong with the names of a table's columns.

    ``if_missing`` is what to do where one is missing; ``filled`` says which columns hold any text, for one
    without name and text means nothing.
    """
    known = names.required + names.optional
    unknown = [
        name
        for name in dict.fromkeys(header)
        if name and name not in known and not (names.periods and is_period(name))
    ]
    missing = [name for name in names.required if name not in header]
    unused = [name for name in known if name not in header]
    meant = {name: did_you_mean(name, unused) for name in unknown[:_MOST_UNKNOWN]}
    missing = [name for name in missing if not any(shown(name) in words for words in meant.values())]
    issues = [*_without_name(header, location, filled), *_twice(header, location)]
    strangers = [name for name in unknown if not meant.get(name) and not is_period(name)]
    if len(missing) == len(strangers) == 1 and forbidden_character(strangers[0], in_a_line=True) is None:
        issues.append(_one_for_the_other(strangers[0], missing[0], location, names))
        unknown, missing = [name for name in unknown if name not in strangers], []
    issues += _unknown(unknown, meant, location, names)
    if missing:
        columns = joined([shown(name) for name in missing])
        what = (
            f"the columns {columns} are missing" if len(missing) > 1 else f"the column {columns} is missing"
        )
        issues.append(error(location, what, if_missing))
    return issues


def _one_for_the_other(stranger: str, missing: str, location: Location, names: ColumnNames) -> Issue:
    """That a column is missing and one that is not known is there: it may be the one that is missing."""
    record = f"{{path: ..., columns: {{{missing}: {stranger}}}}}"
    declare = f", or name the file in the scorecard as a record: {record}" if names.declarable else ""
    return error(
        location,
        f"the column {shown(missing)} is missing, and the column {shown(stranger)} is not known",
        f"if it is the {missing}, name it so{declare}; else remove it, and add the {missing}",
    )


def _without_name(header: Sequence[str], location: Location, filled: Sequence[bool]) -> Iterator[Issue]:
    nameless = [
        str(position)
        for position, (name, has_text) in enumerate(zip(header, filled, strict=True), 1)
        if has_text and not name
    ]
    if len(nameless) == 1:
        yield error(location, f"column {nameless[0]} has no name", "name it or delete the column")
    elif nameless:
        what = f"the columns {listed(nameless, _MOST_NAMED)} have no name"
        yield error(location, what, "name them or delete the columns")


def _twice(header: Sequence[str], location: Location) -> Iterator[Issue]:
    repeated = [name for name, count in Counter(header).items() if name and count > 1]
    for name in repeated[:_MOST_NAMED]:
        yield error(location, f"the column {shown(name)} appears twice", "delete one of the two")


def _unknown(
    unknown: Sequence[str], meant: dict[str, str], location: Location, names: ColumnNames
) -> Iterator[Issue]:
    """The columns that are not known; unknown columns that are periods are one problem."""
    known = ", ".join(names.required + names.optional)
    periods = [name for name in unknown if is_period(name)]
    if len(periods) > 1:
        columns = listed([shown(name) for name in periods], _MOST_NAMED)
        yield error(
            location,
            f"the columns {columns} are periods: this table has a column for each period",
            ("declare layout: wide for it in the scorecard, or " if names.declarable else "")
            + "write a row for each period, with the columns period and value",
        )
        unknown = [name for name in unknown if name not in periods]
    hidden = {name: forbidden_character(name, in_a_line=True) for name in unknown}
    for name, found in list(hidden.items())[:_MOST_UNKNOWN]:
        if found is not None:
            what = f"the name of the column {shown(name)} has {character_name(found[0])}"
            yield error(location, what, "delete it")
        elif meant.get(name):
            yield error(location, f"the column {shown(name)} is not known", meant[name])
    others = [shown(name) for name in unknown if hidden[name] is None and not meant.get(name)]
    if others:
        what, them, stand = "the columns {} are", "them", "they stand"
        if len(others) == 1:
            what, them, stand = "the column {} is", "it", "it stands"
        remedy = f"remove {them}; the columns can be {known}"
        if names.declarable:
            remedy = f"remove {them}, or say under columns which of {known} {stand} for"
        yield error(location, f"{what.format(listed(others, _MOST_NAMED))} not known", remedy)


def is_period(name: str) -> bool:
    """Whether a text is the label of a period of any frequency."""
    return bool(period_readings(name))
