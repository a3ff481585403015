"""The summary of a page: counts, missed floors, movements, heat map. The page's sections are not here."""
