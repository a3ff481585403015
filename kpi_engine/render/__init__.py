"""One file a format; no arithmetic."""
