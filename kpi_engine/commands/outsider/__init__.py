"""``kpi small-numbers audit``: published files, read as an outsider would, and what they give away."""
