"""What an indicator's figures are made from: other indicators, their sums, their ratings. No arithmetic."""
