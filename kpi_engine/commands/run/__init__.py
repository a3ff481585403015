"""kpi run: an edition of every area's scorecard; writing files is in publish."""
