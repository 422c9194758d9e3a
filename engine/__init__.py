"""Tweenboard's engine: documents, media, diffusion and rendering, with no Qt in it."""

__version__ = "0.1.0"
