"""A title's picture: letters with their outline, shadow and box, on nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.document.fit import Box, Size
from engine.media.titles.layout import Layout, laid_out
from engine.media.titles.recipe import Recipe

if TYPE_CHECKING:
    from PIL.Image import Image

SHADOW_AWAY, SHADOW_SOFT = 0.05, 0.06
"""How far down and right a shadow lies, and how soft it is, as shares of the letters' size."""
SHADOW_COLOUR = (0, 0, 0)
ROUND = 0.12
"""Radius of a box's corners, as a share of the letters' size."""


def drawn(recipe: Recipe, size: Size) -> Image:
    """The title as an RGBA picture of `size` (width, height) with straight alpha; nothing but it is in it.

    Raises `TweenError` for letters that no font has.
    """
    return drawn_as(recipe, size, laid_out(recipe, size))


def drawn_as(recipe: Recipe, size: Size, layout: Layout) -> Image:
    """The title where `layout` has it."""
    from PIL import Image, ImageFilter

    picture = Image.new("RGBA", size)
    area = _area(recipe, size, layout)
    if area[2] < 1 or area[3] < 1:  # moved out of the picture
        return picture
    letters = _letters(layout, area, 0.0)
    outline = _letters(layout, area, recipe.outline * layout.pixels) if recipe.outline else None
    part = Image.new("RGBA", area[2:])
    if recipe.box:
        part = _over(part, _box(recipe, layout, area), recipe.box_colour, recipe.box)
    if recipe.shadow:
        away, soft = (round(share * layout.pixels) for share in (SHADOW_AWAY, SHADOW_SOFT))
        cast = Image.new("L", area[2:])
        cast.paste(outline or letters, (away, away))
        cast = cast.filter(ImageFilter.GaussianBlur(soft))
        part = _over(part, cast, SHADOW_COLOUR, recipe.shadow)
    if outline is not None:
        part = _over(part, outline, recipe.outline_colour, recipe.outline_opacity)
    part = _over(part, letters, recipe.colour, 1.0)
    picture.paste(part, area[:2])
    return picture


def _area(recipe: Recipe, size: Size, layout: Layout) -> Box:
    """The part of the picture that is not left as it is: the words, a letter's size around them."""
    x, y, width, height = layout.box
    around = layout.pixels
    left, top = max(0, x - around), max(0, y - around)
    right, bottom = min(size[0], x + width + around), min(size[1], y + height + around)
    return left, top, right - left, bottom - top


def _letters(layout: Layout, area: Box, stroke: float) -> Image:
    """How much of each pixel the letters cover, made wider by `stroke` on all sides."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", area[2:])
    draw = ImageDraw.Draw(mask)
    for line in layout.lines:
        for run, along in line.runs:
            at = line.x + along - area[0], line.y - area[1]
            draw.text(
                at, run.text, fill=255, font=run.face.font(line.pixels), anchor="ls", stroke_width=stroke
            )
    return mask


def _box(recipe: Recipe, layout: Layout, area: Box) -> Image:
    from PIL import Image, ImageDraw

    x, y, width, height = layout.box
    mask = Image.new("L", area[2:])
    left, top = x - area[0], y - area[1]
    place = left, top, left + width - 1, top + height - 1
    ImageDraw.Draw(mask).rounded_rectangle(place, round(ROUND * layout.pixels), fill=255)
    return mask


def _over(below: Image, mask: Image, colour: str | tuple[int, int, int], opacity: float) -> Image:
    """`colour` laid over it where the mask says, at that opacity."""
    from PIL import Image, ImageColor

    rgb = ImageColor.getrgb(colour)[:3] if isinstance(colour, str) else colour
    layer = Image.new("RGBA", below.size, (*rgb, 255))
    layer.putalpha(mask.point([round(level * opacity) for level in range(256)]))
    return Image.alpha_composite(below, layer)
