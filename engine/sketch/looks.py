"""How a scene is drawn: flat, as paper cut-outs, as an old film, in neon, or as a watercolour.

A look dresses the place's plate and the subject's sprite once; only film also touches every frame (grain and
flicker). Nothing moves or changes its shape, so that what the words say of a scene holds in every look.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageChops, ImageFilter

from engine.sketch.world import Rgb

_PAPER = (250, 246, 236)


def _texture(size: tuple[int, int], coarse: int, seed: int) -> np.ndarray:
    """Smooth noise in [-1, 1], float32 [height, width, 1], with features of about `coarse` pixels."""
    rng = np.random.default_rng((seed, coarse))
    small = (max(2, size[0] // coarse), max(2, size[1] // coarse))
    noise = Image.fromarray(rng.integers(0, 256, small[::-1], np.uint8))
    wide = np.asarray(noise.resize(size, Image.Resampling.BICUBIC), np.float32)
    return (wide / 127.5 - 1)[..., None]


def _picture(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).round().astype(np.uint8))


def dress_plate(look: str, plate: Image.Image, seed: int) -> Image.Image:
    """The place in a look, RGB of the same size; `seed` draws its textures."""
    if look == "paper":
        fibre = _texture(plate.size, 3, seed) + 1.5 * _texture(plate.size, 9, seed)
        few = plate.convert("P", palette=Image.Palette.ADAPTIVE, colors=9).convert("RGB")
        return _picture(np.asarray(few, np.float32) * 0.92 + 14 + 7 * fibre)
    if look == "neon":
        lines = np.asarray(_edges(plate), np.float32)
        dark = np.asarray(plate, np.float32) * (0.16, 0.10, 0.22)
        tint = np.where(_texture(plate.size, 60, seed) > 0, (230, 40, 200), (20, 200, 230))
        return _picture(dark + 6 + lines[..., None] / 255 * tint)
    if look == "watercolour":
        return _wash(plate, seed)
    return plate


def _edges(plate: Image.Image) -> Image.Image:
    """Glowing lines where the picture changes, 0 to 255."""
    change = plate.filter(ImageFilter.GaussianBlur(1)).filter(ImageFilter.FIND_EDGES).convert("L")
    inside = Image.new("L", plate.size)
    inside.paste(change.crop((2, 2, plate.width - 2, plate.height - 2)), (2, 2))
    line = inside.point([min(255, 5 * v) for v in range(256)])
    return ImageChops.add(line, line.filter(ImageFilter.GaussianBlur(3)))


def _wash(picture: Image.Image, seed: int) -> Image.Image:
    """Thin paint on white paper: pale, soft, in pools."""
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(1.5)), np.float32)
    pools = 0.64 + 0.1 * _texture(picture.size, 24, seed) + 0.05 * _texture(picture.size, 5, seed)
    return _picture(np.array(_PAPER) + (soft - _PAPER) * pools)


def dress_sprite(look: str, sprite: Image.Image, colour: Rgb, seed: int) -> Image.Image:
    """The subject in a look, RGBA of the same size, its colour still its own."""
    if look == "paper":
        shape = _closer(sprite.getchannel("A"), 0.035)
        shadow = ImageChops.offset(shape, sprite.width // 22, sprite.height // 16)
        under = Image.new("RGBA", sprite.size, (30, 24, 20, 0))
        under.putalpha(shadow.filter(ImageFilter.GaussianBlur(sprite.width / 40)).point(_SHADE))
        flat = Image.new("RGBA", sprite.size, (252, 250, 244, 0))
        flat.putalpha(sprite.getchannel("A"))
        own = sprite.copy()
        own.putalpha(shape)
        return Image.alpha_composite(Image.alpha_composite(under, flat), own)
    if look == "neon":
        return _tube(sprite, colour)
    if look == "watercolour":
        washed = _wash(sprite.convert("RGB"), seed)
        washed.putalpha(sprite.getchannel("A").filter(ImageFilter.GaussianBlur(sprite.width / 90)))
        return washed
    return sprite


_SHADE = [v * 120 // 255 for v in range(256)]


def _closer(alpha: Image.Image, share: float) -> Image.Image:
    """The shape without a rim of that share of its picture's width."""
    size = max(3, round(share * alpha.width) // 2 * 2 + 1)
    return alpha.filter(ImageFilter.MinFilter(size))


def _tube(sprite: Image.Image, colour: Rgb) -> Image.Image:
    """A dark shape with a glowing outline of its colour, made brighter where it would be dark."""
    alpha = sprite.getchannel("A")
    line = ImageChops.subtract(alpha, _closer(alpha, 0.05))
    glow = ImageChops.add(line, line.filter(ImageFilter.GaussianBlur(sprite.width / 24)))
    own = np.array(colour, np.float32)
    bright = own * (255 / max(float(own.max()), 1)) if own.max() > 60 else np.array((120.0, 120.0, 140.0))
    lit = np.asarray(glow, np.float32)[..., None] / 255
    inner = np.array(colour, np.float32) * 0.35
    tube = _picture(inner * (1 - lit) + bright * lit + 60 * lit**3)
    tube.putalpha(ImageChops.lighter(alpha, glow))
    return tube


def finish(look: str, frame: Image.Image, seed: int, number: int) -> Image.Image:
    """A frame as it leaves the camera: film has no colour, but grain, flicker and dark corners."""
    if look != "film":
        return frame
    rng = np.random.default_rng((seed, number))
    grey = np.asarray(frame.convert("L"), np.float32) / 255
    curve = (0.5 + 1.2 * (grey - 0.48)).clip(0.02, 0.97) * float(rng.uniform(0.96, 1.03))
    y, x = np.ogrid[-1 : 1 : grey.shape[0] * 1j, -1 : 1 : grey.shape[1] * 1j]
    corners = 1 - 0.22 * (x**2 + y**2)
    grain = rng.standard_normal(grey.shape, np.float32) * 0.018
    return _picture(255 * (curve * corners + grain)).convert("RGB")
