"""Figures made from how other figures are rated. No figure made from figures alone."""
