"""The import directions and the purity of the core, read from the source with ``ast``.

docs/architecture.md says why: whoever adds a module finds here where it may stand.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "kpi_engine"

STAGES = (
    "read",
    "validate",
    "derive",
    "withhold",
    "rate",
    "statistics",
    "analyse",
    "audit",
    "assemble",
    "render",
    "publish",
)
# What each layer may import of ours besides itself. Whoever adds a module outside these declares it here.
MAY_IMPORT = {
    "model": frozenset[str](),
    **{stage: frozenset({"model"}) for stage in STAGES},
    "every_figure": frozenset({"model", "derive", "rate"}),
    "publishable": frozenset({"model", "derive", "withhold", "every_figure"}),
    "withholding": frozenset({"model", "publishable", *STAGES}),
    "every_statistic": frozenset({"model", "rate", "statistics"}),
    "further_files": frozenset({"model", *STAGES}),
    "data_files": frozenset({"model", *STAGES}),
    "rules": frozenset({"model", *STAGES}),
    "loading": frozenset(
        {"model", "every_figure", "withholding", "data_files", "further_files", "rules", *STAGES}
    ),
    "pipeline": frozenset({"model", "loading", "every_statistic", *STAGES}),
    "shares": frozenset({"model", "every_figure", "data_files", "rules", "loading", "pipeline", *STAGES}),
    "frames": frozenset({"model", "every_figure", *STAGES}),
    "commands": frozenset(
        {
            "model",
            "further_files",
            "rules",
            "loading",
            "every_statistic",
            "pipeline",
            "shares",
            "frames",
            *STAGES,
        }
    ),
    "spark": frozenset({"model", "frames"}),
    "api": frozenset({"model", "loading", "pipeline", "commands", *STAGES}),
    "cli": frozenset({"model", "loading", "pipeline", "frames", "commands", *STAGES}),
    # The package itself only hands on names, and only when they are asked for.
    "__init__": frozenset({"model", "rules", "loading", "pipeline", "frames"}),
    # python -m kpi_engine.
    "__main__": frozenset({"cli", "commands"}),
}
# The sub-folders of a stage, lowest first. Each may import those before it; "." is the stage's own folder.
# Whoever adds a sub-folder adds it here.
SUB_FOLDERS = {
    "model": (".", "arrays", "calendars", "statistics", "definitions", "words", "figures", "outputs"),
    "read": (
        *(".", "workbook", "csv", "results", "sheets", "yaml", "book"),
        *("scorecard", "definitions", "data", "theme"),
        *("commentary", "recognise", "published"),
    ),
    "derive": (".", "targets", "measures", "ratings", "doubts"),
    "validate": ("data", "."),
    "audit": ("page", "arithmetic", "rules", "causes", "lint", "infer", "commentary", "."),
    "statistics": ("formulas", "rows"),
    "assemble": ("statistics", "section", "summary", "tidy", "page"),
    "render": ("shared", "data", "terminal", "html", "sheets", "xlsx", "ods", "docx", "pdf"),
    "publish": (".", "compare", "ledger", "editions"),
    "cli": ("shared", "setup", "editions", "."),
    "commands": ("shared", "output", "run", "editions", "outsider", "."),
    "frames": (".", "large"),
}
MOST_FILES = 20
PURE = (
    *("model", "derive", "withhold", "rate", "statistics", "every_figure", "every_statistic", "publishable"),
    *("analyse", "audit", "assemble"),
)
OUTSIDE_WORLD = frozenset(
    (
        *(
            "os",
            "sys",
            "io",
            "pathlib",
            "shutil",
            "tempfile",
            "glob",
            "subprocess",
            "socket",
            "urllib",
            "logging",
        ),
        *("time", "random", "secrets", "uuid", "locale", "getpass", "platform", "signal", "sqlite3"),
    )
)
CLOCK_READINGS = frozenset({"now", "utcnow", "today", "fromtimestamp"})
FORBIDDEN_EVERYWHERE = frozenset({"eval", "exec", "compile", "__import__"})
UNSAFE_LOADS = {"yaml": {"load", "load_all", "unsafe_load", "full_load"}, "pickle": {"load", "loads"}}
HEAVY = ("numpy", "pandas", "yaml", "jinja2", "pydantic", "sqlite3")


def layer_of(module: str) -> str:
    """``kpi_engine.read.csv.csv_text`` → ``read``; ``kpi_engine`` itself → ``__init__``."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def imported_modules(tree: ast.AST, module: str) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, at any depth; a name imported from a module counts as it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ".".join(module.split(".")[: -node.level or None]) + "." if node.level else ""
            source = package + (node.module or "")
            yield node.lineno, source
            if source == "kpi_engine":
                yield from ((node.lineno, f"kpi_engine.{alias.name}") for alias in node.names)


def wrong_directions(module: str, source: str) -> list[str]:
    """Imports of ours that the layer may not make, and modules that stand in no layer."""
    layer = layer_of(module)
    if layer not in MAY_IMPORT:
        return [f"{module}: is in no declared layer"]
    allowed = MAY_IMPORT[layer] | {layer}
    return [
        f"{module}:{line}: {layer} imports {name}"
        for line, name in imported_modules(ast.parse(source), module)
        if name.startswith("kpi_engine.") and layer_of(name) not in allowed
    ]


def files() -> list[Path]:
    """Every source file inside a stage's folder."""
    return [file for file in sorted(PACKAGE.rglob("*.py")) if file.parent != PACKAGE]


def places_in_stage(file: Path) -> tuple[str, str]:
    """``kpi_engine/read/csv/numbers.py`` → ``read``, ``csv``; a file beside them is in ``.``."""
    stage, *folders = file.relative_to(PACKAGE).parent.parts
    return stage, folders[0] if folders else "."


def sub_folder_of(module: str) -> str:
    """``kpi_engine.read.csv.numbers`` → ``csv``; ``kpi_engine.read.places`` → ``.``."""
    parts = module.split(".")[2:]
    return parts[0] if parts and PACKAGE.joinpath(module.split(".")[1], parts[0]).is_dir() else "."


def upward_imports(module: str, source: str) -> list[str]:
    """Imports of a sub-folder of the same stage that comes later in the stage's order."""
    stage = layer_of(module)
    order = SUB_FOLDERS.get(stage, ())
    own = sub_folder_of(module)
    if own not in order:
        return []
    return [
        f"{module}:{line}: {stage}/{own} imports {name}"
        for line, name in imported_modules(ast.parse(source), module)
        if name.startswith(f"kpi_engine.{stage}.")
        and sub_folder_of(name) in order
        and order.index(sub_folder_of(name)) > order.index(own)
    ]


def impurities(module: str, source: str) -> list[str]:
    """Where a pure layer meets the outside world: files, clock, environment, chance, output."""
    tree = ast.parse(source)
    found = [
        f"{module}:{line}: imports {name}"
        for line, name in imported_modules(tree, module)
        if name.split(".")[0] in OUTSIDE_WORLD
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"}:
                found.append(f"{module}:{node.lineno}: calls {node.func.id}")
            if isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_READINGS:
                found.append(f"{module}:{node.lineno}: reads the clock with {node.func.attr}")
        if isinstance(node, ast.Global):
            found.append(f"{module}:{node.lineno}: changes a global")
    return found


def dangers(module: str, source: str) -> list[str]:
    """Code made from data, anywhere."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Name) and function.id in FORBIDDEN_EVERYWHERE:
            found.append(f"{module}:{node.lineno}: calls {function.id}")
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            owner, name = function.value.id, function.attr
            if name in UNSAFE_LOADS.get(owner, ()):
                found.append(f"{module}:{node.lineno}: calls {owner}.{name}")
    return found


def eager_imports(module: str, source: str) -> list[str]:
    """pandas imported when the module is, rather than when it is used."""
    found = []
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            waiting.extend(node.orelse)
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            found += [
                f"{module}:{line}: imports {name} at once"
                for line, name in imported_modules(node, module)
                if name.split(".")[0] == "pandas"
            ]
            continue
        waiting.extend(ast.iter_child_nodes(node))
    return found


def modules() -> Iterator[tuple[str, str]]:
    """Name and source of every module of the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        if parts[-1] == "__init__":
            parts = parts[:-1]
        yield ".".join(parts), path.read_text(encoding="utf-8")


def test_imports_go_one_way() -> None:
    found = [problem for module, source in modules() for problem in wrong_directions(module, source)]
    assert found == []


def test_sub_folders_import_downwards_only() -> None:
    found = [problem for module, source in modules() for problem in upward_imports(module, source)]
    assert found == []


def test_every_sub_folder_is_declared() -> None:
    undeclared = {
        f"{stage}/{folder}"
        for stage, folder in (places_in_stage(file) for file in files())
        if folder != "." and folder not in SUB_FOLDERS.get(stage, ())
    }
    assert undeclared == set()


def test_a_folder_has_few_files() -> None:
    counts = Counter(file.parent.relative_to(PACKAGE).as_posix() for file in files())
    assert {folder: count for folder, count in counts.items() if count > MOST_FILES} == {}


def test_no_name_stands_twice_in_a_stage() -> None:
    names = Counter((places_in_stage(file)[0], file.stem) for file in files() if file.stem != "__init__")
    assert [name for name, count in names.items() if count > 1] == []


def test_every_folder_says_what_it_holds() -> None:
    unsaid = [
        folder.parent.relative_to(PACKAGE).as_posix()
        for folder in files()
        if folder.name == "__init__.py" and len(folder.read_text(encoding="utf-8").partition("\n")[0]) < 40
    ]
    assert unsaid == []


def test_the_core_meets_no_outside_world() -> None:
    found = [
        problem
        for module, source in modules()
        if layer_of(module) in PURE
        for problem in impurities(module, source)
    ]
    assert found == []


def test_no_code_is_made_from_data() -> None:
    assert [problem for module, source in modules() for problem in dangers(module, source)] == []


def test_pandas_is_imported_at_once_by_frames_only() -> None:
    found = [
        problem
        for module, source in modules()
        if layer_of(module) not in {"frames", "spark"}
        for problem in eager_imports(module, source)
    ]
    assert found == []


def test_help_needs_nothing_heavy() -> None:
    code = f"import sys, kpi_engine.cli.main; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    ("module", "source", "problem"),
    [
        (
            "kpi_engine.model.definitions.area",
            "from kpi_engine.read.data.areas import read_areas",
            "kpi_engine.model.definitions.area:1: model imports kpi_engine.read.data.areas",
        ),
        (
            "kpi_engine.rate.kernel",
            "def f():\n    from kpi_engine import assemble",
            "kpi_engine.rate.kernel:2: rate imports kpi_engine.assemble",
        ),
        (
            "kpi_engine.render.html",
            "import kpi_engine.pipeline",
            "kpi_engine.render.html:1: render imports kpi_engine.pipeline",
        ),
        (
            "kpi_engine.render.html",
            "from ..read import numbers",
            "kpi_engine.render.html:1: render imports kpi_engine.read",
        ),
        (
            "kpi_engine.pipeline",
            "import kpi_engine.cli.main",
            "kpi_engine.pipeline:1: pipeline imports kpi_engine.cli.main",
        ),
        ("kpi_engine.helpers", "", "kpi_engine.helpers: is in no declared layer"),
    ],
)
def test_a_wrong_direction_is_caught(module: str, source: str, problem: str) -> None:
    assert wrong_directions(module, source) == [problem]


def test_an_upward_import_is_caught() -> None:
    source = "from kpi_engine.read.data.areas import read_areas"
    assert upward_imports("kpi_engine.read.csv.numbers", source) == [
        "kpi_engine.read.csv.numbers:1: read/csv imports kpi_engine.read.data.areas"
    ]


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("open('x')", "calls open"),
        ("print('x')", "calls print"),
        ("import os\nos.environ['X']", "imports os"),
        ("from time import time", "imports time"),
        ("import random", "imports random"),
        ("def f():\n    from pathlib import Path", "imports pathlib"),
        ("from datetime import date\ndate.today()", "reads the clock with today"),
        ("import datetime\ndatetime.datetime.now()", "reads the clock with now"),
        ("x = 1\ndef f():\n    global x\n    x = 2", "changes a global"),
    ],
)
def test_an_impurity_is_caught(source: str, problem: str) -> None:
    found = impurities("kpi_engine.rate.kernel", source)
    assert len(found) == 1
    assert found[0].endswith(problem)


@pytest.mark.parametrize(
    "source", ["eval('1')", "exec('x = 1')", "import yaml\nyaml.load(x)", "import pickle\npickle.loads(x)"]
)
def test_a_danger_is_caught(source: str) -> None:
    assert len(dangers("kpi_engine.read.x", source)) == 1


def test_pandas_at_once_is_caught_and_pandas_when_used_is_not() -> None:
    used = "if TYPE_CHECKING:\n    import pandas\ndef f():\n    import pandas\n"
    assert eager_imports("kpi_engine.read.x", used) == []
    at_once = [
        "import pandas as pd",
        "from pandas import DataFrame",
        "try:\n    import pandas\nfinally:\n    pass",
    ]
    assert [len(eager_imports("kpi_engine.read.x", source)) for source in at_once] == [1, 1, 1]
