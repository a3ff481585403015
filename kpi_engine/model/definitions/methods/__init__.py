"""Rating methods, a file each. Not here: when and for whom a method is in force (threshold.py)."""
