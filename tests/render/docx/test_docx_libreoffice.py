"""The Word file in LibreOffice, a program that is not Word: it opens, and all of it is there."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kpi_engine.render.docx import render_docx
from tests.example_document import example_document
from tests.hostile_document import HOSTILE_WORDS, with_words
from tests.pdf_files import elements, kind_of, opened

_PATIENCE = 180


def as_pdf(content: bytes, office: list[str], folder: Path) -> bytes:
    """What LibreOffice prints, with tags."""
    (folder / "report.docx").write_bytes(content)
    form = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
    command = [*office, "--convert-to", form, "--outdir", str(folder), str(folder / "report.docx")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return (folder / "report.pdf").read_bytes()


@pytest.fixture(scope="module")
def printed(office: list[str], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return as_pdf(render_docx(example_document()), office, tmp_path_factory.mktemp("report"))


def test_it_understands_headings_tables_and_language(printed: bytes) -> None:
    file = opened(printed)
    assert str(file.Root.Lang) == "en-GB"
    document = example_document()
    tables = (
        document.summary,
        *document.highlights,
        *document.heat_maps,
        *document.volumes,
        *document.sections,
        document.sources,
        document.definitions,
    )
    assert len(elements(file, "Table")) == sum(1 for table in tables if table.rows)
    kinds = {kind_of(element) for element in elements(file)}
    assert {"H1", "H2", "TH", "TD", "TR"} <= kinds


def test_it_reads_every_name(printed: bytes, pdf_to_text: str, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(printed)
    command = [pdf_to_text, "-raw", str(tmp_path / "report.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout  # noqa: S603
    told = " ".join(told.split())
    for row in example_document().sections[0].rows:
        assert row.cells[1].text in told
    assert "Page 1 of" in told


@pytest.mark.parametrize("kind", HOSTILE_WORDS)
def test_hostile_words_open_too(office: list[str], tmp_path: Path, kind: str) -> None:
    content = render_docx(with_words(lambda _: HOSTILE_WORDS[kind]))
    assert len(opened(as_pdf(content, office, tmp_path)).pages) > 0
