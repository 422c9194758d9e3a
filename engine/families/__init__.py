"""diffusers' video models behind one protocol."""
