"""What several formats draw: charts, markup, paper, places of columns. No format of its own."""
