"""Long tables are written as short ones are, to the byte, with pyarrow and without it."""

from __future__ import annotations

import numpy as np
import pytest

from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.render.data import csv, fast_csv

ROWS = 300


def table() -> TidyTable:
    """Columns with one text, few and many, two that one index looks up, and texts that must be quoted."""
    chance = np.random.default_rng(7)
    few = ("", "Kent", "Dover, East", '"quoted"', "=1+1", "Zoë", "two\nlines")
    shared = chance.integers(0, 40, ROWS, dtype=np.int32)

    def column(texts: tuple[str, ...], index: np.ndarray, kind: TidyKind = TidyKind.TEXT) -> TidyColumn:
        return TidyColumn(kind, texts, index.astype(np.int32))

    many = tuple(f"{number / 10:.1f}" for number in range(900))
    return TidyTable(
        {
            "one": column(("same",), np.zeros(ROWS)),
            "few": column(few, chance.integers(0, len(few), ROWS)),
            "target": TidyColumn(TidyKind.NUMBER, tuple(str(n % 7) for n in range(40)), shared),
            "floor": TidyColumn(TidyKind.NUMBER, tuple(str(n % 3) for n in range(40)), shared),
            "many": column(many, chance.integers(0, len(many), ROWS), TidyKind.NUMBER),
            "strict": column(("true", "false", "true"), chance.integers(0, 3, ROWS), TidyKind.FLAG),
        }
    )


@pytest.mark.parametrize("with_pyarrow", [True, False])
@pytest.mark.parametrize("most_pairs", [1, 50, 1 << 18])
def test_the_same_text(with_pyarrow: bool, most_pairs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = csv.render_csv(table())
    monkeypatch.setattr(csv, "FEWEST_ROWS", 1)
    monkeypatch.setattr(fast_csv, "_FEWEST_FOR_PYARROW", 1 if with_pyarrow else ROWS + 1)
    monkeypatch.setattr(fast_csv, "_MOST_PAIRS", most_pairs)
    monkeypatch.setattr(fast_csv, "_ROWS_AT_A_TIME", 64)
    assert csv.render_csv(table()) == wanted


def test_a_single_column(monkeypatch: pytest.MonkeyPatch) -> None:
    single = TidyTable({"few": table().columns["few"]})
    wanted = csv.render_csv(single)
    monkeypatch.setattr(csv, "FEWEST_ROWS", 1)
    assert csv.render_csv(single) == wanted
