"""What the scopes show of a picture, as arrays. For a background thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtGui import QImage

Kind = Literal["histogram", "waveform", "vectors"]

LUMA = (0.2126, 0.7152, 0.0722)
"""Of R, G and B in Rec. 709."""
WIDTH = 480
"""A picture is looked at with at most that many columns, evenly picked."""
COLUMNS = 240
LEVELS = 256


@dataclass(frozen=True, slots=True)
class Measured:
    kind: Kind
    values: np.ndarray
    """histogram: `[4, 256]` parts of the picture, for R, G, B and luma; waveform: `[240, 256]` parts of each
    column at each luma; vectors: `[256, 256]`, the part of the picture at each Cb (first) and Cr, 0 in the
    middle."""


def measure(image: QImage, kind: Kind) -> Measured:
    rgb = pixels(image)
    if kind == "histogram":
        return Measured(kind, histogram(rgb))
    return Measured(kind, waveform(rgb) if kind == "waveform" else vectors(rgb))


def pixels(image: QImage) -> np.ndarray:
    """`[h, w, 3]` uint8 RGB, every so manyth pixel of a large picture."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    step = max(1, image.width() // WIDTH)
    return np.ascontiguousarray(rows[::step, : image.width() : step, 2::-1])


def luma(rgb: np.ndarray) -> np.ndarray:
    """`[h, w]` uint8."""
    return np.rint(rgb @ np.asarray(LUMA, np.float32)).astype(np.uint8)


def histogram(rgb: np.ndarray) -> np.ndarray:
    planes = [*np.moveaxis(rgb, -1, 0), luma(rgb)]
    counts = [np.bincount(plane.ravel(), minlength=LEVELS) for plane in planes]
    return np.stack(counts) / max(1, rgb.shape[0] * rgb.shape[1])


def waveform(rgb: np.ndarray) -> np.ndarray:
    height, width = rgb.shape[:2]
    column = np.arange(width) * COLUMNS // width
    flat = column[None, :] * LEVELS + luma(rgb).astype(np.int64)
    counts = np.bincount(flat.ravel(), minlength=COLUMNS * LEVELS).reshape(COLUMNS, LEVELS)
    wide = np.bincount(column, minlength=COLUMNS)
    return counts / np.maximum(1, wide * height)[:, None]


def vectors(rgb: np.ndarray) -> np.ndarray:
    red, green, blue = np.moveaxis(rgb.astype(np.float32), -1, 0)
    bright = LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue
    cb = (blue - bright) / (2 * (1 - LUMA[2])) + 128
    cr = (red - bright) / (2 * (1 - LUMA[0])) + 128
    x, y = (np.clip(np.rint(side), 0, LEVELS - 1).astype(np.int64) for side in (cb, cr))
    counts = np.bincount((x * LEVELS + y).ravel(), minlength=LEVELS * LEVELS)
    return counts.reshape(LEVELS, LEVELS) / max(1, red.size)


def targets() -> list[tuple[str, float, float]]:
    """Where the vectorscope has the six pure colours at 75 %: name, Cb and Cr."""
    names = {"R": (1, 0, 0), "Y": (1, 1, 0), "G": (0, 1, 0), "C": (0, 1, 1), "B": (0, 0, 1), "M": (1, 0, 1)}
    found: list[tuple[str, float, float]] = []
    for name, lit in names.items():
        image = np.asarray([[lit]], np.float32) * (0.75 * 255)
        cb, cr = np.unravel_index(int(vectors(image).argmax()), (LEVELS, LEVELS))
        found.append((name, float(cb), float(cr)))
    return found
