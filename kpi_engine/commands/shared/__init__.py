"""What several commands need: finding a scorecard, selecting areas, problems, exit codes. No command."""
