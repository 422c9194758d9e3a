"""How every benchmark ends: its table, then one line that a person and a script can read."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def table(rows: Sequence[Sequence[object]]) -> None:
    """Print rows in aligned columns; the first row is the heading."""
    cells = [[f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def conclude(name: str, ours: str, peer: str, ratio: float, goal: float) -> None:
    """Print `NAME: ours …, peer …, ratio …, goal …: met` (ratio <= goal) or `short`, and exit 0 or 1."""
    met = ratio <= goal
    print(f"{name}: ours {ours}, peer {peer}, ratio {ratio:.3f}, goal {goal}: {'met' if met else 'short'}")
    sys.exit(0 if met else 1)
