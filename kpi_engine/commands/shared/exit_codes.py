"""Exit codes, the same for every command. Documented in docs/command-line.md."""

from __future__ import annotations

DONE = 0
FINDINGS = 1
WRONG_INPUT = 2
SOME_FAILED = 3
LOCKED = 4
EMPTY_SELECTION = 5
OUR_BUG = 70
INTERRUPTED = 130
TERMINATED = 143
