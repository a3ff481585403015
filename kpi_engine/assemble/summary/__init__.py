"""The summary of a page: counts, missed floors, movements, heat map; not its sections."""
