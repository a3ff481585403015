"""Which floor standards and bands printed ratings allow; not whether they are right."""
