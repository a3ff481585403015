"""The manifest of an edition from which small numbers are withheld: nothing in it depends on them.

A hash of a file that holds withheld figures lets a reader try out what they might be, and a finding may quote
them. So files of figures are known by a hash of what is left of them, without findings in these files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kpi_engine.commands.run.inputs import ROWS_SUFFIX, portable_path
from kpi_engine.loading import Loaded
from kpi_engine.model.arrays.observation import Observations
from kpi_engine.model.definitions.figure_marks import letters_of_marks
from kpi_engine.model.input_name import file_of
from kpi_engine.publish.editions.manifest import FileHash, Manifest


def without_withheld(manifest: Manifest, loaded: Loaded) -> Manifest:
    """The manifest as it may be published; the same where a scorecard has no rule on small numbers."""
    rule = loaded.scorecard.small_numbers
    if rule is None or loaded.withholding is None:
        return manifest
    left = {
        portable_path(file, loaded.scorecard.root): _hash_of(figures, file)
        for figures in (loaded.observations, loaded.outturns)
        for file in map(file_of, figures.files)
    }
    return replace(
        manifest,
        options={**manifest.options, "small_numbers": rule.words},
        inputs=tuple(_without_secrets(file, left) for file in manifest.inputs),
        findings=tuple(finding for finding in manifest.findings if finding.location.file not in left),
        withheld=loaded.withholding.figures,
    )


def _without_secrets(file: FileHash, left: Mapping[str, str]) -> FileHash:
    """The input by a hash of what may be published; a query is no secret, the rows that it gave are."""
    is_rows = file.path.endswith(ROWS_SUFFIX)
    path = file.path.removesuffix(ROWS_SUFFIX)
    is_query = not is_rows and path.endswith(".sql")
    return FileHash(file.path, left[path], 0) if path in left and not is_query else file


def _hash_of(figures: Observations, file: str) -> str:
    """The SHA-256 of the rows of a file, line by line, as far as they may be published."""
    digest = hashlib.sha256()
    for source, name in enumerate(figures.files):
        for line in _lines(figures, source) if file_of(name) == file else ():
            digest.update(line.encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def _lines(figures: Observations, source: int) -> Iterator[str]:
    for row in (figures.source == source).nonzero()[0].tolist():
        place = (figures.codes[figures.code[row]], figures.areas[figures.area[row]], int(figures.period[row]))
        numbers = [str(column.at(row)) for column in (figures.value, figures.numerator, figures.denominator)]
        state = (int(figures.missing[row]), bool(figures.carried_forward[row]), bool(figures.is_new[row]))
        marks = letters_of_marks(int(figures.marks[row]))
        yield f"{int(figures.line[row])} {place} {numbers} {state}{marks and f' {marks}'}\n"
