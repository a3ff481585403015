"""The vocabulary that every stage shares. Nothing here reads, writes, or knows the time.

Scorecard ── title, as_at, where its files are
  ├─ Section ── title, the codes it lists, its layout and (where it differs) its last period
  └─ areas to publish for ── Area ── level (county, district, team …), parents (none, one or two)

Indicator ── code, name, unit, decimals, frequency, comparison
  ├─ Measure ── the indicators that its figures are made from, if any
  ├─ PolarityInForce ── H, L, T or none, from a year
  └─ Threshold ── from (until) a year or period, for some levels or areas
       └─ rule: FloorAndTarget | TargetRange | BandsRule          (rating methods: definitions/methods)

Observations ── columns: code, area, period, value, numerator, denominator, missing, origin
  └─ ExactColumn ── integer mantissa and number of decimals: exact, as written
Ratings ── Observations, each row with
  ├─ value as displayed, threshold in force, previous value
  ├─ Rag or NotRated (the reason)
  └─ DirectionOfTravel or NoDirection (the reason)

Commentary ── what is written about an indicator in an area, for one month
InferredThreshold ── where standards must lie that printed ratings rest on

Document ── what a page shows: neutral Tables of Cells (text, words, emphasis, trend)
Theme ── colours, fonts and logo that a Document is rendered in
Issue ── what is wrong, where (file:line:column), and what to do
"""
