"""Whole projects as random texts: valid definitions, a scorecard and figures of every kind that there is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st

from kpi_engine.model.calendars.calendar import Calendar
from kpi_engine.model.calendars.days import day_label
from kpi_engine.model.calendars.period import Frequency, Month
from kpi_engine.model.calendars.period_text import period_label
from kpi_engine.model.definitions.figure_marks import FigureMark
from kpi_engine.model.definitions.judgement import Missing
from tests.calendars import calendars
from tests.oracle.records import PlainObservation

AS_AT = Month(2025, 6)
AREAS = "area,parent,level\nNorth,,county\nEast,North,district\nWest,North,district\n"
PLACES = ("North", "East", "West")
SCALES = (
    (),
    ("green", "red"),
    ("green", "amber", "red"),
    ("blue", "green", "amber", "red"),
    ("blue", "green", "amber_green", "amber", "red"),
    ("blue", "green", "amber_green", "amber", "amber_red", "red"),
)
_NO_VALUE = {
    "": Missing.BLANK,
    "[x]": Missing.NOT_AVAILABLE,
    "[c]": Missing.CONFIDENTIAL,
    "*": Missing.SUPPRESSED,
    "[z]": Missing.NOT_APPLICABLE,
    "-": Missing.DASH,
}
_MARKS = ((), (), (), (), (FigureMark.PROVISIONAL,), (FigureMark.BREAK,))


@dataclass(frozen=True)
class Project:
    """Texts of files, and the figures in them as records."""

    definitions: str
    scorecard: str
    observations: str
    rows: tuple[PlainObservation, ...]

    def write(self, folder: Path) -> Path:
        """Write the files, and say where the scorecard is."""
        files = {
            "indicators/all.yaml": self.definitions,
            "pack/areas.csv": AREAS,
            "pack/scorecard.yaml": self.scorecard,
            "pack/observations.csv": self.observations,
        }
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True, parents=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder / "pack" / "scorecard.yaml"


@dataclass(frozen=True)
class Draft:
    """An indicator in the making: its calendar, and the lines of its definition."""

    code: str
    calendar: Calendar
    polarity: str
    unit: str
    decimals: int
    lines: tuple[str, ...]
    words: tuple[tuple[str, int], ...] = ()
    bands: str = ""

    @property
    def text(self) -> str:
        """Its entry in the definitions."""
        lines = [
            f"code: {self.code}",
            f"name: Indicator {self.code}",
            f"polarity: {self.polarity}",
            f"unit: {self.unit}",
            f"decimals: {self.decimals}",
            "definition: What it measures.",
            *calendar_lines(self.calendar),
            *self.lines,
        ]
        return "  - " + "\n    ".join(lines) + "\n"


def calendar_lines(calendar: Calendar) -> list[str]:
    """The fields that say which periods there are."""
    details = calendar.details
    lines = [f"frequency: {calendar.frequency.value}"]
    if not calendar.in_days:
        lines.append(f"year: {calendar.year.value}")
    if calendar.every > 1:
        counted = calendar.year.label(details.counted_from + 2000 - 2000 % calendar.every)
        lines += [f"every_years: {calendar.every}", f"counted_from: {counted}"]
    if calendar.pooled > 1:
        lines.append(f"pooled_years: {calendar.pooled}")
    if calendar.frequency is Frequency.WEEKLY:
        lines.append(f"weeks: {calendar.weeks.value}")
    if calendar.frequency is Frequency.FOUR_WEEKLY:
        lines.append(f"counted_from: {day_label(calendar.first_day(calendar.latest(AS_AT)))}")
    return lines


def numbers(decimals: int) -> st.SearchStrategy[Decimal]:
    """Numbers near each other, so that standards are met, missed and equalled."""
    return st.integers(-40, 400).map(lambda whole: Decimal(whole).scaleb(-decimals))


@st.composite
def standards(draw: st.DrawFn, draft: Draft, scale: tuple[str, ...]) -> list[str]:
    """The lines that say what is RED, AMBER and GREEN, in any of the ways."""
    number = numbers(draft.decimals)
    if draft.polarity == "none":
        return []
    if draft.polarity == "T":
        ends = sorted(draw(st.lists(number, min_size=5, max_size=5)))
        told = [f"green: [{ends[1]:f}, {ends[3]:f}]"]
        told += draw(st.sampled_from([[], [f"target: {ends[2]:f}"]]))
        ways = (
            ["amber: none"]
            if scale == ("green", "red")
            else ["amber: none", f"amber: [{ends[0]:f}, {ends[4]:f}]"]
        )
        return [*told, draw(st.sampled_from(ways))]
    first = Decimal(draw(st.integers(1, 300))).scaleb(-draft.decimals)
    sign = 1 if draft.polarity == "H" else -1
    step = Decimal(draw(st.integers(2, 60)))
    if scale == ("green", "red"):
        return [f"target: {first:f}", "amber: none"]
    way = draw(st.sampled_from(["floor", "percent", "points", "met", "strict"]))
    edges = []
    if "blue" in scale and draw(st.booleans()):
        edges.append(f"blue: {first + sign * step:f}")
    if way == "met":
        return [f"target: {first:f}", "amber: none", *edges]
    if way in ("percent", "points"):
        size = f"{step}%" if way == "percent" else f"{step} points"
        return [f"target: {first:f}", f"tolerance: {size}", *edges]
    floor = first - sign * step
    if "amber_green" in scale:
        edges.append(f"amber_green: {first - sign * step / 2:f}")
    if "amber_red" in scale:
        edges.append(f"amber_red: {floor - sign * step:f}")
    strict = ["strict: true"] if way == "strict" else []
    return [f"target: {first:f}", f"floor_standard: {floor:f}", *strict, *edges]


@st.composite
def bands(draw: st.DrawFn, draft: Draft, scale: tuple[str, ...]) -> str:
    """Bands of the value for each rating of a scale, which touch."""
    ratings = scale or SCALES[2]
    size = len(ratings) - 1
    edges = sorted(draw(st.lists(numbers(draft.decimals), min_size=size, max_size=size, unique=True)))
    low, high = "from", "below"
    if draft.polarity == "L":
        ratings = ratings[::-1]
        low, high = "above", "to"
    ends = [f"{edge:f}" for edge in reversed(edges)]
    told = [
        f"    {rating}: {{{', '.join([*lows, *highs])}}}\n"
        for rating, lows, highs in zip(
            ratings,
            [*([f"{low}: {end}"] for end in ends), []],
            [[], *([f"{high}: {end}"] for end in ends)],
            strict=True,
        )
    ]
    return f"  - name: bands of {draft.code}\n{''.join(told)}    basis: stated\n"


@st.composite
def measured(draw: st.DrawFn, code: str, scale: tuple[str, ...]) -> Draft:
    """An indicator whose figures are supplied."""
    calendar = draw(calendars())
    decimals = draw(st.integers(0, 2))
    polarity = draw(st.sampled_from(["H", "H", "L", "L", "T", "none"]))
    unit = draw(st.sampled_from(["percent", "cases"]))
    draft = Draft(code, calendar, polarity, unit, decimals, ())
    periods = ["compare: same_period_last_year"] if calendar.pooled == calendar.every == 1 else []
    compare = draw(st.sampled_from(["", "compare: previous", "compare: {periods_back: 2}", *periods]))
    lines = [compare] if compare else []
    lines += draw(st.sampled_from([[], [], ["same_within: 2"]]))
    lines += draw(st.sampled_from([[], [], ["rate_on: raw"]]))
    lines += draw(st.sampled_from([[], ["adds_up_from: district", "add_up: true"]]))
    if polarity in ("H", "L") and draw(st.integers(0, 3)) == 0:
        lines.append(f"bands: bands of {code}")
        return Draft(
            *(code, calendar, polarity, unit, decimals, tuple(lines)), bands=draw(bands(draft, scale))
        )
    told = draw(standards(draft, scale))
    if told and draw(st.booleans()):
        latest = calendar.latest(AS_AT)
        since = period_label(calendar, latest - draw(st.integers(0, 4)))
        later = draw(standards(draft, scale))
        lines.append("thresholds:")
        lines.append(f"  - {{{', '.join(told)}}}")
        lines.append(f'  - {{from: "{since}", {", ".join(later)}}}')
    else:
        lines += told
    return Draft(code, calendar, polarity, unit, decimals, tuple(lines))


@st.composite
def in_words(draw: st.DrawFn, code: str, scale: tuple[str, ...]) -> Draft:
    """An indicator whose values are words with numbers."""
    words = (("Done", 3), ("On the way", 2), ("Late", 1))
    given = ", ".join(f"{word}: {number}" for word, number in words)
    lines = [f"values: {{{given}}}", "target: Done"]
    lines.append("amber: none" if scale == ("green", "red") else "floor_standard: On the way")
    return Draft(code, draw(calendars()), "H", "step", 0, tuple(lines), words)


@st.composite
def on_a_path(draw: st.DrawFn, code: str, scale: tuple[str, ...]) -> Draft:
    """An indicator whose target moves from a baseline to a later year."""
    calendar = draw(calendars().filter(lambda one: one.every == one.pooled == 1))
    latest = calendar.latest(AS_AT)
    first, last = latest - draw(st.integers(1, 6)), latest + draw(st.integers(1, 6))
    begins, ends = draw(numbers(1)), draw(numbers(1))
    path = (
        f'path: {{from: {{period: "{period_label(calendar, first)}", value: {begins:f}}}, '
        f'to: {{period: "{period_label(calendar, last)}", value: {ends + (begins == ends):f}}}}}'
    )
    polarity = draw(st.sampled_from(["H", "L"]))
    return Draft(code, calendar, polarity, "cases", 1, (path, "amber: none"))


@st.composite
def made_from(draw: st.DrawFn, code: str, one: Draft, other: Draft, scale: tuple[str, ...]) -> Draft:
    """An indicator made from two others of one calendar, or from several periods of one."""
    ways = ["difference", "product", "window"]
    ways += ["ratio"] if "percent" not in (one.unit, other.unit) else []
    ways += ["sum"] if one.unit == other.unit else []
    way = draw(st.sampled_from(ways))
    decimals, lines = 2, [f"{way}: [{one.code}, {other.code}]"]
    unit = one.unit
    if way == "ratio":
        unit, lines = "percent", [f"ratio: {{numerator: {one.code}, denominator: {other.code}}}"]
    elif way == "difference":
        unit = one.unit
    elif way == "product":
        unit = "score"
    elif way == "window":
        periods = draw(st.integers(2, 4))
        mean = draw(st.sampled_from(["", ", mean: true"]))
        lines = [f"window: {{of: {one.code}, covers: rolling, periods: {periods}{mean}}}", "data_period: P"]
    draft = Draft(code, one.calendar, draw(st.sampled_from(["H", "L", "none"])), unit, decimals, ())
    return Draft(
        *(code, one.calendar, draft.polarity, unit, decimals), (*lines, *draw(standards(draft, scale)))
    )


@st.composite
def figures(draw: st.DrawFn, draft: Draft) -> list[tuple[PlainObservation, str]]:
    """Figures of an indicator with their lines in the file, of no place and period twice."""
    latest = draft.calendar.latest(AS_AT)
    places = draw(
        st.lists(
            st.tuples(st.sampled_from(PLACES), st.integers(latest - 6, latest)),
            unique=True,
            min_size=1,
            max_size=14,
        )
    )
    found = []
    for area, period in places:
        found.append(draw(figure(draft, area, period)))
    return found


@st.composite
def figure(draw: st.DrawFn, draft: Draft, area: str, period: int) -> tuple[PlainObservation, str]:
    """One figure: a value, a word, a numerator with a denominator, or a mark in place of all."""
    value = numerator = denominator = None
    missing, text = Missing.PRESENT, ""
    marks = draw(st.sampled_from(_MARKS))
    if draw(st.integers(0, 7)) == 0:
        text, missing = draw(st.sampled_from(list(_NO_VALUE.items())))
        marks = ()
    elif draft.words:
        text, number = draw(st.sampled_from(draft.words))
        value = Decimal(number)
    elif draft.unit == "percent" and draw(st.booleans()):
        denominator = Decimal(draw(st.integers(1, 60)))
        numerator = Decimal(draw(st.integers(0, 60)))
    else:
        more = draw(st.integers(0, 1))
        value = draw(numbers(draft.decimals + more)) if more else draw(numbers(draft.decimals))
        text = f"{value:f}"
    if draft.unit == "percent" and value is not None:
        # All below 1 would be asked about: fractions written as percentages.
        value += 2
        text = f"{value:f}"
    told = text + "".join(f" {mark.sign}" for mark in marks) if text else text
    status = "" if text else ", ".join(mark.words for mark in marks)
    row = PlainObservation(
        *(draft.code, area, period, value, numerator, denominator, missing),
        marks=sum(mark.bit for mark in marks),
    )
    parts = ["" if part is None else f"{part:f}" for part in (numerator, denominator)]
    label = period_label(draft.calendar, period)
    return row, f'{draft.code},{area},"{label}",{told},{parts[0]},{parts[1]},"{status}"'


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """A project of several indicators, each by a calendar of its own, and some made from others."""
    scale = draw(st.sampled_from(SCALES))
    drafts = [draw(measured(f"A{number}", scale)) for number in range(draw(st.integers(1, 3)))]
    drafts += [draw(in_words("WORDS", scale))] if draw(st.booleans()) else []
    drafts += [draw(on_a_path("PATH", scale))] if draw(st.booleans()) else []
    supplied = list(drafts)
    if drafts[0].calendar.pooled == 1 and draw(st.booleans()):
        one = drafts[0]
        aims = ("target_figure: {indicator: A0}", "amber: none")
        polarity, lines = draw(st.sampled_from([("none", ()), ("H", aims), ("L", aims)]))
        twin = Draft("TWIN", one.calendar, polarity, one.unit, one.decimals, lines)
        supplied.append(twin)
        drafts += [twin, draw(made_from("MADE", one, twin, scale))]
    as_printed = draw(st.booleans())
    rows = [row for draft in supplied for row in draw(figures(draft))]
    named = "".join(one.bands for one in drafts)
    return Project(
        definitions="schema_version: 1\nservice: S\n"
        + (f"bands:\n{named}" if named else "")
        + "indicators:\n"
        + "".join(one.text for one in drafts),
        scorecard=scorecard(drafts, scale, as_printed=as_printed),
        observations="\n".join(
            ["code,area,period,value,numerator,denominator,status", *(line for _, line in rows), ""]
        ),
        rows=tuple(replace(row, as_printed=as_printed) for row, _ in rows),
    )


def scorecard(drafts: list[Draft], scale: tuple[str, ...], *, as_printed: bool) -> str:
    """A scorecard of all indicators, in a section for each frequency."""
    lines = [
        "schema_version: 1",
        "title: T",
        f"as_at: {AS_AT.label}",
        "areas_file: areas.csv",
        "observations:",
        f"  - {{path: observations.csv, precision: {'as_printed' if as_printed else 'as_defined'}}}",
        "areas: [North, East, West]",
        "outputs: [csv]",
    ]
    if scale:
        lines += ["scale:", *(f"  - {{rating: {rating}, name: Is {rating}}}" for rating in scale)]
    lines.append("sections:")
    for frequency in dict.fromkeys(draft.calendar.frequency for draft in drafts):
        codes = ", ".join(draft.code for draft in drafts if draft.calendar.frequency is frequency)
        name = frequency.value
        lines.append(f"  - {{id: {name}, title: {name}, frequency: {name}, indicators: [{codes}]}}")
    return "\n".join(lines) + "\n"
