"""Run rate and pace in words: what is needed, and what has been done."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from kpi_engine.model.arrays.rounding import rounded_half_up
from kpi_engine.model.definitions.judgement import Polarity
from kpi_engine.model.figures.figure import Figure
from kpi_engine.model.statistics.pace import RunRate, RunRateFacts
from kpi_engine.model.wording import capitalised
from kpi_engine.model.words.number_text import standard_text, value_text


def run_rate_words(figure: Figure) -> str:
    """What the rest of the year needs to reach the target.

    Returns:
        Words such as ``Needs 25 a month for 8 months (best so far 20): more than any month so far.``; empty
            without
        a target.
    """
    statistics = figure.ratings.statistics
    facts = None if statistics is None else (statistics.run_rates or {}).get(figure.row)
    return "" if facts is None else " ".join(_sentences(figure, facts))


def _sentences(figure: Figure, facts: RunRateFacts) -> Iterator[str]:
    name = figure.indicator.calendar.period_name
    target = _text(facts.target, figure)
    if facts.state is RunRate.REACHED:
        yield f"The year's target of {target} is reached."
    elif facts.state is RunRate.PASSED:
        yield f"The most for the year, {target}, is passed."
    elif facts.state is RunRate.YEAR_OVER:
        yield f"The year is over: {_text(facts.so_far, figure)} of {target}."
    else:
        yield _needed(figure, facts, name)
    if facts.at_this_rate is not None and facts.state is not RunRate.YEAR_OVER:
        rate = _text(Fraction(facts.at_this_rate), figure)
        yield f"If the rest of the year is like the year so far: {rate}."
    if facts.like_last_year is not None:
        yield f"If the rest is like last year's: {_text(facts.like_last_year, figure)}."
    if facts.likely is not None:
        low, high = (_text(Fraction(rounded_half_up(end, 0)), figure) for end in facts.likely)
        yield f"Likely between {low} and {high} (4 in 5)."


def _needed(figure: Figure, facts: RunRateFacts, name: str) -> str:
    best = "" if facts.best is None else f"{_text(facts.best, figure)}"
    left = f"{facts.left} {name}{'' if facts.left == 1 else 's'}"
    each = _text(Fraction(facts.needed or 0), figure)
    lowest = figure.polarity is Polarity.LOWEST
    verb = f"At most {each} a {name}" if lowest else f"Needs {each} a {name}"
    word = "lowest" if lowest else "best"
    beyond = f"less than any {name} so far" if lowest else f"more than any {name} so far"
    seen = f"the {word} of the last 12 was {best}" if best else ""
    judged = beyond if facts.state is RunRate.BEYOND else ""
    note = ": ".join(part for part in (judged, seen) if part)
    return f"{verb} for {left}{f' ({note})' if note else ''}."


def pace_words(figure: Figure) -> str:
    """Whether an ambition is approached fast enough.

    Returns:
        Words such as ``Too slow for 80% by 2026-27: 40% of the way, 60% of the time.``; empty without an
            ambition.
    """
    statistics = figure.ratings.statistics
    facts = None if statistics is None else (statistics.paces or {}).get(figure.row)
    if facts is None or facts.pace is None or facts.target is None:
        return ""
    goal = standard_text(rounded_half_up(facts.target, figure.indicator.decimals), figure.indicator)
    category = str(facts.pace.category.value)
    told = f"{capitalised(category)}: {goal} by {facts.by_label}"
    if facts.pace.made is None:
        return f"{told}."
    made, due = (rounded_half_up(100 * part, 0) for part in (facts.pace.made, facts.pace.due))
    return f"{told}; {made:f}% of the way in {due:f}% of the time."


def _text(number: Fraction, figure: Figure) -> str:
    return value_text(rounded_half_up(number, figure.indicator.decimals), figure.indicator)
