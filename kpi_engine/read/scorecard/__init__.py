"""The scorecard file and the project file become a Scorecard; the files they name are read elsewhere."""
