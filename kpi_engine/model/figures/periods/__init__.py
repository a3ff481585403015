"""When figures count: what has begun, what has ended, and which period a section shows."""
