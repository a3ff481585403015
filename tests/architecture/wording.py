"""What can be counted of how the package is worded, stage by stage.

Rules: docs/contributing.md, "How things are written".

``python -m tests.architecture.wording`` lists every place.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[2] / "kpi_engine"
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_DOCUMENTED = (ast.Module, ast.ClassDef, *_FUNCTIONS)

# A docstring that begins "Of several with one name, the newest wins": say the subject first.
_OPENS_WITH_OF = re.compile(r"Of\s")
# Words that stand for something that the sentence does not name.
_PRONOUNS = re.compile(r"\b(?:ones|those|that of|that for|whoever)\b|\bone(?=[,.;:)])", re.IGNORECASE)
# Several clauses in one line, as in a telegram: write sentences, or Args and Returns.
_CLAUSES = re.compile(r"[:;](?=\s)")
_TELEGRAM = 2
# Plain verbs instead: be or appear, say or report, fix, remove, contain.
_VERBS = re.compile(
    r"\b(?:stands?|stood|mend(?:s|ed|ing)?|tell of|is told|are told"
    r"|tak(?:e|es|en|ing) (?:\w+ ){0,3}out)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"\w+ \w+ \w+")


class Place(NamedTuple):
    """A text that breaks a rule: the rule's name, the stage of the package, the file, its line, the text."""

    rule: str
    stage: str
    file: str
    line: int
    text: str


def places() -> Iterator[Place]:
    """Every text of the package that breaks a rule of wording, in the order of the files."""
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE)
        stage = file.parts[0].removesuffix(".py")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = dict(_docstrings(tree))
        for node, text in docstrings.items():
            for rule in broken_by_docstring(text):
                yield Place(rule, stage, file.as_posix(), node.lineno, text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
                text = " ".join(node.value.split())
                if verb_in_message(text):
                    yield Place("verb in a message", stage, file.as_posix(), node.lineno, text)


def _docstrings(tree: ast.Module) -> Iterator[tuple[ast.Constant, str]]:
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and node.body and isinstance(node.body[0], ast.Expr):
            first = node.body[0].value
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first, " ".join(first.value.split())


def verb_in_message(text: str) -> bool:
    """Whether a text of three words or more has a verb that a plainer one can replace."""
    return _SENTENCE.search(text) is not None and _VERBS.search(text) is not None


def broken_by_docstring(text: str) -> Iterator[str]:
    """The rules that a docstring, its line breaks as spaces, breaks."""
    if _OPENS_WITH_OF.match(text):
        yield "docstring that opens with Of"
    if _PRONOUNS.search(text):
        yield "docstring with a pronoun for a noun"
    first = text.split(". ", maxsplit=1)[0].split(" Args:", maxsplit=1)[0]
    if len(_CLAUSES.findall(first)) >= _TELEGRAM:
        yield "docstring like a telegram"
    if _VERBS.search(text):
        yield "verb in a docstring"


if __name__ == "__main__":
    wanted = set(sys.argv[1:])
    for place in places():
        if not wanted or place.stage in wanted:
            sys.stdout.write(f"{place.file}:{place.line}: {place.rule}: {place.text}\n")
