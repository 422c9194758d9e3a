"""A document on disk, with its takes beside it."""
