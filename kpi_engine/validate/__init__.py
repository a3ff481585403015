"""One rule a function, listed in order; every problem is an Issue."""
