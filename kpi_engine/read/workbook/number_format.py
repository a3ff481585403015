"""Number formats of spreadsheets: a code such as ``£#,##0;[Red]-£#,##0`` → its sections.

The grammar: ECMA-376 part 1, 18.8.31 (numFmts), where the built-in formats are listed too.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from kpi_engine.model.frozen import frozen

GENERAL = "General"
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|_(?P<space>.)"
    r"|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|Standard)"
    r"|(?P<half>AM/PM|A/P)"
    r"|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|b+)"
    r"|(?P<digit>[0#?])"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")

# By id, as Excel in the United Kingdom shows them (14 and 22 are the short date of the region).
BUILT_IN = {
    **{0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{
        5: "£#,##0;-£#,##0",
        6: "£#,##0;[Red]-£#,##0",
        7: "£#,##0.00;-£#,##0.00",
        8: "£#,##0.00;[Red]-£#,##0.00",
    },
    **{12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy hh:mm"},
    **{37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00"},
    **{41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', 42: '_-£* #,##0_-;-£* #,##0_-;_-£* "-"_-;_-@_-'},
    **{43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-'},
    **{44: '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'},
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@"},
}


@frozen
class Token:
    """A piece of a section. ``kind``: literal, digit, point, comma, percent, date, half, elapsed, slash,
    exponent, general or text."""

    kind: str
    text: str


@frozen
class FormatSection:
    """One of the up to four parts of a format, and which numbers it is for (``condition``)."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None

    def has(self, *kinds: str) -> bool:
        """Whether the section has a token of one of these kinds."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether the section shows a date, a time or a length of time."""
        return self.has("date", "elapsed")


@frozen
class NumberFormat:
    """The sections of a format code in their order."""

    code: str
    sections: tuple[FormatSection, ...]

    def section_for(self, number: Decimal) -> tuple[FormatSection, bool]:
        """The section that shows a number, and whether it shows the number without its minus."""
        numeric = self.sections[:3]
        if any(section.condition for section in numeric):
            return self._by_condition(numeric, number)
        if len(numeric) > 1 and number < 0:
            return numeric[1], True
        if len(numeric) > 2 and number == 0:
            return numeric[2], False
        return numeric[0], False

    def _by_condition(
        self, numeric: tuple[FormatSection, ...], number: Decimal
    ) -> tuple[FormatSection, bool]:
        for section in numeric:
            if section.condition is None or _holds(section.condition, number):
                only_negative = section.condition is not None and section.condition[0] in {"<", "<="}
                return section, only_negative and number < 0 and section is not numeric[0]
        return numeric[-1], False


@lru_cache(maxsize=4096)
def compile_format(code: str) -> NumberFormat:
    """The sections of a format code; an empty code is General."""
    sections: list[FormatSection] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    for match in _TOKEN.finditer(code or GENERAL):
        if match["other"] == ";":
            sections.append(FormatSection(tuple(tokens), condition))
            tokens, condition = [], None
        elif match["bracket"] is not None and (found := _CONDITION.fullmatch(match["bracket"])):
            condition = (found[1], Decimal(found[2]))
        else:
            token = _token(match)
            if token is not None:
                tokens.append(token)
    sections.append(FormatSection(tuple(tokens), condition))
    return NumberFormat(code, tuple(map(_with_minutes, sections)))


_OTHER = {".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "text"}


def _token(match: re.Match[str]) -> Token | None:
    kind, text = match.lastgroup or "", match[match.lastgroup or 0]
    if kind in {"quoted", "escaped"}:
        return Token("literal", text)
    if kind == "space":
        return Token("literal", " ")
    if kind == "fill":
        return None
    if kind == "bracket":
        return _bracket(text)
    if kind == "other":
        return Token(_OTHER.get(text, "literal"), text)
    return Token(kind, text.lower() if kind == "date" else text)


def _bracket(text: str) -> Token | None:
    """``[h]`` is a length of time, ``[$£-809]`` a sign of currency; colours and languages show nothing."""
    if _ELAPSED.fullmatch(text):
        return Token("elapsed", text.lower())
    if text.startswith("$"):
        return Token("literal", text[1:].partition("-")[0])
    return None


def _with_minutes(section: FormatSection) -> FormatSection:
    """``m`` after an hour or before a second means minutes, and becomes ``n``."""
    if not section.is_date:
        return section
    tokens = list(section.tokens)
    timed = [place for place, token in enumerate(tokens) if token.kind in {"date", "elapsed"}]
    for before, place, after in zip([None, *timed], timed, [*timed[1:], None], strict=False):
        previous = tokens[before].text[0] if before is not None else ""
        following = tokens[after].text[0] if after is not None else ""
        if tokens[place].text[0] == "m" and (previous == "h" or following == "s"):
            tokens[place] = Token(tokens[place].kind, "n" * len(tokens[place].text))
    as_literals = {"slash", "comma", "percent"}
    return FormatSection(
        tuple(Token("literal", token.text) if token.kind in as_literals else token for token in tokens),
        section.condition,
    )


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]
