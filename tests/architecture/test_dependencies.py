"""What the package imports is what it says it needs: a fresh machine has nothing else."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kpi_engine"
DISTRIBUTIONS = packages_distributions()
EXTRA_OF_PLACE = {
    "render/pdf/": "pdf",
    "read/published/": "pdf",
    "render/docx/": "docx",
    "read/results/arrow_files.py": "parquet",
    "read/results/database.py": "sql",
    "read/results/query.py": "sql",
    "spark/": "spark",
    "frames/arrow.py": "parquet",
    "frames/large/": "parquet",
    "render/data/parquet.py": "parquet",
    "render/data/arrow_columns.py": "parquet",
    "render/shared/joined_fields.py": "parquet",
    "read/csv/fast_columns.py": "parquet",
    "shares/spill.py": "parquet",
}


def test_every_library_that_is_imported_is_declared() -> None:
    undeclared = [
        f"{file.relative_to(ROOT)}: {library}"
        for file in sorted(PACKAGE.rglob("*.py"))
        for library in imported_libraries(file)
        if not distributions_of(library) & declared_for(file)
    ]
    assert not undeclared, "\n".join(undeclared)


def test_every_library_that_is_declared_is_imported() -> None:
    imported = {
        distribution
        for file in PACKAGE.rglob("*.py")
        for library in imported_libraries(file)
        for distribution in distributions_of(library)
    }
    assert declared("dependencies") <= imported


def imported_libraries(file: Path) -> Iterator[str]:
    """Top-level names of imports that are neither ours nor Python's, wherever in the file they stand."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        for name in names:
            library = name.partition(".")[0]
            if library != PACKAGE.name and library not in sys.stdlib_module_names:
                yield library


def distributions_of(library: str) -> set[str]:
    return {normal(name) for name in DISTRIBUTIONS.get(library, [library])}


def declared_for(file: Path) -> set[str]:
    """What may be imported there: the libraries always installed, and those of the extra it belongs to."""
    place = file.relative_to(PACKAGE).as_posix()
    extras = [extra for start, extra in EXTRA_OF_PLACE.items() if place.startswith(start)]
    return declared("dependencies").union(*(declared(extra) for extra in extras))


@cache
def declared(group: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] if group == "dependencies" else project["optional-dependencies"][group]
    return {normal(re.split(r"[<>=~!\[; ]", requirement, maxsplit=1)[0]) for requirement in wanted}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
