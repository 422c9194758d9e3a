"""What a clip looks and sounds like: its framing, its colours, its volume, each in a form of its own in one
window."""
