"""Figures made from figures of other indicators, areas or periods. Nothing here needs a rating."""
