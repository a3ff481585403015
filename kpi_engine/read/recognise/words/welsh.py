"""Headings of councils in Wales: the Welsh words of months, quarters and columns, in English."""

from __future__ import annotations

import re

from kpi_engine.model.calendars.period import MONTHS_IN_FULL

_MONTHS = (
    *("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf"),
    *("awst", "medi", "hydref", "tachwedd", "rhagfyr"),
)
_WORDS = {
    **dict(zip(_MONTHS, map(str.casefold, MONTHS_IN_FULL), strict=True)),
    **{"chwarter": "quarter", "hanner": "half", "cyfeirnod": "reference", "dangosydd": "indicator"},
    **{"mesur": "measure", "targed": "target", "gwerth": "value", "canlyniad": "result", "cymru": "wales"},
    **{"perfformiad": "performance", "statws": "status", "ardal": "area", "gwasanaeth": "service"},
}
_WELSH = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b")


def in_english(plain: str) -> str:
    """A heading in small letters with its Welsh words in English; no Welsh word here is an English word."""
    return _WELSH.sub(lambda found: _WORDS[found[0]], plain)
