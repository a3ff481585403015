"""The core changed on purpose, one place at a time: some test must notice. For the nightly run."""
