"""Text becomes numbers and records here, exactly, and nowhere else."""
