"""What is said of a figure beyond its rating: profiles, outcomes, reasons for silence. No arithmetic."""
