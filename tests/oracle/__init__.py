"""A second, slow implementation of the rating rules, that the fast one is checked against."""
