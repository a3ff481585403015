"""A large chart in a pack on paper: its picture, how wide it is, and what it says in words."""

from __future__ import annotations

from kpi_engine.model.definitions.style.theme import PageColours
from kpi_engine.model.outputs.document import Chart
from kpi_engine.render.shared.paper import WIDTH as PAPER_WIDTH
from kpi_engine.render.shared.svg import standalone
from kpi_engine.render.shared.trend_chart import WIDTH, trend_chart
from kpi_engine.render.shared.trend_words import chart_words, lines_in_words

CHARTS_TITLE = "Charts of ratings that need action"
# The typeface that kpi brings along.
FAMILY = "DejaVu Sans"
# Pixels of the text of a chart, and how much more than asked for it is at least, for what rounding loses.
TEXT_SIZE, _MORE = 13, 1.03
# Millimetres between two charts.
_BETWEEN = 6


def chart_picture(chart: Chart, colours: PageColours) -> str:
    """The picture as SVG, in the colours of paper."""
    shown = chart.trend.history or chart.trend.trend
    return standalone(trend_chart(shown, "chart", "", "", chart.trend.axis), _style(colours))


def chart_alternative(chart: Chart) -> str:
    """Every figure of the chart in words, and what its lines are."""
    lines = lines_in_words(chart.trend.history or chart.trend.trend)
    words = f"Chart of {chart.code}, {chart.area}: {chart_words(chart.trend)}"
    return f"{words}. {lines}" if lines else words


def chart_width(size: float) -> float:
    """Millimetres at which the text of a chart is not below ``size`` points."""
    return round(WIDTH / TEXT_SIZE * size * _MORE / 72 * 25.4, 1)


def columns_of_charts(size: float) -> int:
    """How many charts are beside each other: two, where a page is wide enough."""
    return 2 if 2 * chart_width(size) + _BETWEEN <= PAPER_WIDTH else 1


def spark_style(page: PageColours) -> str:
    """The style sheet of a sparkline in a file of its own."""
    return (
        "".join(f".{rag.value.lower()}{{fill:{colours.fill}}}" for rag, colours in page.of_each().items())
        + "".join(
            f".{rag.value.lower()}{{stroke:{page.text};stroke-width:0.6}}" for rag in dict(page.further)
        )
        + f".amber,.green,.red{{stroke:{page.text};stroke-width:0.6}}.unrated{{fill:{page.background}}}"
        f".value{{stroke:{page.text}}}.target{{stroke:{page.link}}}.floor{{stroke:{page.quiet}}}"
    )


def _style(page: PageColours) -> str:
    return (
        f"{spark_style(page)}.chart text{{font:{TEXT_SIZE}px '{FAMILY}';fill:{page.text}}}"
        f".axis{{stroke:{page.strong_line}}}.edge,.limit,.mean{{stroke:{page.quiet}}}"
        ".chart .values text{font-weight:bold}"
    )
