"""Rates performance indicators RED, AMBER or GREEN with a direction of travel, and renders the scorecard."""
