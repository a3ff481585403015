"""What a reader chooses on a page without a script: filters, and other orders of the rows.

The rows themselves are in the folder above.
"""
