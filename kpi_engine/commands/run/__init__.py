"""kpi run: an edition of every area's scorecard. Writing files is in publish."""
