"""The append-only ledger of published ratings and its digests; not the files of an edition."""
