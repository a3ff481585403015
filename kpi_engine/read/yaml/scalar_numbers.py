"""Numbers of definitions and scorecards: plain decimal numbers, exactly as written."""

from __future__ import annotations

import re
from decimal import Decimal

from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, error
from kpi_engine.model.wording import shown
from kpi_engine.read.yaml.kinds import JsonObject, ScalarKind
from kpi_engine.read.yaml.yaml_nodes import ScalarNode

# With both limits every standard, in units of the last decimal, is far inside a 64-bit integer.
MOST_WHOLE_DIGITS = 12
MOST_DECIMALS = 6

_NUMBER = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?")
# What people write beside the digits of a number: a plus sign, separators of thousands, a % sign, spaces.
_BESIDE_DIGITS = re.compile(r"^\s*\+|(?<=[0-9])[, _'\u00a0](?=[0-9]{3}(?![0-9]))|\s*%?\s*$|^\s+")
_SIMPLE = "write digits and, where needed, a leading minus and a decimal point, such as -12.5"
# The likeliest reasons that a text is not such a number, each with what to do. Compiled only when wanted.
_REASONS = (
    (r"[-+]?[0-9.,]+ ?%", "has a % sign", "leave it out: the unit says percent"),
    (r"(?i:[-+]?\.?(inf|infinity|nan))|[-+]?∞", "is not a finite number", "write the figure"),
    (r"[-+]?0[box][0-9a-fA-F_]+", "is not a decimal number", _SIMPLE),
    (r"[-+]?0[0-9]+(\.[0-9]*)?", "begins with a needless 0", "delete the 0"),
    (
        r"[-+]?[1-9][0-9]{0,2}([, _'\u00a0][0-9]{3})+(\.[0-9]+)?",
        "has a separator in it",
        "remove the separator, as in 1234.5",
    ),
    (r"[-+]?[0-9]+,[0-9]+", "has a decimal comma", "write a decimal point: 12.5"),
    (r"[-+]?[0-9.]+[eE][-+]?[0-9]+", "is written with a power of ten", "write it out in digits"),
    (r"\+[0-9.]+", "has a plus sign", "leave it out"),
    (
        r"[\u2010-\u2015\u2212\ufe63\uff0d][0-9.]+",
        "has a dash for a minus",
        "write the minus of the keyboard: -",
    ),
    (r"-?\.[0-9]+|-?[0-9]+\.", "lacks a digit beside its decimal point", "write it, such as 0.5"),
    (r"[-+]?[0-9]+(:[0-9]+)+", "is a time", _SIMPLE),
)


class DecimalNumber(ScalarKind[Decimal]):
    """A decimal number, kept as written: 75.0 has one decimal."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "a number"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> Decimal | None:
        """See ``ScalarKind.read_text``."""
        problem = _problem(node)
        if problem is None:
            return Decimal(node.text)
        what, remedy = problem
        issues.append(error(node.location, f"{label} {shown(node.text)} {what}", remedy))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        limit = 10**MOST_WHOLE_DIGITS
        return {"type": "number", "exclusiveMinimum": -limit, "exclusiveMaximum": limit}


class Size(DecimalNumber):
    """A decimal number that is not negative."""

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return "a number that is not negative"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> Decimal | None:
        """See ``ScalarKind.read_text``."""
        number = super().read_text(node, label, issues)
        if number is None or number >= 0:
            return number
        issues.append(error(node.location, f"{label} {shown(node.text)} is negative", "delete the minus"))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "number", "minimum": 0, "exclusiveMaximum": 10**MOST_WHOLE_DIGITS}


class StandardNumber(DecimalNumber):
    """A number that a file can have as a word of its indicator, which is a number when it is read here."""

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"anyOf": [super().json_schema(), {"type": "string", "pattern": "^[A-Za-z]"}]}


class TargetNumber(StandardNumber):
    """A target. Where it is written with a sign such as ``>133``, the message says how to write that."""

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> Decimal | None:
        """See ``ScalarKind.read_text``."""
        signed = re.fullmatch(r"([<>≤≥]=?) ?(\S+)", node.text)
        if signed is None or not _NUMBER.fullmatch(signed[2]):
            return super().read_text(node, label, issues)
        plain = f"write {label}: {signed[2]}"
        strictly = f"{plain} and strict: true"
        remedy = strictly if signed[1] in "<>" else f"{plain} (to equal it is to reach it)"
        issues.append(error(node.location, f"{label} {shown(node.text)} has a sign", remedy))
        return None


def _problem(node: ScalarNode) -> tuple[str, str] | None:
    if not node.plain:
        return "is in quotes, where a number is wanted", _unquoted(node.text)
    match = _NUMBER.fullmatch(node.text)
    if match is None:
        return _reason(node.text)
    if len(match[2]) > MOST_WHOLE_DIGITS:
        return (
            f"has {len(match[2]):,} digits before its point",
            f"at most {MOST_WHOLE_DIGITS} are kept exactly",
        )
    if len(match[3] or "") > MOST_DECIMALS:
        return f"has {len(match[3]):,} decimals", f"write at most {MOST_DECIMALS}"
    return None


def _reason(text: str) -> tuple[str, str]:
    """The likeliest reason that a text is no number."""
    found = (words for pattern, *words in _REASONS if re.fullmatch(pattern, text))
    what, remedy = next(found, ("is not a number", _SIMPLE))
    return what, remedy


def _unquoted(text: str) -> str:
    """What to write for a text in quotes, which without them need not be a number yet."""
    if _NUMBER.fullmatch(text):
        return "take the quotes away"
    bare = _BESIDE_DIGITS.sub("", text)
    return (
        f"write {bare}, without quotes" if _NUMBER.fullmatch(bare) else f"{_reason(text)[1]}, without quotes"
    )


@frozen
class WholeNumber(ScalarKind[int]):
    """A whole number from ``least`` to ``most``."""

    least: int
    most: int

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return f"a whole number from {self.least:,} to {self.most:,}"

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> int | None:
        """See ``ScalarKind.read_text``."""
        number = DecimalNumber().read_text(node, label, issues)
        if number is None:
            return None
        whole = number.as_tuple().exponent == 0
        if whole and self.least <= number <= self.most:
            return int(number)
        what = f"{label} {shown(node.text)} is {'out of range' if whole else 'not a whole number'}"
        issues.append(error(node.location, what, f"write {self.noun}"))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@frozen
class VersionNumber(ScalarKind[int]):
    """The version of a description; ``known`` is the only one there is."""

    known: int

    @property
    def noun(self) -> str:
        """See ``Kind.noun``."""
        return str(self.known)

    def read_text(self, node: ScalarNode, label: str, issues: list[Issue]) -> int | None:
        """See ``ScalarKind.read_text``."""
        if node.plain and node.text == str(self.known):
            return self.known
        what = f"{label} {shown(node.text)} is not known to this version of kpi"
        remedy = f"write {label}: {self.known}, or use the version of kpi that the file was written for"
        issues.append(error(node.location, what, remedy))
        return None

    def json_schema(self) -> JsonObject:
        """See ``Kind.json_schema``."""
        return {"const": self.known}
