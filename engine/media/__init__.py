"""PyAV: files to frames and samples, and back."""
