"""Marks and notes behind figures and labels."""

from __future__ import annotations

import pytest

from kpi_engine.model.definitions.figure_marks import letters_of_marks
from kpi_engine.read.csv.marked_texts import marked, without_notes


@pytest.mark.parametrize(
    ("written", "text", "letters"),
    [
        ("83.2", "83.2", ""),
        ("83.2 [p]", "83.2", "p"),
        ("83.2[P]", "83.2", "p"),
        ("83.2 [p] [b]", "83.2", "p;b"),
        ("83.2 [r, e;u]", "83.2", "r;e;u"),
        ("83.2 [b][b]", "83.2", "b"),
        ("[low]", "0", "low"),
        ("0.0 [low]", "0.0", "low"),
        ("[c] [p]", "[c]", "p"),
        ("[x]", "[x]", ""),
        ("N/A", "N/A", ""),
    ],
)
def test_marks_behind_a_figure(written: str, text: str, letters: str) -> None:
    found = marked(written)
    assert (found.text, letters_of_marks(found.marks), found.problem) == (text, letters, None)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("83.2 [q]", "has the mark [q], which is not known"),
        ("83.2 []", "has the mark [], which is not known"),
        ("[p]", "has the mark [p] without a figure"),
        ("83.2 [x]", "has the mark [x], which says that there is no figure, beside something else"),
        ("[c] [x]", "has the mark [c], which says that there is no figure, beside something else"),
    ],
)
def test_marks_that_cannot_be_used(written: str, reason: str) -> None:
    problem = marked(written).problem
    assert problem is not None
    assert problem.reason == reason


@pytest.mark.parametrize(
    "written", ["83.2 [note 5]", "83.2 [Note 5] [p]", "83.2 [notes 1, 2 and 3]", "83.2 [note a]"]
)
def test_notes_behind_a_figure(written: str) -> None:
    found = marked(written)
    assert (found.text, found.has_note, found.problem) == ("83.2", True, None)


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("2019/20 [Note 5]", "2019/20"),
        ("Kent [note 1] [note 2]", "Kent"),
        ("Kent [notes 1, 2]", "Kent"),
        ("Kent [north]", "Kent [north]"),
        ("Kent [note 1] [north]", "Kent [note 1] [north]"),
        ("Kent", "Kent"),
    ],
)
def test_labels_without_their_notes(written: str, label: str) -> None:
    assert without_notes(written) == label
