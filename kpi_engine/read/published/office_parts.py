"""The words that Word, Excel and OpenDocument files keep beside the page: properties, comments, charts."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kpi_engine.model.outputs.published_text import PublishedCell, PublishedTable, PublishedWords
from kpi_engine.read.workbook.package import Package, local

_PROPERTIES = ("docprops/", "meta.xml")
_COMMENTS = ("xl/comments", "xl/threadedcomments", "word/comments")
_ONE_COMMENT = frozenset(("comment", "threadedComment"))
_CHARTS = "/charts/chart"
_DRAWN = frozenset(("docPr", "cNvPr"))


def picture_count(package: Package) -> int:
    """How many pictures a file holds, of which nothing but alternative texts is read."""
    parts = (part.lower() for part in package.parts(""))
    return sum("/media/" in part or part.startswith("pictures/") for part in parts)


def hidden_words(package: Package) -> Iterator[PublishedWords]:
    """Document properties, comments and alternative texts of a file."""
    for part in package.parts(".xml"):
        plain = part.lower()
        if plain.startswith(_PROPERTIES[0]) or plain == _PROPERTIES[1]:
            yield from _properties(package.root(part))
        elif plain.startswith(_COMMENTS):
            written = (each for each in package.root(part).iter() if local(each.tag) in _ONE_COMMENT)
            yield from (PublishedWords("comment", words_of(comment)) for comment in written)
        elif "/drawings/" in plain or plain.startswith("word/"):
            yield from alternative_texts(package.root(part))


def alternative_texts(root: Element) -> Iterator[PublishedWords]:
    """The descriptions and titles of pictures and tables."""
    for element in root.iter():
        name = local(element.tag)
        texts = [element.get("descr", ""), element.get("title", "")] if name in _DRAWN else []
        if name in ("tblDescription", "tblCaption"):
            texts = [next((text for key, text in element.attrib.items() if local(key) == "val"), "")]
        yield from (PublishedWords("alternative text", text) for text in texts if text)


def charts(package: Package) -> Iterator[PublishedTable]:
    """The figures that charts keep beside the cells they were drawn from: a row for each series."""
    for part in package.parts(".xml"):
        if _CHARTS not in part.lower():
            continue
        root = package.root(part)
        title = " ".join(
            words_of(element)
            for element in root.iter()
            if local(element.tag) == "title" and words_of(element)
        )
        rows: list[list[PublishedCell]] = []
        for series in (element for element in root.iter() if local(element.tag) == "ser"):
            heads, values = _cached(series, "cat"), _cached(series, "val")
            name = " ".join(_cached(series, "tx").values())
            places = sorted({*heads, *values})
            above = ["", *(heads.get(place, "") for place in places)]
            rows.append([PublishedCell(text, is_heading=True) for text in above])
            rows.append(
                [PublishedCell(text) for text in (name, *(values.get(place, "") for place in places))]
            )
        width = max((len(row) for row in rows), default=0)
        empty = PublishedCell("")
        yield PublishedTable(
            f"chart {title}".strip(), tuple((*row, *(empty,) * (width - len(row))) for row in rows)
        )


def words_of(element: Element) -> str:
    """The text below an element, each text run after a space where a paragraph ends."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    for piece in element.iter():
        name = local(piece.tag)
        if name in ("p", "br", "tab", "cr"):
            yield " "
        yield piece.text or ""
        if name in ("span", "a", "s"):
            yield piece.tail or ""


def _properties(root: Element) -> Iterator[PublishedWords]:
    for element in root.iter():
        text = " ".join((element.text or "").split())
        name = element.get("name") or local(element.tag)
        if text:
            yield PublishedWords("document property", text, "" if name in _PLAIN else name)


# Names of properties that say nothing of what the property is about.
_PLAIN = frozenset(("title", "subject", "description", "keywords", "lpwstr", "i4", "lpstr"))


def _cached(series: Element, name: str) -> dict[int, str]:
    """The values that a chart keeps, by their place."""
    found: dict[int, str] = {}
    for element in series:
        if local(element.tag) != name:
            continue
        for point in (each for each in element.iter() if local(each.tag) == "pt"):
            place = point.get("idx", "")
            found[int(place) if place.isdigit() else len(found)] = words_of(point)
    return found
