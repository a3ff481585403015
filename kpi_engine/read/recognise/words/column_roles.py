"""What a column of a table holds, by its heading in the words that officers use."""

from __future__ import annotations

import re
from enum import Enum

from kpi_engine.model.frozen import frozen
from kpi_engine.read.recognise.words.found_period import FoundPeriod, Part, YearName
from kpi_engine.read.recognise.words.period_headings import period_of_text, year_in_text
from kpi_engine.read.recognise.words.welsh import in_english


class Role(Enum):
    """What a column is about. The value says it in a report."""

    PERIOD = "figures of a period"
    REFERENCE = "references"
    NAME = "measures"
    POLARITY = "which way is better"
    UNIT = "units"
    TARGET = "targets"
    FLOOR = "floor standards"
    TOLERANCE = "amber tolerances"
    RAG = "printed ratings"
    ARROW = "printed arrows"
    OUTTURN = "final figures of a year"
    NUMERATOR = "numerators"
    DENOMINATOR = "denominators"
    VALUE = "figures"
    AREA = "areas"
    SERVICE = "services"
    OWNER = "owners"
    FREQUENCY = "frequencies"
    DATA_PERIOD = "data periods"
    DEFINITION = "definitions"
    SOURCE = "sources"
    QPR = "quarterly report"
    DECIMALS = "decimals"
    WHEN = "periods"
    OF_AREA = "figures of an area"
    SKIPPED = "left out: totals, comments and the like"
    COMPARATOR = "figures of other bodies"
    UNKNOWN = "not understood"


_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.TARGET, r"(annual |year[ -]end |current |quarterly |monthly |national |local |trust |council |force |corporate |internal |service |contract |statutory |operational |agreed )?(target|standard|goal|plan|trajectory|threshold|ambition|aim)s?( (for|in|by))?( value)?"),
    (Role.TARGET, r"green( (threshold|from|is|if|target))?"),
    (Role.FLOOR, r"red( (threshold|from|is|if))?"),
    (Role.OUTTURN, r"(outturn|out-turn|year[ -]end( (figure|result|position|actual))?|annual (result|figure)|final)( for| in)?"),
    (Role.RAG, r"(current |latest |overall )?(b?rag|status|rating|performance rating|rag (rating|status))( (rating|status))?"),
    (Role.ARROW, r"(d\.?o\.?t\.?|direction( of travel)?|travel|trend( arrow)?|arrow|movement|change|short term trend)"),
    (Role.FLOOR, r"(floor( standard)?|minimum( standard)?|red (threshold|trigger|below)|intervention( level)?|lower limit)"),
    (Role.TOLERANCE, r"(amber )?(tolerance|within|range|variance allowed|allowed variance|margin)|amber( (within|range|to|threshold))?"),
    (Role.POLARITY, r"good (is|performance|to be|=)|(good )?polarity|what good looks like|good is|(good|better|best)( (if|when|is))?|which way is (better|good)|aim to|(desired|good) direction|bigger or smaller"),
    (Role.REFERENCE, r"(ref(erence)?|code|kpi|id|no|number|pi|indicator|measure)[ .]*(ref(erence)?|code|id|no|number|#)?[ .]*|ref\.?|#"),
    (Role.NAME, r"(performance |key performance )?(measure|indicator|metric|kpi|description|title|name|question)( (name|description|title))?s?"),
    (Role.UNIT, r"(unit|units|unit of measure(ment)?|measure type|format|uom)"),
    (Role.NUMERATOR, r"num(erator)?"),
    (Role.DENOMINATOR, r"denom|den(ominator)?|cohort( size)?|base"),
    (Role.VALUE, r"(value|figure|actual|result|performance|latest( figure| performance)?|current( figure| performance)?|score)s?"),
    (Role.AREA, r"(area|district|ward|site|locality|hospital|provider|school|region|centre|branch|organisation|body|place|local authority|council|trust)( name| code)?"),
    (Role.SERVICE, r"(directorate|service( area)?|theme|priority|domain|portfolio|department|team|category|section|outcome)"),
    (Role.OWNER, r"(owner|lead( officer)?|responsible( (officer|person))?|accountable( officer)?|head of service|sro|manager|measure owner|contact)"),
    (Role.FREQUENCY, r"(reporting )?frequency|reported|how often|collected"),
    (Role.DATA_PERIOD, r"data period|period type|covers"),
    (Role.DEFINITION, r"definition|what (it|this) (means|measures)|explanation of measure"),
    (Role.SOURCE, r"(data )?source"),
    (Role.QPR, r"qpr"),
    (Role.DECIMALS, r"decimals?( places)?|dp"),
    (Role.WHEN, r"(reporting )?(period|month|quarter|year|date|week)( (commencing|beginning|ending|ended|start|end))?|w/?[ce]|day"),
    (Role.COMPARATOR, r"(stat(istical)?\.? neighbours?|benchmark|comparator|england|scotland|wales|northern ireland|united kingdom|uk|great britain|london|family group|housemark|national|south east|regional|peer|cipfa|nearest neighbours?|group)( .*)?"),
    (Role.SKIPPED, r"(sample|(lower|upper|95%|99.8%)( (ci|confidence|limit))?|previous|comments?|commentary|notes?|narrative|explanation|update|actions?|sparkline|chart|total|average|mean|ytd|year to date|full year|cumulative|variance|difference|% ?change|rank|previous.*|last updated|due|link)( .*)?"),
)  # fmt: skip
# Both are headings of names; the reference is the shorter text.
_EITHER = re.compile(r"(kpi|indicator|measure|pi)s?")


@frozen
class Heading:
    """A column: what it holds, and of which year or period its heading says so.

    ``why`` is why its figures are left out, where its heading is a period, and what to do.
    """

    column: int
    text: str
    role: Role
    period: FoundPeriod | None = None
    year: YearName | None = None
    why: str = ""

    @property
    def name(self) -> str:
        """The heading without the year that it names: ``England`` of ``England 2023/24``."""
        plain = re.sub(r"(?:19|20)?\d\d ?[-/–] ?(?:19|20)?\d\d|(?:19|20)\d\d", " ", self.text)
        return " ".join(re.sub(r"[()]", " ", plain).split()) or self.text


_OF_PERIOD = re.compile(
    r"(?P<period>.+?)[ :–-]+(?P<what>target|rag|rag rating|status|d\.?o\.?t|direction of travel|numerator|denominator)",
    re.I,
)


def of_one_period(text: str) -> tuple[Role, FoundPeriod] | None:
    """What a heading such as ``Q1 target`` or ``Jul-24 RAG`` holds, and of which period."""
    match = _OF_PERIOD.fullmatch(" ".join(text.split()))
    period = None if match is None else period_of_text(match["period"])
    if match is None or period is None or period.part is Part.YEAR:
        return None
    return role_of(match["what"])[0], period


def role_of(text: str) -> tuple[Role, YearName | None]:
    """The role of a heading that is no period, and the year that it names beside it."""
    year = year_in_text(text)
    plain = in_english(" ".join(text.casefold().split()))
    plain = (
        re.sub(r"\(.*?\)|(?:19|20)?\d\d ?[-/–] ?(?:19|20)?\d\d|(?:19|20)\d\d", " ", plain) if year else plain
    )
    plain = " ".join(re.sub(r"\([^)]*\)|[:*]", " ", plain).split()).rstrip(" %")
    if _EITHER.fullmatch(plain):
        return Role.NAME, None
    for role, words in _WORDS:
        if re.fullmatch(words, plain):
            return role, year
    return Role.UNKNOWN, year
