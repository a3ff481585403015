"""What was worked out, in lines for a reader and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_engine.commands.output.json_document import json_document
from kpi_engine.commands.outsider.worked_out import Findings
from kpi_engine.model.calendars.period_text import period_words
from kpi_engine.model.definitions.indicator import Indicator
from kpi_engine.model.figures.withheld import WorkedOut
from kpi_engine.model.wording import counted

_SCHEMA_VERSION = 1
_NOT_KNOWN = "Not looked at: figures that others have published, and whether what is counted are people."


def findings_as_text(findings: Findings, defined: Mapping[str, Indicator], not_read: Sequence[str]) -> str:
    """A line for each finding, how many figures are given away, and what nobody looked at."""
    lines = [
        f"{out.place.code}, {out.place.area}, {_period(out, defined)}: {_what(out)}: {out.how}"
        for out in findings.told
    ]
    figures = counted(findings.withheld, "withheld figure")
    end = f"Nothing can be worked out of {figures} from what is published here."
    if findings.told:
        end = f"{len({out.place for out in findings.told})} of {figures} can be worked out or narrowed down."
    unread = [f"Not read, since they are no tables or text: {', '.join(not_read)}."] if not_read else []
    return "".join(f"{line}\n" for line in [*lines, end, *unread, _NOT_KNOWN])


def findings_as_json(findings: Findings, defined: Mapping[str, Indicator], not_read: Sequence[str]) -> str:
    """The findings as a list of records."""
    rows = [
        {
            "code": out.place.code,
            "area": out.place.area,
            "kind": out.place.kind,
            "period": _period(out, defined),
            "number": out.number,
            "low": out.low,
            "high": out.high,
            "how": out.how,
        }
        for out in findings.told
    ]
    return json_document(_SCHEMA_VERSION, {"worked_out": rows, "not_read": list(not_read)})


def _period(out: WorkedOut, defined: Mapping[str, Indicator]) -> str:
    is_outturn = out.place.kind == "outturn"
    calendar = defined[out.place.code].calendar
    return period_words(calendar.yearly if is_outturn else calendar, out.place.period) + (
        " (outturn)" if is_outturn else ""
    )


def _what(out: WorkedOut) -> str:
    if out.low == out.high:
        return f"the {out.number} is {out.low}"
    if out.high is None:
        return f"at least {out.low}" if out.low else f"its {out.number} is in print"
    return f"the {out.number} is between {out.low} and {out.high}"
