"""Commands that make a scorecard, of nothing or of a workbook. Commands that use a scorecard are not here."""
