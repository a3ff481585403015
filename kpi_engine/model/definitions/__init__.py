"""What an officer declares: indicators, thresholds, areas, sections, themes; no figure."""
