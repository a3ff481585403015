"""Whose figures a workbook has: a body that titles name, sheets that are areas, or a column of areas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kpi_engine.model.frozen import frozen
from kpi_engine.read.csv.dates import A_MONTH
from kpi_engine.read.recognise.found import FoundMeasure
from kpi_engine.read.recognise.words.period_headings import period_in_text, period_of_text, year_in_text

_DOCUMENT = re.compile(
    r"\b((corporate|business|delivery|council|strategic|annual|service)[ -]plan|(integrated )?performance"
    r"|(balanced )?scorecard|dashboard|report|kpis?|key performance indicators|monitoring"
    r"|quarterly|monthly|annual|update|summary)\b.*$",
    re.I,
)
_BODY = re.compile(
    r"\b(council|borough|district|county|city|authority|trust|nhs|hospitals?|police|constabulary|homes|housing"
    r"|association|university|college|service|fire|partnership)\b",
    re.I,
)
# Parts of a document, which are no bodies: *Priority 2: Safe*.
_PART = re.compile(
    r"(corporate |strategic )?"
    r"(priority|objective|aim|outcome|theme|goal|section|part|table|appendix|annex|chapter)\b.*",
    re.I,
)
_WHOLE = re.compile(
    r".*\b(total|overall|all|whole|county|council[- ]wide|trust[- ]wide|trust|england|group)\b.*", re.I
)
_SHARED = 0.5
_A_PERIOD = re.compile(
    r"(?<![a-z0-9])(?:(?:fy ?)?(?:19|20)?\d\d ?[-–] ?(?:19|20)?\d\d|(?:19|20)\d\d"
    r"|(?:q|qtr|quarter|h|half) ?[1-4]|autumn|spring|summer"
    rf"|(?:{A_MONTH})(?:[ '’-]\d\d(?!\d))?)(?![a-z0-9])",
    re.I,
)


@frozen
class Whose:
    """The areas in order.

    ``top`` is above the other areas; it is empty if no area is. ``inferred`` says from what that was
    inferred.
    """

    names: tuple[str, ...]
    top: str
    inferred: str


def sheets_as_areas(measures_of_sheet: dict[str, set[str]]) -> list[str]:
    """The sheets that have the same measures as another: each is of another area."""
    sheets = list(measures_of_sheet)
    alike = []
    for sheet in sheets:
        own = measures_of_sheet[sheet]
        for other in sheets:
            shared = own & measures_of_sheet[other]
            if (
                other != sheet
                and own
                and len(shared) >= 2
                and len(shared) >= _SHARED * len(own | measures_of_sheet[other])
            ):
                alike.append(sheet)
                break
    return alike


def areas_by_sheet(alike: Sequence[str]) -> dict[str, str]:
    """The areas that sheets with the same measures are of, by sheet; empty where they are of one body.

    A sheet that is named after its period, such as 2023-24 or Q1, is of no area of that name; *North 2023-24*
    is of North.
    """
    if not all(map(names_a_period, alike)):
        return {sheet: sheet for sheet in alike}
    areas = {sheet: " ".join(_A_PERIOD.sub(" ", sheet).split()).strip(" -–_,()") for sheet in alike}
    return areas if len(set(areas.values())) > 1 and all(areas.values()) else {}


def names_a_period(sheet: str) -> bool:
    """Whether the name of a sheet has a period in it."""
    found = (read(sheet.replace("_", " ")) for read in (period_of_text, period_in_text, year_in_text))
    return any(each is not None for each in found)


def areas_in_order(names: Sequence[str]) -> Whose:
    """Several areas; the one that is named as their whole is above the others."""
    tops = [name for name in names if _WHOLE.fullmatch(name)]
    if len(tops) != 1 or len(names) < 3:
        return Whose(tuple(names), "", "")
    return Whose(
        (tops[0], *(name for name in names if name != tops[0])), tops[0], "its name says that it is the whole"
    )


def body_named_in(titles: Sequence[str], file_name: str) -> tuple[str, str]:
    """The body that titles name most often, else the name of the file; and what says so."""
    found = [name for title in titles if (name := _body(title))]
    if found:
        counts = Counter(found)
        name = max(found, key=lambda each: (counts[each], -found.index(each)))
        return name, f"the titles name it, such as {titles[[_body(title) for title in titles].index(name)]!r}"
    plain = " ".join(re.sub(r"[_-]+", " ", file_name).split())
    return plain.capitalize() or "Body", "the name of the file: no title names a body"


def title_of(titles: Sequence[str]) -> str:
    """The first title that says what the document is; if no title says so, the first title."""
    found = [title for title in titles if title]
    named = (title for title in found if _DOCUMENT.search(title))
    return next(named, found[0] if found else "Performance scorecard")


def _body(title: str) -> str:
    """``Northshire Council`` of ``Northshire Council Corporate Plan – Adult Social Care``."""
    parts = re.split(r"\s+[–—-]\s+|:\s+|\s+\|\s+", title)
    first, *others = sorted(parts, key=lambda part: _BODY.search(part) is None)
    name = _DOCUMENT.sub("", first).strip(" ,–-")
    if _PART.fullmatch(name):
        return ""
    return name if others and 3 <= len(name) <= 60 and re.match(r"[A-Z]", name) else ""


def measures_by_sheet(measures: Sequence[FoundMeasure]) -> dict[str, set[str]]:
    """The measures that each sheet has figures of."""
    found: dict[str, set[str]] = {}
    for at, measure in enumerate(measures):
        for figure in (*measure.figures, *measure.outturns):
            found.setdefault(figure.place.rpartition("!")[0], set()).add(str(at))
    return found
