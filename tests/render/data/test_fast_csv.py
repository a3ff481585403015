"""Long tables are written as short ones are, to the byte, with pyarrow and without it."""

from __future__ import annotations

from itertools import chain, product

import numpy as np
import pytest

from kpi_engine.model.outputs.tidy import TidyColumn, TidyKind, TidyTable
from kpi_engine.render.data import csv, fast_csv
from kpi_engine.render.shared import joined_fields

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
    monkeypatch.setattr(joined_fields, "find_spec", lambda name: name if with_pyarrow else None)
    monkeypatch.setattr(joined_fields, "_FEWEST_FOR_PYARROW", 1)
    monkeypatch.setattr(fast_csv, "_MOST_PAIRS", most_pairs)
    monkeypatch.setattr(joined_fields, "_FIELDS_AT_A_TIME", 64)
    assert csv.render_csv(table()) == wanted


def test_a_single_column(monkeypatch: pytest.MonkeyPatch) -> None:
    single = TidyTable({"few": table().columns["few"]})
    wanted = csv.render_csv(single)
    monkeypatch.setattr(csv, "FEWEST_ROWS", 1)
    assert csv.render_csv(single) == wanted


class Growing:
    """Tables that follow one another, whose lists of texts grow as more of them are in the rows."""

    def __init__(self) -> None:
        self._chance = np.random.default_rng(11)
        self._texts: dict[str, list[str]] = {name: [] for name in ("area", "empty", "value", "change", "rag")}

    def table(self, known: int, rags: int = 4) -> TidyTable:
        """With so many texts of a column so far."""
        counts = {"area": 9, "empty": 1, "value": known, "change": 1 + known // 3, "rag": rags}
        columns = {}
        for name, count in counts.items():
            texts = self._texts[name]
            texts += [f"{name} {number}, é" for number in range(len(texts), count)]
            positions = self._chance.integers(0, count, ROWS, dtype=np.int32)
            columns[name] = TidyColumn(TidyKind.TEXT, texts, positions.astype(np.min_scalar_type(count)))
        return TidyTable(columns)


@pytest.mark.parametrize("with_pyarrow", [True, False])
@pytest.mark.parametrize("limits", list(product((1, 7, 24), (0, 100, 1 << 16), (2, 600, 1 << 12))))
@pytest.mark.parametrize("many", [False, True])
def test_what_is_known_of_tables_before_changes_nothing(
    with_pyarrow: bool, limits: tuple[int, int, int], many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows_a_pair, too_many, few_fields = limits
    monkeypatch.setattr(fast_csv, "_FEW_FIELDS", few_fields)
    monkeypatch.setattr(joined_fields, "find_spec", lambda name: name if with_pyarrow else None)
    monkeypatch.setattr(joined_fields, "_FEWEST_FOR_PYARROW", 1)
    monkeypatch.setattr(fast_csv, "_ROWS_A_PAIR", rows_a_pair)
    monkeypatch.setattr(fast_csv, "_TOO_MANY_PAIRS", too_many)
    monkeypatch.setattr(fast_csv, "_MOST_PAIRS", 500)
    # Of one text, then of more; the same; many more; another table of the same names.
    asked = ((1, 1), (5, 4), (5, 4), (700, 4))
    growing = Growing()
    tables = [*(growing.table(*counts) for counts in asked), Growing().table(3)]
    one_by_one = [csv.render_csv(table).split("\n", 1) for table in tables]
    monkeypatch.setattr(csv, "FEWEST_ROWS", 1)
    growing = Growing()
    long = chain((growing.table(*counts) for counts in asked), [Growing().table(3)])
    written = b"".join(csv.encoded_blocks(long, many=many)).decode("utf-8")
    assert written == one_by_one[0][0] + "\n" + "".join(rows for _, rows in one_by_one)


def test_a_short_table_behind_a_long_one_is_joined_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = table()
    few = 20
    short = TidyTable(
        {
            name: TidyColumn(each.kind, each.texts, each.positions[:few])
            for name, each in whole.columns.items()
        }
    )
    rows = csv.render_csv(short).split("\n", 1)[1]
    monkeypatch.setattr(csv, "FEWEST_ROWS", few + 1)
    joined_rows = []
    of = fast_csv.LongLines.of
    monkeypatch.setattr(
        fast_csv.LongLines,
        "of",
        lambda self, columns: (joined_rows.append(len(columns[0].positions)), of(self, columns))[1],
    )
    written = b"".join(csv.encoded_blocks([short, whole, short])).decode("utf-8")
    assert written == csv.render_csv(short) + csv.render_csv(whole).split("\n", 1)[1] + rows
    assert joined_rows[:2] == [ROWS, few]
