"""What several formats draw: charts, markup, paper, places of columns; no format of its own."""
