"""Editions: written whole, locked, recovered, with a manifest; not the ledger."""
