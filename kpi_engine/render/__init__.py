"""A Document or tidy ratings become text or bytes, one folder a format; no arithmetic, no choice of rows."""
