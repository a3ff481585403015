"""Readers fed with damaged inputs: ``python -m tests.fuzz.run``, and shortly in the tests."""
