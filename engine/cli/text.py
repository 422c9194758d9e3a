"""What the command line prints: JSON, tables, and a bar on stderr while it works."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any, TextIO


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=True, indent=1))


def plain(text: str) -> str:
    """`text` without the signs that steer a terminal: it may come from a stranger's film or file name."""
    return "".join(sign if sign == "\n" or unicodedata.category(sign) != "Cc" else "\ufffd" for sign in text)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns as wide as their widest cell, two blanks apart, numbers to the right."""
    cells = [list(head), *([plain(str(cell)) for cell in row] for row in rows)]
    widths = [max(_width(row[i]) for row in cells) for i in range(len(head))]
    right = [bool(rows) and all(isinstance(row[i], int | float) for row in rows) for i in range(len(head))]
    return "\n".join(
        "  ".join(_pad(cell, width, r) for cell, width, r in zip(row, widths, right, strict=True)).rstrip()
        for row in cells
    )


def shortened(text: str, width: int = 60) -> str:
    """One line of at most `width` columns."""
    line = " ".join(text.split())
    if _width(line) <= width:
        return line
    while _width(line) >= width:
        line = line[:-1]
    return line + "…"


def _width(text: str) -> int:
    """Columns on a terminal, where Chinese, Japanese and Korean signs take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _pad(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if right else text + blanks


class Meter:
    """Progress on stderr: one bar that moves on a terminal, a line for every tenth elsewhere."""

    BAR = 24

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._moves = self._stream.isatty()
        self._last: tuple[str, int] | None = None

    def show(self, what: str, done: int, total: int, seconds_left: float | None = None) -> None:
        share = min(1.0, done / total) if total > 0 else 0.0
        step = round(share * 100) if self._moves else int(share * 10)
        if self._last == (what, step) and not (self._moves and seconds_left is not None):
            return
        self._last = (what, step)
        if not self._moves and step == 0:
            return  # a line that says that nothing happened yet
        left = f", {seconds_left:.0f} s left" if seconds_left is not None and share < 1 else ""
        if self._moves:
            full = round(share * self.BAR)
            bar = "█" * full + "░" * (self.BAR - full)
            self._stream.write(f"\r\x1b[K{what} {bar} {share:4.0%}{left}")
        else:
            self._stream.write(f"{what}: {share:.0%}{left}\n")
        self._stream.flush()

    def clear(self) -> None:
        """Give the line back to other output."""
        if self._moves and self._last is not None:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
        self._last = None
