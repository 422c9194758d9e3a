"""Draw the thumbnails of the style presets with the built-in model: `packaging/style_pictures.py [KEY …]`.

Each shows the `thumbnail` words of its preset, said as a card with the style says them. The built-in model
was taught a few looks (paper, black and white film, neon, watercolour); for other styles its words only come
near. The page of help on styles gets a sheet of all of them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PIL import Image, ImageDraw, ImageFont

from engine.families.book import Book
from engine.families.catalog import BUILT_IN as FAMILY
from engine.paths import RESOURCES
from engine.sketch.checkpoint import BUILT_IN, GUIDANCE, STEPS
from engine.sketch.evaluate import looked_up
from engine.sketch.sampling import Sketch, text_to_video
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE
from engine.tools.styles import FOLDER, Style, styles

FRAMES, SEED = 17, 5
SHEET, COLUMNS, NAME = RESOURCES / "help" / "styles.webp", 5, 22
"""The page on styles shows all of them, each with its name below in so many pixels."""


def sheet(presets: list[Style]) -> None:
    (width, height), font = NATIVE_SIZE, ImageFont.load_default(14)
    rows = -(-len(presets) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * width, rows * (height + NAME)), "white")
    pen = ImageDraw.Draw(page)
    for n, each in enumerate(presets):
        x, y = n % COLUMNS * width, n // COLUMNS * (height + NAME)
        if each.picture:
            page.paste(Image.open(each.picture), (x, y))
        pen.text((x + width // 2, y + height + NAME // 2), each.name, fill="black", font=font, anchor="mm")
    page.save(SHEET, quality=80, method=6)


def main() -> None:
    presets = [each for each in styles().values() if not each.own]
    chosen = [each for each in presets if not sys.argv[1:] or each.key in sys.argv[1:]]
    model, book = Sketch.load(BUILT_IN), Book.open(BUILT_IN)
    for each in chosen:
        words, _ = each.apply(each.thumbnail, "", FAMILY)
        shown = looked_up(model, book, [words])  # as the program draws
        led = each.led_by(None, FAMILY) or GUIDANCE
        (clip,) = text_to_video(model, [words], FRAMES, NATIVE_SIZE, NATIVE_FPS, SEED, STEPS, led, shown)
        path = FOLDER / f"{each.key}.webp"
        Image.fromarray(clip[FRAMES // 2]).save(path, quality=80, method=6)
        print(f"{path.name}: {words}, {path.stat().st_size} bytes", flush=True)
    sheet(presets)


if __name__ == "__main__":
    main()
