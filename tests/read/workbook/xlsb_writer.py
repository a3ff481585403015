"""Writes small binary workbooks, which no library here does; LibreOffice and calamine read them."""

from __future__ import annotations

import struct
from pathlib import Path
from zipfile import ZipFile

Content = tuple[str, object, int]  # kind of cell, what it holds, its style

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Override PartName="/xl/worksheets/sheet1.bin" ContentType="application/vnd.ms-excel.worksheet"/>
<Override PartName="/xl/styles.bin" ContentType="application/vnd.ms-excel.styles"/>
<Override PartName="/xl/sharedStrings.bin" ContentType="application/vnd.ms-excel.sharedStrings"/>
</Types>"""


def _varying(number: int) -> bytes:
    out = b""
    while True:
        number, digit = number >> 7, number & 0x7F
        out += bytes([digit | (0x80 if number else 0)])
        if not number:
            return out


def record(kind: int, data: bytes = b"") -> bytes:
    return _varying(kind) + _varying(len(data)) + data


def text(content: str) -> bytes:
    return struct.pack("<I", len(content)) + content.encode("utf-16-le")


def _cell(column: int, content: Content, shared: list[str]) -> bytes:
    kind, value, style = content
    start = struct.pack("<II", column - 1, style)
    if kind == "shared":
        shared.append(str(value))
    number, data = {
        "real": (5, lambda: struct.pack("<d", value)),
        "rk": (2, lambda: struct.pack("<I", (int(str(value)) << 2) & 0xFFFFFFFF | 3)),  # hundredths
        "formula": (9, lambda: struct.pack("<dHII", value, 0, 0, 0)),
        "text": (6, lambda: text(str(value))),
        "shared": (7, lambda: struct.pack("<I", len(shared) - 1)),
        "bool": (4, lambda: bytes([bool(value)])),
        "error": (3, lambda: bytes([0x07])),  # #DIV/0!
    }[kind]
    return record(number, start + data())


def _sheet(
    rows: dict[int, dict[int, Content]],
    shared: list[str],
    hidden_rows: set[int],
    hidden_columns: list[tuple[int, int]],
    merged: list[tuple[int, int, int, int]],
) -> bytes:
    last_column = max(max(cells) for cells in rows.values())
    out = record(129) + record(148, struct.pack("<IIII", 0, max(rows) - 1, 0, last_column - 1))
    if hidden_columns:
        out += record(390)
        for first, last in hidden_columns:
            out += record(60, struct.pack("<IIIIH", first - 1, last - 1, 2304, 0, 1))
        out += record(391)
    out += record(145)
    for row, cells in rows.items():
        flags = 0x10 if row in hidden_rows else 0
        out += record(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, flags, 0, 0))
        for column, content in cells.items():
            out += _cell(column, content, shared)
    out += record(146)
    if merged:
        out += record(177, struct.pack("<I", len(merged)))
        for top, bottom, left, right in merged:
            out += record(176, struct.pack("<IIII", top - 1, bottom - 1, left - 1, right - 1))
        out += record(178)
    return out + record(130)


def _styles(formats: list[str]) -> bytes:
    out = record(278) + record(615, struct.pack("<I", len(formats)))
    for number, code in enumerate(formats, 164):
        out += record(44, struct.pack("<H", number) + text(code))
    out += record(616) + record(617, struct.pack("<I", len(formats)))
    for number in range(164, 164 + len(formats)):
        out += record(47, struct.pack("<HHHHHIBB", 0, number, 0, 0, 0, 0, 0, 0))
    return out + record(618) + record(279)


def write_xlsb(
    path: Path,
    rows: dict[int, dict[int, Content]],
    formats: list[str],
    *,
    name: str = "Figures",
    hidden_rows: set[int] | None = None,
    hidden_columns: list[tuple[int, int]] | None = None,
    merged: list[tuple[int, int, int, int]] | None = None,
) -> Path:
    """A workbook of one sheet; ``merged`` has top, bottom, left, right. ``rk`` holds hundredths."""
    shared: list[str] = []
    sheet = _sheet(rows, shared, hidden_rows or set(), hidden_columns or [], merged or [])
    strings = record(159, struct.pack("<II", len(shared), len(shared)))
    for each in shared:
        strings += record(19, b"\0" + text(each))
    strings += record(160)
    tab = struct.pack("<II", 0, 1) + text("rId1") + text(name)
    workbook = record(131) + record(153, struct.pack("<II", 0, 0) + text("")) + record(143) + record(156, tab)
    workbook += record(144) + record(132)
    with ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _related(("officeDocument", "xl/workbook.bin")))
        package.writestr("xl/workbook.bin", workbook)
        package.writestr(
            "xl/_rels/workbook.bin.rels",
            _related(
                ("worksheet", "worksheets/sheet1.bin"),
                ("styles", "styles.bin"),
                ("sharedStrings", "sharedStrings.bin"),
            ),
        )
        package.writestr("xl/worksheets/sheet1.bin", sheet)
        package.writestr("xl/styles.bin", _styles(formats))
        package.writestr("xl/sharedStrings.bin", strings)
    return path


def _related(*parts: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(parts, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Relationships '
        f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )
