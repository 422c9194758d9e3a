"""The library: what was brought in, and the ways in."""
