"""Pictures: what may be a logo, and what is wrong with what may not."""

from __future__ import annotations

import base64
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.model.definitions.style.theme import Logo, MediaType
from kpi_engine.model.issue import Issue, Location
from kpi_engine.read.theme.logo import LARGEST_LOGO, read_logo
from kpi_engine.read.theme.pictures import UnfitPictureError, jpeg_size, png_size
from kpi_engine.read.theme.svg import svg_size
from kpi_engine.read.yaml.lists import Placed
from tests.logos import JPEG, SVG, png, png_chunk

HERE = Placed("logo.png", Location("house.yaml", 3, 9))


def read(folder: Path, content: bytes) -> tuple[Logo | None, list[str]]:
    file = folder / "logo.png"
    file.write_bytes(content)
    issues: list[Issue] = []
    logo = read_logo(file, HERE, "Riverside", issues)
    assert {issue.location for issue in issues} <= {HERE.location}
    return logo, [issue.what for issue in issues]


@pytest.mark.parametrize(
    ("content", "media_type", "size"),
    [
        (png(40, 10), MediaType.PNG, (40, 10)),
        (JPEG, MediaType.JPEG, (16, 8)),
        (SVG, MediaType.SVG, (30, 10)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="12mm" height="4.5mm"/>', MediaType.SVG, (12, 4.5)),
        (
            b'<s:svg xmlns:s="http://www.w3.org/2000/svg" width="100%" height="50%" viewBox="0,0,9,3"/>',
            MediaType.SVG,
            (9, 3),
        ),
    ],
)
def test_what_a_picture_is_its_bytes_say(
    tmp_path: Path, content: bytes, media_type: MediaType, size: tuple[float, float]
) -> None:
    logo, problems = read(tmp_path, content)
    assert problems == []
    assert logo == Logo(content, media_type, "Riverside", *size)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "is neither a PNG, a JPEG nor an SVG file"),
        (b"GIF89a", "is neither a PNG, a JPEG nor an SVG file"),
        (png().ljust(LARGEST_LOGO + 1), "cannot be read: this file is larger than 250,000 bytes"),
        (png()[:-1], "is a PNG that is damaged or cut short"),
        (png().replace(b"IDAT", b"IDAT\xff"), "is a PNG that is damaged or cut short"),
        (png(5001, 1), "is 5001 by 1 pixels"),
        (png(0, 0), "is 0 by 0 pixels"),
        (JPEG[:40], "is a JPEG that is damaged or cut short"),
        (JPEG.replace(b"JFIF", b"ABCD"), "is a JPEG of an unusual kind, without a head of JFIF or Exif"),
        (SVG[:-7], "is not sound XML (no element found: line 2, column 262)"),
        (SVG.decode().encode("utf-16"), "is neither a PNG, a JPEG nor an SVG file"),
        (SVG.replace(b"#00703c", b"\xff"), "is an SVG that is not UTF-8"),
        (b"<html><svg/></html>", "is XML, but not SVG"),
        (b'<svg viewBox="0 0 30 10"/>', "is XML, but not SVG"),
        (
            SVG.replace(b"<defs>", b"<g>" * 200 + b"</g>" * 200 + b"<defs>"),
            "has parts more than 200 deep in each other",
        ),
        (JPEG.replace(b"\xff\xd9", b""), "is a JPEG that is damaged or cut short"),
        (JPEG[:-60] + b"\xff" * 50 + JPEG[-10:], "is a JPEG that is damaged or cut short"),
        (SVG.replace(b' viewBox="0 0 30 10"', b""), "does not say its size"),
        (SVG.replace(b"0 0 30 10", b"0 0 0 10"), "does not say its size"),
    ],
)
def test_what_is_wrong_with_a_picture(tmp_path: Path, content: bytes, what: str) -> None:
    assert read(tmp_path, content) == (None, [f'the logo "logo.png" {what}'])


STYLE = "has a style that is not known to draw only"
STYLE_WITH = "has a style with {}(), which is not known to draw only"
UNKNOWN = "holds an element {}, which is not known to draw only"
_USES = ["".join([f'<use href="#b{level}"/>'] * 10) for level in range(9)]
BOMB = '<rect id="b0"/>' + "".join(f'<g id="b{level + 1}">{uses}</g>' for level, uses in enumerate(_USES))
OUTSIDE = "leads to something outside itself"


@pytest.mark.parametrize(
    ("added", "what"),
    [
        ("<script>alert(1)</script>", UNKNOWN.format("script")),
        ('<script href="x.js"/>', UNKNOWN.format("script")),
        ("<foreignObject><p>x</p></foreignObject>", UNKNOWN.format("foreignObject")),
        ('<rect onclick="alert(1)"/>', "can run script (its attribute onclick)"),
        ('<image href="https://example.org/x.png"/>', OUTSIDE),
        ('<image xlink:href="file:///etc/passwd"/>', OUTSIDE),
        ('<use href="other.svg#a"/>', OUTSIDE),
        ('<a href="#g"/>', UNKNOWN.format("a")),
        ('<set attributeName="href" to="x"/>', UNKNOWN.format("set")),
        (
            '<animate attributeName="onclick" values="x"/>',
            UNKNOWN.format("animate"),
        ),
        ('<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>', UNKNOWN.format("script")),
        ("<rect style=\"fill:image-set('x.png' 1x)\"/>", STYLE_WITH.format("image-set")),
        ("<rect fill=\"src('x.svg')\"/>", STYLE_WITH.format("src")),
        ('<rect style="fill:u\\72l(x.svg)"/>', STYLE),
        ("<style>rect{fill:u/**/rl(x.svg)}</style>", STYLE_WITH.format("rl")),
        ("<style>rect{fill:URL(x.svg#a)}</style>", OUTSIDE),
        ('<rect fill="url(x.svg"/>', OUTSIDE),
        ('<image href="data:image/gif;base64,R0lGODlhAQABAAAAACw="/>', OUTSIDE),
        ('<image href="data:image/png;base64,AAAA"/>', "holds a picture that is neither PNG nor JPEG"),
        ('<image href="data:image/png;base64,iVBORw0KGgo="/>', "is a PNG that is damaged or cut short"),
        ('<g id="a"><use href="#a"/></g>', "has parts that use each other without end"),
        (BOMB, "draws more than 20,000 parts"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', OUTSIDE),
        ('<rect fill="url(https://example.org/#a)"/>', OUTSIDE),
        ("<style>@import 'x.css';</style>", STYLE),
        ('<rect style="fill:url( &quot;x.svg#a&quot; )"/>', OUTSIDE),
        ('<?xml-stylesheet href="x.css"?>', "has a processing instruction"),
    ],
)
def test_a_picture_does_nothing_but_draw(tmp_path: Path, added: str, what: str) -> None:
    content = SVG.replace(b"<defs>", f"{added}<defs>".encode())
    assert read(tmp_path, content) == (None, [f'the logo "logo.png" {what}'])


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    entities = b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<svg viewBox="0 0 1 1">&b;</svg>'
    assert read(tmp_path, entities)[1] == ['the logo "logo.png" declares entities']
    harmless = (
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"/>'
    )
    assert read(tmp_path, harmless)[1] == []


def test_pictures_inside_it_may_be_shown(tmp_path: Path) -> None:
    data = base64.b64encode(png()).decode()
    inside = SVG.replace(b"<defs>", f'<image href="data:image/png;base64,{data}"/><defs>'.encode())
    assert read(tmp_path, inside)[1] == []


@pytest.mark.parametrize(
    "added",
    [
        '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
        '<s:namedview xmlns:s="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" id="base" s:a="b(c)"/>',
        '<g aria-label="Riverside (council)" class="a(b)" id="c(d)"><title>R (c)</title></g>',
        '<g transform="translate(1, 2) rotate(3)" style="fill:rgb(1,2,3);clip-path:url(#g)"/>',
        "<style>/* a (b) */ .a { fill: #fff }</style>",
    ],
)
def test_what_drawing_programs_write_is_accepted(tmp_path: Path, added: str) -> None:
    assert read(tmp_path, SVG.replace(b"<defs>", f"{added}<defs>".encode()))[1] == []


@pytest.mark.parametrize("box", ["0 0 1e999 10", "0 0 1e-300 1e-300", "0 0 1e9 1e9", "0 0 2000 1"])
def test_a_drawing_has_a_sensible_size(tmp_path: Path, box: str) -> None:
    (told,) = read(tmp_path, SVG.replace(b"0 0 30 10", box.encode()))[1]
    assert told.startswith('the logo "logo.png" is ')


def test_a_png_holds_a_picture(tmp_path: Path) -> None:
    whole = png()
    at = whole.index(b"IDAT") - 4
    length = int.from_bytes(whole[at : at + 4]) + 12
    damaged = ['the logo "logo.png" is a PNG that is damaged or cut short']
    assert read(tmp_path, whole[:at] + whole[at + length :])[1] == damaged
    short = png_chunk(b"IDAT", zlib.compress(b"\0" * 100))
    assert read(tmp_path, whole[:at] + short + whole[at + length :])[1] == damaged


def test_a_picture_that_may_not_be_read(tmp_path: Path) -> None:
    issues: list[Issue] = []
    assert read_logo(tmp_path / "none.png", HERE, "", issues) is None
    assert [issue.what for issue in issues] == ['the logo "logo.png" cannot be read: there is no such file']


@given(st.data())
def test_damaged_pictures_are_measured_or_refused(data: st.DataObject) -> None:
    measure, content = data.draw(st.sampled_from([(png_size, png()), (jpeg_size, JPEG), (svg_size, SVG)]))
    at = data.draw(st.integers(0, len(content)))
    changed = content[:at] + data.draw(st.binary(max_size=4)) + content[at + data.draw(st.integers(0, 4)) :]
    with suppress(UnfitPictureError):
        assert all(side >= 0 for side in measure(changed))


def test_nearly_as_deep_as_may_be(tmp_path: Path) -> None:
    assert read(tmp_path, SVG.replace(b"<defs>", b"<g>" * 199 + b"</g>" * 199 + b"<defs>"))[1] == []


def test_marks_in_the_picture_of_a_jpeg_are_no_parts() -> None:
    """In what is drawn, FF is written FF 00, and FF D0 to FF D7 begin anew."""
    assert jpeg_size(JPEG[:-2] + b"\xff\x00\xff\xd3\x12\xff\xff\xd9") == (16, 8)


def test_a_part_without_a_size_is_no_picture() -> None:
    with pytest.raises(UnfitPictureError):
        png_size(b"\x89PNG\r\n\x1a\n" + png_chunk(b"IEND", b""))
