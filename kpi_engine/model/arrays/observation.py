"""Observations as columns of numpy arrays: the form the kernel works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from kpi_engine.model.frozen import frozen
from kpi_engine.model.input_name import InputName, location_in
from kpi_engine.model.issue import Location

IntArray: TypeAlias = NDArray[np.int64]
SmallArray: TypeAlias = NDArray[np.int8]
FileArray: TypeAlias = NDArray[np.int16]  # positions of files: a list in YAML has at most 10,000 items
IndexArray: TypeAlias = NDArray[np.int32]
PositionArray: TypeAlias = NDArray[np.integer[Any]]  # positions in a list, in as few bytes as they need
BoolArray: TypeAlias = NDArray[np.bool_]
FloatArray: TypeAlias = NDArray[np.float64]
# Which rows: a mask of shape (n,), row numbers in any order, or a slice (for views instead of copies).
Rows: TypeAlias = BoolArray | IntArray | IndexArray | slice


@lru_cache(maxsize=2048)  # the figures of a scorecard are mostly a few hundred different ones
def exact_decimal(mantissa: int, decimals: int) -> Decimal:
    """``mantissa / 10 ** decimals`` with that many decimals, whatever the decimal context."""
    return Decimal(f"{mantissa}E{-decimals}")


def decimal_text(mantissa: int, decimals: int) -> str:
    """``mantissa / 10 ** decimals`` as a plain decimal with that many decimals."""
    if decimals == 0:
        return str(mantissa)
    if decimals < 0:
        return f"{exact_decimal(mantissa, decimals):f}"
    digits = f"{abs(mantissa):0{decimals + 1}d}"
    return f"{'-' if mantissa < 0 else ''}{digits[:-decimals]}.{digits[-decimals:]}"


@frozen
class ExactColumn:
    """Decimal numbers, exactly, as mantissa / 10 ** decimals where ``present``; all arrays of shape (n,)."""

    mantissa: IntArray
    decimals: SmallArray
    present: BoolArray

    def __len__(self) -> int:
        return len(self.mantissa)

    def at(self, row: int) -> Decimal | None:
        """The number in a row with its decimals, exactly; None where there is none."""
        if not self.present[row]:
            return None
        return exact_decimal(int(self.mantissa[row]), int(self.decimals[row]))

    def take(self, rows: Rows) -> ExactColumn:
        """These rows only: a mask of shape (n,), or row numbers in any order."""
        return ExactColumn(self.mantissa[rows], self.decimals[rows], self.present[rows])

    def only(self, mask: BoolArray) -> ExactColumn:
        """The same numbers where the mask holds; none elsewhere."""
        return ExactColumn(self.mantissa, self.decimals, self.present & mask)

    def erased(self, rows: BoolArray) -> ExactColumn:
        """The same without the numbers of these rows (a mask), of which nothing is kept."""
        kept = ~rows
        return ExactColumn(self.mantissa * kept, self.decimals * kept, self.present & kept)

    def shortest(self) -> ExactColumn:
        """The same numbers without zeros at the end of their decimals."""
        mantissa, decimals = self.mantissa.copy(), self.decimals.copy()
        while (longer := (decimals > 0) & (mantissa % 10 == 0)).any():
            mantissa[longer] //= 10
            decimals[longer] -= 1
        return ExactColumn(mantissa, decimals, self.present)


def exact_column(numbers: Sequence[Decimal | None]) -> ExactColumn:
    """Decimals of at most 18 digits as a column; None where there is no number."""
    parts = [(0, (0,), 0) if number is None else number.as_tuple() for number in numbers]
    exponents = [exponent if isinstance(exponent, int) else 0 for _, _, exponent in parts]
    sizes = [int("".join(map(str, digits))) for _, digits, _ in parts]
    mantissas = [
        (-size if sign else size) * 10 ** max(0, exponent)
        for (sign, _, _), size, exponent in zip(parts, sizes, exponents, strict=True)
    ]
    return ExactColumn(
        np.array(mantissas, np.int64),
        np.array([max(0, -exponent) for exponent in exponents], np.int8),
        np.array([number is not None for number in numbers], np.bool_),
    )


@frozen
class Observations:
    """n observations of one frequency or of several; a row's period counts in its indicator's frequency.

    ``code`` and ``area`` index ``codes`` and ``areas`` (label tuples); ``missing`` holds Missing positions;
    ``carried_forward`` and ``is_new`` (there is nothing to compare with yet) are what the source says;
    ``as_printed``: the decimals of the value are information; ``parts_rounded_to``: numerator and denominator
    are rounded to a multiple of this, 0: they are not; ``marks``: the bits of FigureMark; ``line`` is the
    row's line in its file (0: none) and ``source`` indexes ``files``. A row that is not missing and has no
    ``value`` is to be computed from its numerator and denominator. ``origin`` holds Origin positions; a row
    that is not supplied is in no file.
    """

    codes: tuple[str, ...]
    areas: tuple[str, ...]
    files: tuple[InputName, ...]
    code: IndexArray
    area: IndexArray
    period: IntArray
    value: ExactColumn
    numerator: ExactColumn
    denominator: ExactColumn
    missing: SmallArray
    carried_forward: BoolArray
    is_new: BoolArray
    as_printed: BoolArray
    parts_rounded_to: IndexArray
    marks: SmallArray
    line: IndexArray
    source: FileArray
    origin: SmallArray

    def __len__(self) -> int:
        return len(self.code)

    def has_both_parts(self) -> BoolArray:
        """Which rows have a numerator and a denominator."""
        return self.numerator.present & self.denominator.present

    def has_better_parts(self) -> BoolArray:
        """Which rows have both parts, and no value that says more than rounded parts do."""
        return self.has_both_parts() & ~((self.parts_rounded_to > 0) & self.value.present)

    def follows_from_parts(self) -> BoolArray:
        """Which rows have a value that is made of both parts, also where it is given as well.

        A value as printed is what it is, and so is a value beside parts that are rounded.
        """
        return self.has_better_parts() & ~(self.as_printed & self.value.present)

    def labels(self) -> list[tuple[str, str, int]]:
        """The code, the area and the period of each row."""
        return [
            (self.codes[code], self.areas[area], period)
            for code, area, period in zip(
                self.code.tolist(), self.area.tolist(), self.period.tolist(), strict=True
            )
        ]

    def location(self, row: int) -> Location:
        """File and line of a row; its number where the source has no lines."""
        file, line = self.files[self.source[row]], int(self.line[row])
        return location_in(file, line) if line else replace(location_in(file, 0), place=f"row {row + 1}")

    def without_numbers(self, rows: BoolArray, why: int) -> Observations:
        """The same, but that these rows (a mask) have no number at all; ``why`` is a position in Missing."""
        if not rows.any():
            return self
        kept = ~rows
        return replace(
            self,
            value=self.value.erased(rows),
            numerator=self.numerator.erased(rows),
            denominator=self.denominator.erased(rows),
            missing=np.where(rows, np.int8(why), self.missing),
            carried_forward=self.carried_forward & kept,
            is_new=self.is_new & kept,
            marks=self.marks * kept,
        )

    def take(self, rows: Rows) -> Observations:
        """These rows only: a mask of shape (n,), or row numbers in any order."""
        return replace(
            self,
            code=self.code[rows],
            area=self.area[rows],
            period=self.period[rows],
            value=self.value.take(rows),
            numerator=self.numerator.take(rows),
            denominator=self.denominator.take(rows),
            missing=self.missing[rows],
            carried_forward=self.carried_forward[rows],
            is_new=self.is_new[rows],
            as_printed=self.as_printed[rows],
            parts_rounded_to=self.parts_rounded_to[rows],
            marks=self.marks[rows],
            line=self.line[rows],
            source=self.source[rows],
            origin=self.origin[rows],
        )


def joined(parts: Sequence[Observations]) -> Observations:
    """The rows of all parts (at least 1), which share their labels, one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Observations(
        codes=parts[0].codes,
        areas=parts[0].areas,
        files=parts[0].files,
        code=np.concatenate([part.code for part in parts]),
        area=np.concatenate([part.area for part in parts]),
        period=np.concatenate([part.period for part in parts]),
        value=joined_numbers([part.value for part in parts]),
        numerator=joined_numbers([part.numerator for part in parts]),
        denominator=joined_numbers([part.denominator for part in parts]),
        missing=np.concatenate([part.missing for part in parts]),
        carried_forward=np.concatenate([part.carried_forward for part in parts]),
        is_new=np.concatenate([part.is_new for part in parts]),
        as_printed=np.concatenate([part.as_printed for part in parts]),
        parts_rounded_to=np.concatenate([part.parts_rounded_to for part in parts]),
        marks=np.concatenate([part.marks for part in parts]),
        line=np.concatenate([part.line for part in parts]),
        source=np.concatenate([part.source for part in parts]),
        origin=np.concatenate([part.origin for part in parts]),
    )


def joined_numbers(parts: Sequence[ExactColumn]) -> ExactColumn:
    """The numbers of all parts, one after the other."""
    return ExactColumn(
        np.concatenate([part.mantissa for part in parts]),
        np.concatenate([part.decimals for part in parts]),
        np.concatenate([part.present for part in parts]),
    )
