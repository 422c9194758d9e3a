"""Draws a training log as a picture: `loss` over steps, on a logarithmic scale."""

from __future__ import annotations

import json
import math
from pathlib import Path

from PIL import Image, ImageDraw

_SIZE = (900, 420)
_EDGE = 60


def read(log: Path) -> list[tuple[int, float]]:
    """(step, loss) of every line of a .jsonl log."""
    notes = [json.loads(line) for line in log.read_text().splitlines()]
    return [(note["step"], note["loss"]) for note in notes]


def draw(points: list[tuple[int, float]], title: str, target: Path) -> None:
    """Save the curve as PNG; needs two points that differ in step."""
    width, height = _SIZE[0] - 2 * _EDGE, _SIZE[1] - 2 * _EDGE
    last = points[-1][0]
    low, high = (f(math.log10(loss) for _, loss in points) for f in (min, max))
    high = max(high, low + 1e-3)

    def at(step: float, log_loss: float) -> tuple[float, float]:
        return _EDGE + width * step / last, _EDGE + height * (high - log_loss) / (high - low)

    picture = Image.new("RGB", _SIZE, "white")
    pen = ImageDraw.Draw(picture)
    pen.text((_EDGE, 16), title, fill="black")
    for k in range(5):
        step, level = last * k / 4, low + (high - low) * k / 4
        pen.line((*at(0, level), *at(last, level)), fill=(225, 225, 225))
        pen.text((10, at(0, level)[1] - 6), f"{10**level:.3g}", fill="black")
        pen.text((at(step, low)[0] - 10, _EDGE + height + 10), f"{step:.0f}", fill="black")
    pen.line([at(step, math.log10(loss)) for step, loss in points], fill=(32, 76, 206), width=2)
    picture.save(target, optimize=True)
