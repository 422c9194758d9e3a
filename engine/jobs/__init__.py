"""Generation in a process of its own."""
