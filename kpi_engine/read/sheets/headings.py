"""The headings of a table on a grid: which row they are in, and which column holds what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_engine.model.definitions.table_layout import Across, Layout, TableLayout
from kpi_engine.model.frozen import frozen
from kpi_engine.model.issue import Issue, Location, error
from kpi_engine.model.wording import did_you_mean, joined, listed, shown
from kpi_engine.read.csv.csv_header import FIGURES, ColumnNames
from kpi_engine.read.csv.declared_words import folded
from kpi_engine.read.csv.row_labels import NAME
from kpi_engine.read.sheets.cell_texts import label_text
from kpi_engine.read.sheets.grid import Grid
from kpi_engine.read.sheets.header_periods import is_period, months_under, period_of
from kpi_engine.read.sheets.heading_rows import HeadingRows
from kpi_engine.read.workbook.cell import CellKind

VALUE = "value"
_MOST_ROWS_ABOVE = 3  # of headings: years, quarters, and what each column holds
_MOST_NAMED = 8


@frozen
class FigureColumn:
    """A column of figures of a wide table: which figure (value, numerator …), and what its headings name."""

    role: str
    period: str = ""
    area: str = ""
    indicator: str = ""


@frozen
class Headings:
    """The header ``row``, the lowest of the headings; ``labels`` has the columns by our names.

    ``label_row`` is where the headings of the labels are: above, where quarters have a row of their own.
    ``figures`` has the columns of figures of a wide table; ``unread`` the headings that are none of both.
    """

    row: int
    label_row: int
    labels: Mapping[str, int]
    figures: Mapping[int, FigureColumn]
    unread: Mapping[int, str]


def find_headings(
    grid: Grid, layout: TableLayout, names: ColumnNames, declared: Location
) -> tuple[Headings | None, list[Issue]]:
    """The headings of the table that a source declares, and what is wrong; None where none can be used.

    ``names`` are the columns that the kind of file has; ``declared`` is where the source is declared.
    """
    return _Search(grid, layout, names, declared).found()


class _Search:
    def __init__(self, grid: Grid, layout: TableLayout, names: ColumnNames, declared: Location) -> None:
        self._declared = declared
        self._grid = grid
        self._rows = HeadingRows(grid)
        self._layout = layout
        self._known = (*names.required, *names.optional, *((NAME,) if "code" in names.required else ()))
        self._names = names
        self._period = "period" if "period" in names.required else "year"
        self._is_wide = layout.layout is Layout.WIDE
        self._mapped = dict(layout.columns)
        self._theirs = {name: folded(heading) for name, heading in layout.columns}

    def found(self) -> tuple[Headings | None, list[Issue]]:
        unknown = [name for name in self._mapped if name not in self._known]
        if unknown:
            return None, [self._unknown_names(unknown)]
        row = self._layout.header_row or self._header_row()
        if not row:
            return None, [self._no_header()]
        labels, twice = self._labels(row)
        issues = [self._twice(row, name) for name in twice] or self._missing(row, labels)
        if issues:
            return None, issues
        label_row = row
        row = self._lowest(row, labels) if self._is_wide else row
        figures = self._figures(row, labels) if self._is_wide else {}
        if self._is_wide and not figures:
            return None, [self._no_figures(row)]
        if self._is_wide and not self._has_area(labels, figures):
            return None, [self._no_area(row)]
        unread = self._unread(row, {*labels.values(), *figures} | self._ignored(row))
        # A scorecard that says what headings mean has looked at them; our own table has no other headings.
        strict = not self._is_wide and not self._mapped
        issues = [self._unknown(row, column, text) for column, text in unread.items() if text and strict]
        return Headings(row, label_row, labels, figures, unread), issues

    def _unread(self, row: int, taken: set[int]) -> dict[int, str]:
        """The other columns with their headings, or the headings above; empty without a heading."""
        texts = {**self._own_above(row), **self._rows.texts(row)}
        columns = self._rows.columns
        return {column: texts.get(column, "") for column in columns if column not in taken}

    def _own_above(self, row: int) -> dict[int, str]:
        """The headings of the row above that are a column's own."""
        cells = self._grid.row(row - 1) if self._is_wide else {}
        return {column: text for column, cell in cells.items() if (text := label_text(cell))}

    def _wanted(self) -> list[str]:
        """The headings that the header row must have, by our names."""
        if self._is_wide:
            usual = self._period if self._layout.across is Across.INDICATORS else "code"
            return [name for name in self._mapped if name not in FIGURES] or [usual]
        has_area = self._layout.area or self._layout.sheets_are_areas
        given = {"area": has_area, "period": self._layout.period, "year": self._layout.period}
        required = [name for name in self._names.required if not given.get(name)]
        if NAME in self._mapped:
            required = [NAME if name == "code" else name for name in required]
        return required

    def _heading_of(self, name: str) -> str:
        return self._theirs.get(name, name)

    def _header_row(self) -> int:
        """The first row that has all headings that are wanted; 0 if there is none."""
        wanted = {self._heading_of(name) for name in self._wanted()}
        for row, cells in self._rows.first():
            if wanted <= {folded(label_text(cell)) for cell in cells.values()}:
                return row
        return 0

    def _lowest(self, row: int, labels: Mapping[str, int]) -> int:
        """The lowest row of headings: labels can be merged down to it, or be above quarters or months."""
        sheet = self._grid.sheet
        columns = set(labels.values())
        merged = [block for block in sheet.merged if block.left in columns and (row, block.left) in block]
        bottom = max((block.bottom for block in merged), default=row)
        if bottom > row:
            return bottom
        below = self._grid.row(row + 1)
        if not columns.isdisjoint(below):
            return row
        above = self._rows.carried(row, list(below))
        parts = {column: label_text(cell) for column, cell in below.items() if cell.kind is CellKind.TEXT}
        completed = [column for column, text in parts.items() if period_of(text, [above.get(column, "")])]
        return row + 1 if completed or months_under(parts, above) else row

    def _labels(self, row: int) -> tuple[dict[str, int], list[str]]:
        """The columns by our names; and the names that two columns have."""
        by_heading: dict[str, list[int]] = {}
        for column, text in self._rows.texts(row).items():
            by_heading.setdefault(folded(text), []).append(column)
        names = [name for name in self._known if not (self._is_wide and name in FIGURES)]
        places = {name: by_heading.get(self._heading_of(name), []) for name in names}
        twice = [name for name, columns in places.items() if len(columns) > 1]
        return {name: columns[0] for name, columns in places.items() if columns}, twice

    def _figures(self, row: int, labels: Mapping[str, int]) -> dict[int, FigureColumn]:
        """The columns of figures, by what is above them."""
        taken = set(labels.values()) | self._ignored(row)
        columns = [column for column in self._rows.columns if column not in taken]
        below = {column: text for column, text in self._rows.texts(row).items() if column in columns}
        above = [self._rows.carried(row - step, columns) for step in range(1, _MOST_ROWS_ABOVE + 1)]
        roles = {self._heading_of(name): name for name in FIGURES if name in self._mapped}
        if self._layout.across in {Across.AREAS, Across.INDICATORS}:
            return self._named(below, above, roles)
        months = months_under(below, above[0])
        found: dict[int, FigureColumn] = {}
        for column, text in below.items():
            over = [texts.get(column, "") for texts in above]
            role = roles.get(folded(text))
            period = (
                next(filter(is_period, over), "") if role else months.get(column) or period_of(text, over)
            )
            if period:
                area = self._area_above(over, period) if self._layout.across is not Across.PERIODS else ""
                found[column] = FigureColumn(role or VALUE, period, area)
        for column, text in self._own_above(row).items():
            # A year beside the years of quarters, with nothing below it.
            if column in columns and column not in below and is_period(text):
                found[column] = FigureColumn(VALUE, text)
        return found

    def _named(
        self, below: Mapping[int, str], above: Sequence[Mapping[int, str]], roles: Mapping[str, str]
    ) -> dict[int, FigureColumn]:
        """Every heading that is left is an area or indicator, or a part of the figures of the one above."""
        found = {}
        for column, text in below.items():
            role = roles.get(folded(text))
            named = next((texts[column] for texts in above if column in texts), "") if role else text
            if self._layout.across is Across.AREAS:
                found[column] = FigureColumn(role or VALUE, area=named)
            else:
                found[column] = FigureColumn(role or VALUE, indicator=named)
        return found

    def _area_above(self, over: Sequence[str], period: str) -> str:
        return next((text for text in over if text and not is_period(text) and text not in period), "")

    def _ignored(self, row: int) -> set[int]:
        ignored = {folded(heading) for heading in self._layout.ignore_columns}
        texts = [*self._own_above(row).items(), *self._rows.texts(row).items()]
        return {column for column, text in texts if folded(text) in ignored}

    def _unknown_names(self, unknown: Sequence[str]) -> Issue:
        names = joined([shown(name) for name in unknown])
        meant = did_you_mean(unknown[0], self._known)
        remedy = meant or f"the names on the left can be {', '.join(self._known)}"
        return error(self._declared, f"columns names {names}, which no such table has", remedy)

    def _no_header(self) -> Issue:
        wanted = joined([shown(self._mapped.get(name, name)) for name in self._wanted()])
        nearest = self._nearest()
        if not self._is_wide and nearest is not None and sum(map(is_period, nearest[1])) > 1:
            what = f"row {nearest[0]} has a column for each period, and no row has the headings {wanted}"
            return error(self._grid.place(nearest[0], self._grid.block.left), what, "declare layout: wide")
        what = f"no row has the headings {wanted}"
        if nearest is not None:
            texts = listed([shown(text) for text in nearest[1]], _MOST_NAMED)
            what += f"; the nearest, row {nearest[0]}, has {texts}"
        remedy = "say which heading is which column, as in columns: {code: Ref}"
        return error(self._grid.whole, what, remedy)

    def _nearest(self) -> tuple[int, list[str]] | None:
        """The row with the most headings: what was probably meant."""
        rows = [(row, list(self._rows.texts(row).values())) for row, _ in self._rows.first()]
        return max(rows, key=lambda each: len(set(each[1])), default=None)

    def _has_area(self, labels: Mapping[str, int], figures: Mapping[int, FigureColumn]) -> bool:
        """Whether anything says which area the figures are of, where that is needed."""
        given = self._layout.area or self._layout.sheets_are_areas or "area" in labels
        return bool(given) or "area" not in self._names.required or all(f.area for f in figures.values())

    def _no_area(self, row: int) -> Issue:
        what = "nothing says which area the figures are of"
        remedy = "name the heading of the areas under columns, or give area or sheets_are_areas"
        return error(self._grid.place(row, self._grid.block.left), what, remedy)

    def _unknown(self, row: int, column: int, text: str) -> Issue:
        meant = did_you_mean(text, self._known)
        remedy = meant or "say under columns what it holds, or name it under ignore_columns"
        return error(self._grid.place(row, column), f"the heading {shown(text)} is not known", remedy)

    def _twice(self, row: int, name: str) -> Issue:
        heading = self._mapped.get(name, name)
        columns = [
            column for column, text in self._rows.texts(row).items() if folded(text) == folded(heading)
        ]
        what = f"the heading {shown(heading)} appears twice in this row"
        remedy = "rename one of the two, or give the range of one table"
        return error(self._grid.place(row, columns[1]), what, remedy)

    def _missing(self, row: int, labels: Mapping[str, int]) -> list[Issue]:
        missing = [name for name in self._wanted() if name not in labels]
        if not missing:
            return []
        headings = joined([shown(self._mapped.get(name, name)) for name in missing])
        noun = "heading" if len(missing) == 1 else "headings"
        what = f"row {row} does not have the {noun} {headings}"
        remedy = "correct header_row, or say under columns which heading is which column"
        return [error(self._grid.place(row, self._grid.block.left), what, remedy)]

    def _no_figures(self, row: int) -> Issue:
        named = {Across.AREAS: "an area", Across.INDICATORS: "an indicator"}.get(
            self._layout.across, "a period"
        )
        headings = listed([shown(text) for text in self._rows.texts(row).values()], _MOST_NAMED)
        what = f"no heading in row {row} or above it is {named}: {headings}"
        remedy = "write periods such as 2024-25 Q1 or Apr-24, with the year beside or above them"
        return error(self._grid.place(row, self._grid.block.left), what, remedy)
