"""The text of a query: one statement that reads, with the parameters that kpi gives it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from kpi_engine.model.calendars.period import Month
from kpi_engine.model.wording import joined, shown
from kpi_engine.read.results.database import QueryError

_ASIDE = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]\n]*\]|--[^\n]*|/\*.*?\*/", re.DOTALL)
_READING = frozenset({"select", "with", "values", "table", "from"})
_WRITING = re.compile(
    r"\b(insert|update|delete|merge|replace|drop|alter|create|truncate|grant|revoke|call|exec|execute|copy|into)\b",
    re.IGNORECASE,
)
_CAST = re.compile(r"(?<![:\w\\]):([A-Za-z_]\w*)::\s*(\w+)")
_PARAMETER = re.compile(r"(?<![:\w\\]):([A-Za-z_]\w*)(?!:)")


def parameters_of(month: Month) -> dict[str, str | date]:
    """What a query can ask for: the as-at month, and its first and last day."""
    last = monthrange(month.year, month.month)[1]
    return {
        "as_at": month.label,
        "first_day": date(month.year, month.month, 1),
        "last_day": date(month.year, month.month, last),
    }


def checked_query(text: str, month: Month, is_enforced: bool) -> tuple[str, dict[str, str | date]]:
    """The one statement of a query, as SQLAlchemy takes it, and the parameters that it uses.

    ``is_enforced``: the database refuses changes itself; where not, words that change data are refused here.

    Raises:
        QueryError: it is not one statement, does more than read, or has other parameters.
    """
    statement = text.strip().rstrip(";").rstrip()
    plain = _ASIDE.sub(" ", statement)
    first = re.match(r"[\s(]*([A-Za-z]+)", plain)
    if first is None or first[1].casefold() not in _READING:
        raise QueryError("the query does not begin with SELECT or WITH", "write one statement that reads")
    if ";" in plain:
        raise QueryError("the query has more than one statement", "write one statement that reads")
    writing = None if is_enforced else _WRITING.search(plain)
    if writing is not None:
        what = f"the query has the word {writing[1].upper()}, and this database can be changed by it"
        raise QueryError(what, "write a query that only reads; quote a column of that name")
    cast = _CAST.search(plain)
    if cast is not None:
        what = f"the query casts the parameter :{cast[1]} with ::, which is not understood"
        raise QueryError(what, f"write CAST(:{cast[1]} AS {cast[2]})")
    known = parameters_of(month)
    used = dict.fromkeys(_PARAMETER.findall(plain))
    unknown = [shown(f":{name}") for name in used if name not in known]
    if unknown:
        names = joined([f":{name}" for name in known])
        raise QueryError(f"the query has the parameter {joined(unknown)}", f"it can have {names}")
    # SQLAlchemy looks for parameters in quotes and comments, too.
    escaped = _ASIDE.sub(lambda aside: aside[0].replace(":", r"\:"), statement)
    return escaped, {name: known[name] for name in used}
