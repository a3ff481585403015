"""What an officer declares: indicators, thresholds, areas, sections, themes. No figure."""
