"""`.cube` files written down plainly."""

from __future__ import annotations

from pathlib import Path

import numpy as np


def solid(size: int, seed: int = 1) -> np.ndarray:
    """A smooth 3D table, its own in every place: `[size, size, size, 3]` float64 by red, green, blue."""
    at = np.stack(np.meshgrid(*[np.linspace(0, 1, size)] * 3, indexing="ij"), axis=-1)
    mix = np.eye(3) * 0.6 + np.random.default_rng(seed).random((3, 3)) * 0.13
    return (at @ mix.T) ** [0.8, 1.0, 1.3]


def write_solid(path: Path, table: np.ndarray, head: str = "") -> Path:
    rows = table.transpose(2, 1, 0, 3).reshape(-1, 3)
    lines = [" ".join(f"{value:.6f}" for value in row) for row in rows]
    path.write_text(f"# made by a test\n{head}LUT_3D_SIZE {len(table)}\n\n" + "\n".join(lines) + "\n")
    return path


def write_line(path: Path, table: np.ndarray, head: str = "") -> Path:
    lines = [" ".join(f"{value:.6f}" for value in row) for row in table]
    path.write_text(f"{head}LUT_1D_SIZE {len(table)}\n" + "\n".join(lines) + "\n")
    return path


def trilinear(table: np.ndarray, colours: np.ndarray) -> np.ndarray:
    """`colours [n, 3]` 0 … 1 looked up in the plainest way."""
    side = len(table)
    found = np.zeros_like(colours)
    for n, colour in enumerate(colours):
        low = [min(int(value * (side - 1)), side - 2) for value in colour]
        part = [value * (side - 1) - below for value, below in zip(colour, low, strict=True)]
        for corner in range(8):
            step = [corner >> axis & 1 for axis in range(3)]
            share = np.prod([p if s else 1 - p for p, s in zip(part, step, strict=True)])
            found[n] += share * table[tuple(b + s for b, s in zip(low, step, strict=True))]
    return found


def tetrahedral(table: np.ndarray, colours: np.ndarray) -> np.ndarray:
    """The same along the edges of the tetrahedron that each colour lies in."""
    side = len(table)
    found = np.zeros_like(colours)
    for n, colour in enumerate(colours):
        at = [min(int(value * (side - 1)), side - 2) for value in colour]
        part = [value * (side - 1) - below for value, below in zip(colour, at, strict=True)]
        left = 1.0
        for axis in sorted(range(3), key=lambda axis: -part[axis]):
            found[n] += (left - part[axis]) * table[tuple(at)]
            left = part[axis]
            at[axis] += 1
        found[n] += left * table[tuple(at)]
    return found
