"""What definitions say of a series as a whole: what its figures share and count, and how it is charted."""
