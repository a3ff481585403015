"""Programs that open what is rendered. Where one is missing the tests fail in CI, and skip elsewhere."""

from __future__ import annotations

import os
import shutil

import pytest


def program(*names: str, package: str) -> str:
    """The path of the first of these programs that is installed."""
    for name in names:
        if found := shutil.which(name):
            return found
    missing = f"{names[0]} is not installed; on Debian: apt-get install {package}"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """LibreOffice's command."""
    command = program("soffice", "libreoffice", package="libreoffice-calc libreoffice-writer")
    # A profile of its own: it neither waits for nor disturbs a LibreOffice that is open.
    return [command, f"-env:UserInstallation={tmp_path_factory.mktemp('office').as_uri()}", "--headless"]


@pytest.fixture(scope="session")
def pdf_to_text() -> str:
    """Poppler's command that reads the text of a PDF."""
    return program("pdftotext", package="poppler-utils")
