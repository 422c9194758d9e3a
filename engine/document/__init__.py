"""The storyboard as one immutable value. No I/O, no torch, no av."""
