"""Draws each place as one wide plate that the camera looks at."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from engine.sketch.shapes import shade
from engine.sketch.world import Rgb

_SUPERSAMPLE = 2


class Plate:
    """A canvas in units around the origin: the horizon lies near y = HORIZON."""

    HORIZON = 0.16

    def __init__(self, half_width: float, half_height: float, pixels_per_unit: float, seed: int) -> None:
        self.scale = pixels_per_unit * _SUPERSAMPLE
        self.half = (half_width, half_height)
        self.size = (math.ceil(2 * half_width * self.scale), math.ceil(2 * half_height * self.scale))
        self.rng = np.random.default_rng(seed)
        self.image = Image.new("RGB", self.size)
        self.draw = ImageDraw.Draw(self.image)
        self.horizon = self.HORIZON + float(self.rng.uniform(-0.06, 0.06))

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (x + self.half[0]) * self.scale, (y + self.half[1]) * self.scale

    def jitter(self, colour: Rgb, amount: int = 9) -> Rgb:
        """The colour moved a little, so that the model learns a place and not one picture of it."""
        move = self.rng.integers(-amount, amount + 1, 3)
        return tuple(int(np.clip(c + m, 0, 255)) for c, m in zip(colour, move, strict=True))  # type: ignore

    def gradient(self, top: Rgb, bottom: Rgb, y0: float, y1: float) -> None:
        """Fill the rows from y0 to y1 with a fall of colour; above and below stays at its ends."""
        rows = (np.arange(self.size[1]) + 0.5) / self.scale - self.half[1]
        mix = np.clip((rows - y0) / max(y1 - y0, 1e-6), 0, 1)[:, None]
        column = (np.array(top) * (1 - mix) + np.array(bottom) * mix).round().astype(np.uint8)
        self.image.paste(Image.fromarray(column[:, None, :]).resize(self.size, Image.Resampling.NEAREST))

    def polygon(self, points: list[tuple[float, float]], fill: Rgb) -> None:
        self.draw.polygon([self.at(x, y) for x, y in points], fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: Rgb) -> None:
        self.draw.ellipse((*self.at(x - radius, y - radius), *self.at(x + radius, y + radius)), fill=fill)

    def ground(self, fill: Rgb, top: float, waves: float = 0.0, period: float = 1.0) -> None:
        """Everything below a line that rolls by `waves` units."""
        phase = float(self.rng.uniform(0, 2 * math.pi))
        xs = np.linspace(-self.half[0], self.half[0], 60)
        crest = [(float(x), top + waves * math.sin(2 * math.pi * x / period + phase)) for x in xs]
        self.polygon([*crest, (self.half[0], self.half[1]), (-self.half[0], self.half[1])], fill)

    def spread(self, gap: float) -> list[float]:
        """Places along x about `gap` units apart, each a little off."""
        count = int(2 * self.half[0] / gap) + 1
        return [float(-self.half[0] + (k + self.rng.uniform(0.15, 0.85)) * gap) for k in range(count)]


def _clouds(plate: Plate, fill: Rgb) -> None:
    for x in plate.spread(1.1):
        y = float(plate.rng.uniform(-0.48, -0.26))
        for dx, r in ((-0.13, 0.07), (0.0, 0.1), (0.14, 0.08)):
            plate.disc(x + dx, y, r, fill)


def _meadow(plate: Plate) -> None:
    plate.gradient(plate.jitter((120, 190, 240)), plate.jitter((206, 232, 250)), -0.5, plate.horizon)
    _clouds(plate, (252, 252, 252))
    plate.ground(plate.jitter((132, 196, 106)), plate.horizon - 0.02, 0.05, 1.4)
    plate.ground(plate.jitter((150, 212, 92)), plate.horizon + 0.14, 0.03, 1.9)


def _desert(plate: Plate) -> None:
    plate.gradient(plate.jitter((150, 206, 232)), plate.jitter((250, 232, 190)), -0.5, plate.horizon)
    plate.disc(float(plate.rng.uniform(-0.6, 0.6)), -0.36, 0.09, (255, 246, 206))
    plate.ground(plate.jitter((222, 182, 120)), plate.horizon - 0.02, 0.07, 1.6)
    plate.ground(plate.jitter((238, 204, 144)), plate.horizon + 0.14, 0.04, 2.1)


def _sea(plate: Plate) -> None:
    plate.gradient(plate.jitter((158, 214, 244)), plate.jitter((224, 242, 250)), -0.5, plate.horizon)
    _clouds(plate, (252, 252, 252))
    sea = plate.jitter((40, 142, 186))
    for k, tint in enumerate((1.0, 0.9, 0.8)):
        plate.ground(shade(sea, tint), plate.horizon + 0.13 * k, 0.012, 0.22)


def _night(plate: Plate) -> None:
    plate.gradient(plate.jitter((12, 16, 48), 5), plate.jitter((40, 46, 98), 6), -0.5, plate.horizon)
    for x in plate.spread(0.16):
        plate.disc(x, float(plate.rng.uniform(-0.75, plate.horizon - 0.1)), 0.011, (232, 232, 210))
    plate.disc(float(plate.rng.uniform(-0.6, 0.6)), -0.33, 0.1, (244, 240, 212))
    plate.ground(plate.jitter((26, 36, 58), 5), plate.horizon, 0.04, 1.3)


def _snow(plate: Plate) -> None:
    plate.gradient(plate.jitter((176, 194, 214)), plate.jitter((216, 224, 234)), -0.5, plate.horizon)
    for x in plate.spread(0.7):
        peak = plate.horizon - float(plate.rng.uniform(0.2, 0.34))
        plate.polygon([(x - 0.4, plate.horizon + 0.1), (x, peak), (x + 0.4, plate.horizon + 0.1)],
                      plate.jitter((150, 166, 192), 5))  # fmt: skip
        plate.polygon([(x - 0.12, peak + 0.1), (x, peak), (x + 0.12, peak + 0.1)], (242, 246, 250))
    plate.ground(plate.jitter((236, 242, 248), 5), plate.horizon + 0.02, 0.04, 1.5)


def _sunset(plate: Plate) -> None:
    plate.gradient(plate.jitter((112, 60, 116)), plate.jitter((252, 164, 92)), -0.5, plate.horizon)
    plate.disc(float(plate.rng.uniform(-0.5, 0.5)), plate.horizon - 0.06, 0.18, (255, 224, 130))
    plate.ground(plate.jitter((96, 50, 74)), plate.horizon, 0.03, 1.2)
    plate.ground(plate.jitter((72, 38, 62)), plate.horizon + 0.16, 0.03, 1.7)


def _city(plate: Plate) -> None:
    plate.gradient(plate.jitter((168, 184, 200)), plate.jitter((214, 216, 220)), -0.5, plate.horizon)
    for x in plate.spread(0.26):
        top = float(plate.rng.uniform(-0.38, -0.04))
        tone = plate.jitter((126, 130, 144), 14)
        plate.polygon([(x - 0.12, top), (x + 0.12, top), (x + 0.12, 0.5), (x - 0.12, 0.5)], tone)
        for k in range(4):
            for side in (-0.06, 0.03):
                y = top + 0.05 + 0.09 * k
                plate.polygon([(x + side, y), (x + side + 0.035, y), (x + side + 0.035, y + 0.045),
                               (x + side, y + 0.045)], (238, 224, 160))  # fmt: skip
    plate.ground(plate.jitter((92, 94, 102), 6), plate.horizon + 0.08)


def _forest(plate: Plate) -> None:
    plate.gradient(plate.jitter((142, 176, 152)), plate.jitter((186, 206, 168)), -0.5, plate.horizon)
    for gap, low, high, tone in ((0.24, 0.36, 0.5, (66, 108, 82)), (0.3, 0.26, 0.42, (38, 80, 58))):
        fill = plate.jitter(tone, 6)
        for x in plate.spread(gap):
            tall = float(plate.rng.uniform(low, high))
            plate.polygon([(x - 0.15, plate.horizon + 0.08), (x, plate.horizon - tall),
                           (x + 0.15, plate.horizon + 0.08)], fill)  # fmt: skip
    plate.ground(plate.jitter((58, 74, 46), 6), plate.horizon + 0.04, 0.02, 1.1)


_PAINTERS = {
    "meadow": _meadow, "desert": _desert, "sea": _sea, "night": _night,
    "snow": _snow, "sunset": _sunset, "city": _city, "forest": _forest,
}  # fmt: skip


def paint(
    place: str, half_width: float, half_height: float, pixels_per_unit: float, seed: int
) -> Image.Image:
    """The place as an RGB picture of 2·half_width × 2·half_height units, the same for the same seed."""
    plate = Plate(half_width, half_height, pixels_per_unit, seed)
    _PAINTERS[place](plate)
    return plate.image.reduce(_SUPERSAMPLE)
