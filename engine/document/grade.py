"""Colour correction of a clip: what its colours are changed by, as plain values.

All of it but the look-up table is one ASC CDL (slope, offset, power, saturation), so that other programs can
be told exactly what is done. Values are 0 … 1 as a screen is sent them, taken as the 2.4th root of light:

    exposure, temperature, tint   light times a factor             slope
    contrast                      about middle grey                slope and offset
    lift, gain                    where black and white lie        slope and offset
    gamma                         what is between them             power
    saturation                    distance from grey (Rec. 709)    saturation
    look-up table                 of a `.cube` file, last
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, cast

Rgb = tuple[float, float, float]

SCREEN = 2.4
"""The power that a screen turns a value into light with (ITU-R BT.1886)."""
MIDDLE = 0.18 ** (1 / SCREEN)
"""Middle grey, which contrast leaves where it is."""
EXPOSURE = (-8.0, 8.0)
CONTRAST = (0.0, 4.0)
SATURATION = (0.0, 4.0)
BALANCE = (-100.0, 100.0)
LIFT = (-1.0, 1.0)
GAMMA = (0.1, 10.0)
GAIN = (0.0, 8.0)

DAYLIGHT = 6504.0
"""Kelvin: the white of Rec. 709."""
MIREDS = 0.8
"""By how many reciprocal megakelvins the white moves with each step of the temperature."""
TINTS = 0.0003
"""How far it moves from green to magenta with each step of the tint, in CIE 1960."""
WHITE = (0.1978, 0.3122)
"""D65 in CIE 1960 (u, v)."""
MAGENTA = (0.805, -0.594)
"""The way from green to magenta: across the colours of black bodies around D65."""
LEAST = 0.02
"""No colour of the light is taken away further than to this."""


@dataclass(frozen=True, slots=True)
class Lut:
    """A `.cube` file. `strength` 0 … 1: how much of what it does."""

    path: str
    fingerprint: str
    strength: float = 1.0
    extra: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Cdl:
    """ASC CDL 1.2: (value · slope + offset) to the power, each time within 0 … 1; then the saturation."""

    slope: Rgb = (1.0, 1.0, 1.0)
    offset: Rgb = (0.0, 0.0, 0.0)
    power: Rgb = (1.0, 1.0, 1.0)
    saturation: float = 1.0


@dataclass(frozen=True, slots=True)
class Grade:
    """`exposure` in stops; `contrast` and `saturation` are factors; `temperature` -100 … 100 from cold to
    warm, `tint` from green to magenta; `lift` is where black lies, `gain` where white does, `gamma` above 1
    is brighter between them: red, green, blue."""

    exposure: float = 0.0
    contrast: float = 1.0
    saturation: float = 1.0
    temperature: float = 0.0
    tint: float = 0.0
    lift: Rgb = (0.0, 0.0, 0.0)
    gamma: Rgb = (1.0, 1.0, 1.0)
    gain: Rgb = (1.0, 1.0, 1.0)
    lut: Lut | None = None
    extra: str = field(default="", repr=False)

    @property
    def neutral(self) -> bool:
        """Whether it changes nothing at all."""
        return self.lut is None and all(getattr(self, name) == value for name, value in NEUTRAL)

    @property
    def cdl(self) -> Cdl:
        """All that is done before the look-up table."""
        light = (2 ** (self.exposure / SCREEN) * part for part in self._balance())
        slopes: list[float] = []
        offsets: list[float] = []
        for factor, lift, gain in zip(light, self.lift, self.gain, strict=True):
            span = gain - lift
            slopes.append(max(0.0, factor * self.contrast * span))
            offsets.append(MIDDLE * (1 - self.contrast) * span + lift)
        power = tuple(1 / part for part in self.gamma)
        return Cdl(_rgb(slopes), _rgb(offsets), _rgb(power), self.saturation)

    def _balance(self) -> Rgb:
        """What each colour's value is multiplied by; white keeps its brightness."""
        if not (self.temperature or self.tint):
            return (1.0, 1.0, 1.0)
        u, v = _black_body(1e6 / (1e6 / DAYLIGHT + MIREDS * self.temperature))
        u0, v0 = _black_body(DAYLIGHT)
        du, dv = (TINTS * self.tint * way for way in MAGENTA)
        light = _light(WHITE[0] + u - u0 + du, WHITE[1] + v - v0 + dv)
        return _rgb(
            [
                max(LEAST, part / whole) ** (1 / SCREEN)
                for part, whole in zip(light, _light(*WHITE), strict=True)
            ]
        )


NEUTRAL = tuple((each.name, each.default) for each in fields(Grade) if each.name not in ("lut", "extra"))
NUMBERS: dict[str, tuple[float, float]] = {
    "exposure": EXPOSURE, "contrast": CONTRAST, "saturation": SATURATION, "temperature": BALANCE,
    "tint": BALANCE,
}  # fmt: skip
COLOURS: dict[str, tuple[float, float]] = {"lift": LIFT, "gamma": GAMMA, "gain": GAIN}


def of_cdl(cdl: Cdl) -> Grade:
    """The grade that does what a CDL of another program does, as near as a grade comes to it."""
    lift = _rgb([_within(part, LIFT) for part in cdl.offset])
    gain = _rgb([_within(slope + offset, GAIN) for slope, offset in zip(cdl.slope, cdl.offset, strict=True)])
    gamma = _rgb([_within(1 / part if part > 0 else GAMMA[1], GAMMA) for part in cdl.power])
    return Grade(lift=lift, gamma=gamma, gain=gain, saturation=_within(cdl.saturation, SATURATION))


def faults(grade: Grade) -> Iterator[str]:
    """What is wrong with a grade, as ends of a sentence that begins with what has it."""
    for name, (least, most) in NUMBERS.items():
        value = getattr(grade, name)
        if not least <= value <= most:  # nor a number that is none
            yield f"has its {name} at {value:g}; it goes from {least:g} to {most:g}"
    for name, (least, most) in COLOURS.items():
        for value in cast(Rgb, getattr(grade, name)):
            if not least <= value <= most:
                yield f"has its {name} at {value:g}; it goes from {least:g} to {most:g}"
    if grade.lut is not None and not 0 <= grade.lut.strength <= 1:
        yield f"uses its look-up table by {grade.lut.strength * 100:g} %; it goes from 0 to 100"


def to_json(grade: Grade) -> dict[str, Any]:
    """Without what is neutral, and without what only a newer version knows."""
    data: dict[str, Any] = {
        name: list(cast(Rgb, value)) if name in COLOURS else float(value)
        for name, default in NEUTRAL
        if (value := getattr(grade, name)) != default
    }
    if grade.lut is not None:
        lut = grade.lut
        data["lut"] = {"path": lut.path, "fingerprint": lut.fingerprint, "strength": float(lut.strength)}
    return data


def from_json(data: Mapping[str, Any]) -> Grade:
    """The reverse of `to_json`. Raises KeyError, TypeError or ValueError for anything else."""
    values: dict[str, Any] = {
        name: _rgb(data[name]) if name in COLOURS else float(data[name])
        for name, _ in NEUTRAL
        if name in data
    }
    if (lut := data.get("lut")) is not None:
        values["lut"] = Lut(str(lut["path"]), str(lut["fingerprint"]), float(lut["strength"]))
    return Grade(**values)


def _rgb(values: Any) -> Rgb:
    red, green, blue = (float(value) for value in values)
    return red, green, blue


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1]) if math.isfinite(value) else limits[0]


def _black_body(kelvin: float) -> tuple[float, float]:
    """(u, v) of CIE 1960 of light of that temperature, 1000 … 15000 K.

    M. Krystek, "An algorithm to calculate correlated colour temperature", Color Research & Application 10,
    1985.
    """
    t = kelvin
    u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t * t) / (
        1 + 8.42420235e-4 * t + 7.08145163e-7 * t * t
    )
    v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t * t) / (
        1 - 2.89741816e-5 * t + 1.61456053e-7 * t * t
    )
    return u, v


def _light(u: float, v: float) -> Rgb:
    """(u, v) of CIE 1960 as Rec. 709 light whose brightness is 1."""
    x, z = 1.5 * u / v, (2 - 0.5 * u - 5 * v) / v
    return (
        3.2404542 * x - 1.5371385 - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 + 0.0415560 * z,
        0.0556434 * x - 0.2040259 + 1.0572252 * z,
    )
