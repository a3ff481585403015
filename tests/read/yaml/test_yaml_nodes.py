"""YAML as located nodes, and what stops a file from becoming some."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kpi_engine.model.issue import MOST_TOLD, Issue, Location
from kpi_engine.read.yaml import yaml_nodes
from kpi_engine.read.yaml.yaml_nodes import (
    DEEPEST_NESTING,
    ListNode,
    MappingNode,
    ScalarNode,
    UnreadableNode,
    load_nodes,
    parse_nodes,
)
from kpi_engine.read.yaml.yaml_text import LARGEST_FILE

BROKEN = Path(__file__).parents[2] / "errors" / "definitions"


def at(line: int, column: int) -> Location:
    return Location("x.yaml", line, column)


def test_every_node_says_where_it_begins() -> None:
    node, issues = parse_nodes("# Comment\na: one\nb: ['2', {c: three}]\nd: >-\n  four\n  five\n", "x.yaml")
    assert issues == []
    assert node == MappingNode(
        (
            (ScalarNode("a", True, at(2, 1)), ScalarNode("one", True, at(2, 4))),
            (
                ScalarNode("b", True, at(3, 1)),
                ListNode(
                    (
                        ScalarNode("2", False, at(3, 5)),
                        MappingNode(
                            ((ScalarNode("c", True, at(3, 11)), ScalarNode("three", True, at(3, 14))),),
                            True,
                            at(3, 10),
                        ),
                    ),
                    True,
                    at(3, 4),
                ),
            ),
            (ScalarNode("d", True, at(4, 1)), ScalarNode("four five", False, at(4, 4))),
        ),
        True,
        at(2, 1),
    )


@pytest.mark.parametrize("text", ["NO", "010", "12:30", "2024-08-01", "1e3", "~", "0x1F", ".inf"])
def test_a_scalar_stays_the_text_it_is(text: str) -> None:
    node, _ = parse_nodes(f"a: {text}", "x.yaml")
    assert isinstance(node, MappingNode)
    assert node.entries[0][1] == ScalarNode(text, True, at(1, 4))


def test_columns_count_characters_not_bytes() -> None:
    node, _ = parse_nodes("Zürich – 𝟙: here", "x.yaml")
    assert isinstance(node, MappingNode)
    assert node.entries[0][1].location == at(1, 13)


def test_an_alias_is_unreadable_and_everything_else_is_read() -> None:
    node, issues = parse_nodes("a: &x 1\nb: *x\n*x : 2\nc: 3\n", "x.yaml")
    assert isinstance(node, MappingNode)
    assert [key.text for key, _ in node.entries] == ["a", "b", "c"]
    assert isinstance(node.entries[1][1], UnreadableNode)
    assert [issue.location.line for issue in issues] == [1, 2, 3]


def test_aliases_do_not_multiply() -> None:
    """The "billion laughs": nine lists of nine of the list before."""
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    node, issues = parse_nodes("\n".join(lines), "x.yaml")
    assert isinstance(node, MappingNode)
    assert len(node.entries) == 10
    assert len(issues) == 10 + 9 * 9


def test_what_a_syntax_error_cuts_short_is_kept_as_not_whole() -> None:
    node, issues = parse_nodes("a:\n  - b: 1\n  - c: 2\n    d: @\n", "x.yaml")
    assert len(issues) == 1
    assert isinstance(node, MappingNode)
    items = node.entries[0][1]
    assert isinstance(items, ListNode)
    assert [item.whole for item in items.items if isinstance(item, MappingNode)] == [True, False]
    assert (node.whole, items.whole) == (False, False)


def test_what_a_wrong_indentation_closes_is_not_whole() -> None:
    """The list is closed by the line that fits nothing, so that more of it may have been meant to follow."""
    node, issues = parse_nodes("a:\n  b:\n    - 1\n   c: 2\n", "x.yaml")
    assert len(issues) == 1
    assert isinstance(node, MappingNode)
    inner = node.entries[0][1]
    assert isinstance(inner, MappingNode)
    items = inner.entries[0][1]
    assert isinstance(items, ListNode)
    assert (node.whole, inner.whole, items.whole) == (False, False, False)


def test_without_libyaml_the_parser_in_python_is_used() -> None:
    code = (
        "import sys; sys.modules['yaml.cyaml'] = None; sys.modules['yaml._yaml'] = None\n"
        "from kpi_engine.read.yaml import yaml_nodes\n"
        "print(yaml_nodes._Parser.__name__, len(yaml_nodes.parse_nodes('a: *x', 'x.yaml')[1]))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert run.stdout.split() == ["Loader", "1"]


def test_nesting_is_limited() -> None:
    deepest = "[" * DEEPEST_NESTING + "]" * DEEPEST_NESTING
    assert parse_nodes(deepest, "x.yaml")[1] == []
    _, issues = parse_nodes(f"[{deepest}]", "x.yaml")
    assert [issue.location for issue in issues] == [at(1, DEEPEST_NESTING + 1)]


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "? " * 100_000, "{a: " * 100_000, "a: " * 9])
def test_nesting_without_end_is_one_problem(text: str) -> None:
    _, issues = parse_nodes(text, "x.yaml")
    assert len(issues) == 1


def test_problems_are_told_up_to_a_number(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("a: 1\n" * (MOST_TOLD + 100))
    _, issues = load_nodes(file, "x.yaml")
    assert len(issues) == MOST_TOLD + 1
    assert str(issues[-1]) == (
        "x.yaml: error: this file has more problems than the 1,000 reported; "
        "fix these errors first, then check again"
    )


def load(path: Path) -> list[str]:
    node, issues = load_nodes(path, "x.yaml")
    assert node is None
    return [str(issue) for issue in issues]


def test_a_file_may_have_the_largest_size_and_not_more(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"a: 1 #".ljust(LARGEST_FILE))
    assert load_nodes(file, "x.yaml")[1] == []
    file.write_bytes(b"a: 1 #".ljust(LARGEST_FILE + 1))
    assert load(file) == [
        "x.yaml: error: this file is larger than 1,000,000 bytes; split it into one file a service"
    ]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    message = "x.yaml: error: there is no such file; check the spelling and the folder"
    assert load(tmp_path / "x.yaml") == [message]


def test_what_is_not_a_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    remedy = "save what comes from it in a file and name that"
    device = f"x.yaml: error: this is a pipe or a device, not a file; {remedy}"
    assert load(tmp_path) == ["x.yaml: error: this is a folder, not a file; name a file"]
    assert [load(place) for place in (tmp_path / "pipe", Path("/dev/zero"))] == [[device]] * 2


def test_a_path_that_no_system_has(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (Path("a\0b.yaml"), tmp_path / ("a" * 300), tmp_path / "loop"):
        (message,) = load(path)
        assert message.startswith("x.yaml: error: this file cannot be read (")


def test_a_file_without_the_right_to_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("a: 1")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert load(file) == ["x.yaml: error: this file may not be read; ask for the right to read it"]


@pytest.mark.parametrize("file", sorted(BROKEN.glob("*.yaml")), ids=lambda file: file.stem)
def test_the_parser_in_python_tells_the_same(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pyyaml was built without libyaml. The two differ by a column inside an escape."""
    fast = [without_column(issue) for issue in load_nodes(file, file.name)[1]]
    monkeypatch.setattr(yaml_nodes, "_Parser", yaml.Loader)
    assert [without_column(issue) for issue in load_nodes(file, file.name)[1]] == fast


def without_column(issue: Issue) -> tuple[int, str, str]:
    return issue.location.line, issue.what, issue.remedy
