"""The draft of a scorecard, made from what was found in a workbook. Finding it is in the folder above."""
