"""The command line: paths, clock, streams and exit codes."""
