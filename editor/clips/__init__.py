"""What a clip looks like: its framing, its colours, each in a form of its own in one window."""
