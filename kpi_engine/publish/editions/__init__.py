"""Editions: written whole, locked, recovered, with a manifest. The ledger is not here."""
