"""What is sound and yet not plausible before publication (the strict check); not errors of input."""
