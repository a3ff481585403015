"""The texts of the package that break a rule of wording are counted by stage, and can only become fewer.

The ceilings are in wording_ceilings.json beside this file. ``KPI_WRITE_EXPECTED=1`` lowers them to what is
counted now, and never raises them: whoever needs more has to word the text better.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from tests.architecture.wording import Place, broken_by_docstring, places, verb_in_message

CEILINGS = Path(__file__).parent / "wording_ceilings.json"
_HOW = "python -m tests.architecture.wording {stage} lists them; see docs/contributing.md"


@pytest.fixture(scope="module")
def found() -> list[Place]:
    return list(places())


def test_no_stage_has_more_than_before(found: list[Place]) -> None:
    counts = Counter((place.stage, place.rule) for place in found)
    ceilings = json.loads(CEILINGS.read_text(encoding="utf-8"))
    if os.environ.get("KPI_WRITE_EXPECTED"):
        for stage, rules in ceilings.items():
            ceilings[stage] = {rule: min(most, counts[stage, rule]) for rule, most in rules.items()}
        CEILINGS.write_text(json.dumps(ceilings, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    over = [
        f"{stage}: {count} of {rule}, at most {most}; {_HOW.format(stage=stage)}"
        for (stage, rule), count in sorted(counts.items())
        if count > (most := ceilings.get(stage, {}).get(rule, 0))
    ]
    assert not over, "\n".join(over)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Of several with one name, the newest wins.", "docstring that opens with Of"),
        ("Of a figure.", "docstring that opens with Of"),
        ("The rows that are those of the period.", "docstring with a pronoun for a noun"),
        ("The lowest and the highest one.", "docstring with a pronoun for a noun"),
        ("Whoever reads it.", "docstring with a pronoun for a noun"),
        ("The rows; empty: none; None: not read.", "docstring like a telegram"),
        ("Where a figure stands.", "verb in a docstring"),
        ("Take its until out.", "verb in a docstring"),
    ],
)
def test_what_breaks_a_rule(text: str, rule: str) -> None:
    assert rule in set(broken_by_docstring(text))


@pytest.mark.parametrize(
    "text",
    [
        "Comparators with the same name: the newest year wins.",
        "One row for each period. One of several.",
        "Offices are areas.",
        "The figures. Args: rows: the rows; period: the period; area: the area.",
        "An outstanding judgement.",
    ],
)
def test_what_breaks_none(text: str) -> None:
    assert not set(broken_by_docstring(text))


def test_verbs_of_messages() -> None:
    assert verb_in_message("a tab stands here")
    assert verb_in_message("mend the others first")
    assert verb_in_message("or take the line out")
    assert not verb_in_message("there is a tab here")
    assert not verb_in_message("stands")  # a word alone is no message
