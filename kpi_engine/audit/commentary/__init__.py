"""Numbers and ratings quoted in commentary against their row; not how commentary is read."""
