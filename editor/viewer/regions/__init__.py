"""Painting on the picture what of it a card redraws, and saying what becomes of it."""

from editor.viewer.regions.painter import RegionPainter

__all__ = ["RegionPainter"]
