"""Commands that make a scorecard, of nothing or of a workbook; those that use one are beside this folder."""
