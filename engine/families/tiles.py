"""How far apart the tiles lie that diffusers' VAEs decode a large picture in."""

from __future__ import annotations

from typing import Any

OVERLAP = 1 / 8
"""Of a tile, at least, that the next one repeats and is blended with."""


def lay_tiles(vae: Any, rows: int, columns: int, space_stride: int) -> None:
    """Set the strides of `vae` for latents of `rows` × `columns`: a last tile of one latent could not be
    padded by reflection, and the whole picture would be lost."""
    vae.tile_sample_stride_height = apart(rows, vae.tile_sample_min_height // space_stride) * space_stride
    vae.tile_sample_stride_width = apart(columns, vae.tile_sample_min_width // space_stride) * space_stride


def apart(length: int, tile: int) -> int:
    """Latents from the beginning of one tile of `tile` latents to that of the next, over `length` latents."""
    stride = max(2, int(tile * (1 - OVERLAP)))
    while stride > 2 and length % stride == 1:
        stride -= 1
    return stride
