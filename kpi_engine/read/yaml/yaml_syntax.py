"""pyyaml's syntax errors in plain English, with what to do."""

from __future__ import annotations

import re

import yaml

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import shown


@frozen
class _Explanation:
    """How to recognise one kind of syntax error.

    ``problem`` and ``context`` are patterns of what pyyaml and libyaml say. ``at_context`` says that the
    place to fix is where the construct began, not where the parser gave up. ``inside_line``: only where it
    gave up behind other text of the line; ``at_end``: only at the end of the file. ``{character}`` is the
    character it gave up at, ``{began}`` the line where the construct began.
    """

    problem: str
    what: str
    remedy: str
    context: str = ""
    at_context: bool = False
    inside_line: bool = False
    at_end: bool = False


_OUT_OF_LINE = "expected key|expected <block end>|expected '-' indicator"
_EXPLANATIONS = (
    _Explanation(
        "cannot start any token",
        "an unquoted text cannot begin with {character}",
        "put the text in quotes",
    ),
    _Explanation(
        "mapping values are not allowed",
        'there is a ": " where no field name can end',
        "put a text that holds a colon in quotes; if this is a field, line it up with the fields above",
    ),
    _Explanation(
        "sequence entries are not allowed",
        'there is a "- " where no list item can begin',
        "put the list on lines of its own under its field; a text that begins with - goes in quotes",
    ),
    _Explanation(
        "could not find expected ':'",
        'this line is not a field: no ":" follows its name',
        'write "name: value"; a text that goes on over several lines is indented deeper than its field',
        at_context=True,
    ),
    _Explanation(
        "unexpected end of stream",
        "this quote is never closed",
        "close it where the text ends; a quote inside a text in single quotes is doubled",
        context="quoted scalar",
        at_context=True,
    ),
    _Explanation(
        "unexpected document (indicator|separator)",
        "this quote is not closed before the document ends",
        "close it where the text ends",
        context="quoted scalar",
        at_context=True,
    ),
    _Explanation(
        "unknown escape|hexdecimal|escape character code|invalid Unicode character escape",
        "a backslash inside double quotes begins no escape that YAML knows",
        "use single quotes, in which a backslash is only a backslash",
    ),
    _Explanation(
        "expected ',' or '[]]'|expected ',' or '[}]'",
        'a "," or the closing bracket is missing before this place; the bracket opened on line {began}',
        'put a "," between the items, close the bracket, and put a text that holds , [ ] {{ or }} in quotes',
    ),
    _Explanation(
        _OUT_OF_LINE,
        "the value on this line has ended before {character}",
        "put the whole text in one pair of quotes, and double a single quote inside single quotes",
        inside_line=True,
    ),
    _Explanation(
        _OUT_OF_LINE,
        "the indentation of this line fits nothing above it",
        "line it up with the fields or items it belongs with",
    ),
    _Explanation(
        "node content",
        "a bracket is opened and not closed before the end of the file",
        "close it with ] or }}, or delete it",
        at_end=True,
    ),
    _Explanation(
        "node content",
        "a value is missing before {character}",
        "write the value; a text that begins with {character} goes in quotes",
    ),
    _Explanation(
        "tab character",
        "there is a tab where spaces are wanted",
        "use spaces; most editors can turn every tab into spaces",
    ),
    _Explanation(
        "comment or (a )?line break|indentation indicator",
        'the text must begin on the line after ">" or "|"',
        "move it to the next line, indented; a text that begins with > or | goes in quotes",
    ),
    _Explanation(
        "alphabetic or numeric",
        "there is an anchor (&) or alias (*) without a name here",
        "put a text that begins with & or * in quotes",
    ),
    _Explanation(
        "",
        "there is a tag (!) here",
        "delete it; a text that begins with ! goes in quotes",
        context="a tag|a node",
    ),
    _Explanation(
        "",
        "a directive (%) stands here",
        "delete the line; a text that begins with % goes in quotes",
        context="directive",
    ),
    _Explanation(
        "directive|incompatible YAML|document start",
        "the document cannot begin here",
        "delete the lines that begin with %, --- or ...; a text that begins so goes in quotes",
    ),
)
_UNEXPLAINED = _Explanation(
    "", "this is not YAML as it should be ({problem})", "check quotes, brackets and indentation near here"
)


def syntax_issue(problem: yaml.YAMLError, text: str, display: str) -> Issue:
    """The issue that a pyyaml error means; ``text`` is what was parsed."""
    found = str(getattr(problem, "problem", None) or problem)
    context = str(getattr(problem, "context", None) or "")
    problem_mark: yaml.Mark | None = getattr(problem, "problem_mark", None)
    if problem_mark is None:
        return error(Location(display), _UNEXPLAINED.what.format(problem=found), _UNEXPLAINED.remedy)
    context_mark: yaml.Mark = getattr(problem, "context_mark", None) or problem_mark
    is_at_end = problem_mark.index >= len(text)
    explanation = _explanation(found, context, _is_inside_line(problem_mark, text), is_at_end)
    mark = context_mark if explanation.at_context else problem_mark
    words = {
        "character": _character_at(problem_mark, text),
        "began": context_mark.line + 1,
        "problem": found,
    }
    remedy = explanation.remedy.format(**words)
    if text[problem_mark.index :].partition("\n")[0].strip() == "%":
        remedy = "write percent"  # a unit, which in quotes would not be known
    return error(Location(display, mark.line + 1, mark.column + 1), explanation.what.format(**words), remedy)


def _explanation(problem: str, context: str, inside_line: bool, is_at_end: bool) -> _Explanation:
    for candidate in _EXPLANATIONS:
        fits = re.search(candidate.problem, problem) and re.search(candidate.context, context)
        if fits and (inside_line or not candidate.inside_line) and (is_at_end or not candidate.at_end):
            return candidate
    return _UNEXPLAINED


def _is_inside_line(mark: yaml.Mark, text: str) -> bool:
    """Whether other text is before the mark on its line."""
    return bool(text[mark.index - mark.column : mark.index].strip(" -"))


def _character_at(mark: yaml.Mark, text: str) -> str:
    """The character at the mark, in quotes; both parsers count characters from the start of the text."""
    return shown(text[mark.index]) if mark.index < len(text) else "the end of the file"
