"""Commands that ask about existing editions: diff, history, verify, withdraw. What they do is in commands."""
