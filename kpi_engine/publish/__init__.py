"""Editions: whole or not at all, never overwritten, and on record in the ledger.

One folder holds everything that was published::

    2024-08-e1/        an edition: its packs and, written last, manifest.json
    latest.json        which edition a reader should open
    last-run.json      what the last run did, whether or not it published anything
    ledger.sqlite      every rating ever published, append-only
    .kpi.lock          held while a run writes here; .kpi.lock-holder.json says by whom
    .work-2024-08-e2-… an edition in the making; never read by anybody

A publication happens in this order, and a kill between any two steps loses nothing:

1. the work folder is filled and flushed to disk, its manifest last;
2. the ledger commits the edition's ratings together with the SHA-256 of that manifest;
3. the work folder is renamed to the edition's name;
4. ``latest.json`` is replaced.

Before step 2 the next run sweeps the work folder; after it, the next run finishes steps 3 and 4.
"""
