"""The scorecard that ``kpi init --workbook`` begins with: the measures and figures of the files."""

from __future__ import annotations

from kpi_engine.render.xlsx.new_scorecard import NewColumn, NewSheet, new_scorecard

_SETTINGS = (
    ("Title", "Customer services scorecard", "The heading of the page: write your own."),
    ("Body", "Northshire", "Whose figures they are: your council, trust, service or team."),
    ("As at", "2025-03", "The last month that has figures: change it every month."),
    ("Producer", None, "Who made it. May stay empty, as may all below."),
    ("Contact", None, "Whom to ask."),
    ("Publication date", None, "The day it is published, such as 2025-04-30."),
    (
        "Formats",
        "html, xlsx",
        "What is written: html, xlsx, ods, csv, json, pdf, docx, large.pdf, large.docx.",
    ),
)
_EXPLANATION = (
    "How to use this workbook",
    "1. Change the settings above.",
    "2. On the sheet Measures, write a row for each measure.",
    "3. On the sheet Figures, write the figures, a column for each period: headings such as Apr 2024,",
    "2024-25 Q1 or 2023-24. The figures that are there are made up.",
    "Where a target changes with the year: a row for each, with the same reference and Target from.",
    "Further columns of Measures that are read: Green from, Green to, Amber from, Amber to, Strict, Target",
    "until, Area, Level, Floor basis, Note, Theme, Priority, Source, Tags, Data period, Counted from, Weeks,",
    "Compare with, Same within, Per, Decimals, Values, Quarterly report, Seasonal; with a sheet Ratings of",
    "the names of the ratings, the best first: Blue from, Amber green from, Amber red from.",
    "A cell without a figure says why: N/A (there is none), nothing (still to come), [c] (confidential),",
    "* (suppressed).",
    "For several areas, add a sheet Areas with columns area, parent and level, and to Figures a column Area.",
    "Further sheets that are read: Outturns, Comparators, Overrides, Published. Others are not read.",
    "Check it: kpi check scorecard.xlsx. Look at it: kpi report scorecard.xlsx.",
    "Make the page: kpi report scorecard.xlsx --output out.",
    "When a workbook is no longer enough: kpi convert scorecard.xlsx makes text files; nothing is lost.",
)
_GOOD_IS = ("Bigger is better", "Smaller is better", "Plan is best", "Volume only")
_FREQUENCIES = (
    *("Daily", "Weekly", "Four-weekly", "Monthly", "Bimonthly"),
    *("Quarterly", "Half-yearly", "Termly", "Annual"),
)
_YEARS = ("Financial", "Academic", "Calendar")
_MEASURES = NewSheet(
    "Measures",
    (
        NewColumn("Reference", 12, help="Your short name of the measure. The sheet Figures uses it."),
        NewColumn("Measure", 36, help="The name as a page shows it."),
        NewColumn("Good is", 18, _GOOD_IS, "Which way is better."),
        NewColumn("Frequency", 12, _FREQUENCIES, "How often there is a new figure."),
        NewColumn("Year", 12, _YEARS, "Of an annual measure: which twelve months a year is."),
        NewColumn("Unit", 12, help="percent, or a word such as days, £ or visits."),
        NewColumn("Target", 10, help="Reaching it is GREEN."),
        NewColumn("Amber within", 14, help="How far from the target is still AMBER: 5% of it, or 2 points."),
        NewColumn("Floor standard", 14, help="In place of Amber within: the least that is still AMBER."),
        NewColumn("Target from", 14, help="From which year or period, where it changes: 2024-25."),
        NewColumn("Service", 22, help="The service or directorate: a table for each."),
        NewColumn("Owner", 22, help="Who answers for it."),
        NewColumn("Periods in arrears", 12, help="How many periods its figures come late, if they do."),
        NewColumn("Definition", 48, help="What it measures, in words that a reader understands."),
    ),
    (
        (
            *(
                "CUS01",
                "Percentage of calls answered within 60 seconds",
                "Bigger is better",
                "Monthly",
                None,
                "percent",
            ),
            *(80, "10 points", None, None, "Customer services", None, None),
            "Of all calls offered in the month, the share answered within 60 seconds.",
        ),
        (
            *("CUS02", "Average days to answer a complaint", "Smaller is better", "Monthly", None, "days"),
            *(10, "50%", None, None, "Customer services", None, None),
            "Working days from receiving a complaint to answering it, for complaints answered in the month.",
        ),
        (
            *("CUS03", "Visits to the contact centre", "Volume only", "Quarterly", None, "visits"),
            *(None, None, None, None, "Customer services", None, None),
            "People who came to the contact centre in the quarter.",
        ),
    ),
    freeze_columns=2,
)
_MONTHS = ("2024-09", "2024-10", "2024-11", "2024-12", "2025-01", "2025-02", "2025-03")
_QUARTERS = ("2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4")
_NO_QUARTERS = (None,) * len(_QUARTERS)
_FIGURES = NewSheet(
    "Figures",
    (
        NewColumn("Reference", 12, help="The reference of the measure, as on the sheet Measures."),
        *(NewColumn(period, 11) for period in (*_MONTHS, *_QUARTERS)),
    ),
    (
        ("CUS01", 76.2, 77.9, 74.1, 68.8, 71.5, 78.3, 81.4, *_NO_QUARTERS),
        ("CUS02", 12.4, 11.8, 11.9, 16.3, 13.0, 12.1, 11.2, *_NO_QUARTERS),
        ("CUS03", *(None,) * len(_MONTHS), 5210, 4987, 4630, 4875),
    ),
    freeze_columns=1,
)


def new_book() -> bytes:
    """The workbook, ready to be written to a file."""
    return new_scorecard(_SETTINGS, _EXPLANATION, (_MEASURES, _FIGURES))
