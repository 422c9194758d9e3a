"""Draw the pictures of the pages of help on the tools, each by the tool itself and the built-in model:
`packaging/help_pictures.py [PAGE …]`.

Pages: animate, aspect, blend, draft, extend, freeze, grade, loop, remix, storyboard, titles, variations. The
styles have `style_pictures.py`; what shows a window, or what no model draws (slow, cinemagraph, provenance),
stays as it is.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cached_property, partial
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
sys.path.insert(0, str(Path(__file__).parents[1]))

import cv2
import numpy as np
from PIL import Image

from engine.diffusion.generate import draw
from engine.document.edits import add_asset, add_card, append_clip, set_card
from engine.document.grade import Grade, Lut
from engine.document.model import Asset, Document
from engine.document.queries import card_by_id
from engine.document.time import FrameRange
from engine.families.family import Family
from engine.families.loading import load
from engine.media.fingerprint import fingerprint
from engine.media.grading import Grader
from engine.media.open import open_reader
from engine.media.output.writer import TakeWriter
from engine.media.region_mask import mask_at
from engine.media.titles.recipe import Kind, preset
from engine.paths import RESOURCES
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.compose import Composer
from engine.sketch.scenes import render
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, random_scene
from engine.tools.aspect import aspect
from engine.tools.blend import blend_in
from engine.tools.draft import draft, refine
from engine.tools.edited import Edited
from engine.tools.extend import extend
from engine.tools.freeze import unfreeze
from engine.tools.keyframes import Shown, animate
from engine.tools.loop import loop
from engine.tools.painted import Painted, regions_of
from engine.tools.regenerate import regenerate
from engine.tools.remix import remix
from engine.tools.storyboard import storyboard
from engine.tools.title import lay, made
from engine.tools.words_of_change import Change

GAP = 4
SQUARE = (120, 128)
MAGENTA = (255, 40, 200)
EMPTY = Document(Fraction(NATIVE_FPS), *NATIVE_SIZE)
Frames = list[np.ndarray]


class Studio:
    """The built-in model, and a folder for what a page's picture is made of."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.takes = TakeLibrary(folder / "pictures.takes")

    @cached_property
    def family(self) -> Family:
        return load("sketch")

    def scene(self, name: str, frames: int, **fixed: str) -> Asset:
        """Footage of the school's world, cut to a square where the name says so."""
        rng = np.random.default_rng(sum(name.encode()))
        words = {"camera": "static", "size": "large", **fixed}
        clip = render(random_scene(rng, NATIVE_SIZE, frames / NATIVE_FPS, **words), frames, NATIVE_FPS)
        size = SQUARE if name == "square" else NATIVE_SIZE
        left, path = (NATIVE_SIZE[0] - size[0]) // 2, self.folder / f"{name}.mkv"
        with TakeWriter(path, size, EMPTY.rate) as writer:
            for rgb in clip[:, :, left : left + size[0]]:
                writer.write(np.ascontiguousarray(rgb))
        return asset_from_file(path)

    def film(self, *assets: Asset) -> Document:
        """The first one on the timeline, the others beside it in the library."""
        doc = EMPTY
        for asset in assets:
            doc = add_asset(doc, asset)
        return append_clip(doc, assets[0].id)

    def drawn(self, edited: Edited) -> Document:
        for each in edited.cards:
            card = card_by_id(edited.document, each)
            request = edited.wish(edited.document, card, self.takes.shown, "sketch")
            draw(request, self.takes, family=self.family)
        return edited.document

    def frames(self, doc: Document) -> Frames:
        with Composer(doc, self.takes.shown, None, partial(open_reader, exact=True)) as composer:
            return [composer.frame(n).copy() for n in range(doc.frames)]


def worded(words: str, frames: int, **fields: object) -> Document:
    doc = add_card(EMPTY, FrameRange(0, frames))
    return set_card(doc, doc.cards[0].id, prompt=words, **fields)  # type: ignore[arg-type]


def spread(frames: Sequence[np.ndarray], count: int) -> Frames:
    return [frames[round(n * (len(frames) - 1) / (count - 1))] for n in range(count)]


def sheet(rows: Sequence[Sequence[np.ndarray]], scale: float = 1.0) -> Image.Image:
    """Pictures of one size in rows, with thin black lines between."""
    h, w = (round(side * scale) for side in rows[0][0].shape[:2])
    page = Image.new("RGB", (len(rows[0]) * (w + GAP) - GAP, len(rows) * (h + GAP) - GAP))
    for y, row in enumerate(rows):
        for x, each in enumerate(row):
            page.paste(
                Image.fromarray(each).resize((w, h), Image.Resampling.LANCZOS), (x * (w + GAP), y * (h + GAP))
            )
    return page


def animate_page(studio: Studio) -> list[Image.Image]:
    footage = studio.scene("animated", 25, subject="triangle", colour="red", place="forest", motion="right")
    clip = studio.frames(studio.film(footage))
    shown: list[Shown] = []
    for name, frame in (("first", clip[0]), ("last", clip[-1])):
        path = studio.folder / f"{name}.png"
        Image.fromarray(frame).save(path)
        shown.append(Shown(asset_from_file(path)))
    words = "a large red triangle moves to the right in the forest"
    take = studio.frames(studio.drawn(animate(EMPTY, shown[0], shown[1], frames=25, prompt=words)))
    return [sheet([[clip[0], *spread(take, 5), clip[-1]]])]


def aspect_page(studio: Studio) -> list[Image.Image]:
    clip = studio.scene("square", 17, subject="ball", colour="red", place="meadow", motion="stays")
    doc = append_clip(add_asset(Document(EMPTY.rate, *SQUARE), clip), clip.id)
    wide = studio.drawn(aspect(doc, NATIVE_SIZE, outpaint=True, prompt="a large red ball stays in a meadow"))
    with Composer(wide, studio.takes.shown) as composer:
        bars = composer.source(8).copy()
    return [sheet([[bars, studio.frames(wide)[8]]], 2)]


def blend_page(studio: Studio) -> list[Image.Image]:
    first = studio.scene("from", 48, subject="ball", colour="red", place="sea", motion="stays")
    then = studio.scene("into", 48, subject="boat", colour="purple", place="night", motion="stays")
    doc = studio.film(first, then)
    before, after = studio.frames(doc), studio.frames(studio.film(then, first))
    film = studio.frames(studio.drawn(blend_in(doc, then.id, None, 24)))
    middle = film[24:48]
    mixed = [
        cv2.addWeighted(a, 1 - n / 23, b, n / 23, 0)
        for n, (a, b) in enumerate(zip(before[24:], after, strict=False))
    ]
    return [sheet([spread(middle, 7), spread(mixed, 7)], 0.7)]


def draft_page(studio: Studio) -> list[Image.Image]:
    doc = worded("a large purple box stays in a meadow", 17, seed=5)
    (card,) = doc.cards
    small = studio.drawn(draft(doc, [card.id]))
    take = studio.takes.shown(small.cards[0])
    assert take is not None
    rough = studio.frames(small)[8]
    return [sheet([[rough, studio.frames(studio.drawn(refine(doc, card.id, take)))[8]]], 2)]


def extend_page(studio: Studio) -> list[Image.Image]:
    doc = studio.drawn(extend(EMPTY, 25, prompt="a large blue boat sails right on the sea", seed=1))
    for direction in ("forward", "backward"):
        doc = studio.drawn(extend(doc, 24, direction))
    film = studio.frames(doc)
    return [sheet([spread(film, 6)[:3], spread(film, 6)[3:]])]


def loop_page(studio: Studio) -> list[Image.Image]:
    """Every frame of it; the page plays it round and round."""
    edited = loop(EMPTY, 48, join=24, prompt="a large red boat sails right on the sea", seed=1)
    return [Image.fromarray(frame) for frame in studio.frames(studio.drawn(edited))]


def remix_page(studio: Studio) -> list[Image.Image]:
    rows: list[Frames] = []
    for subject, colour, place in (("ball", "red", "meadow"), ("box", "purple", "forest")):
        clip = studio.scene(
            place, 25, subject=subject, colour=colour, place=place, motion="right", size="medium"
        )
        doc = studio.film(clip)
        doc = set_card(doc, doc.cards[0].id, prompt=f"a {colour} {subject} moves to the right")
        was, span = studio.frames(doc), FrameRange(0, doc.frames)
        painted = Painted("subject", box_round(was[12], colour), frame=12)
        regions, _ = regions_of([painted], span, NATIVE_SIZE, was.__getitem__, track=True)
        doc = studio.drawn(remix(doc, span, 1.0, changes=[Change(f"the {subject}")], regions=regions))
        asked = regenerate(doc, doc.cards[0], studio.takes.shown, "sketch").regions
        now = studio.frames(doc)
        rows.append([])
        for n in (4, 18):
            mask = mask_at(asked, n, NATIVE_SIZE)
            assert mask is not None
            rows[-1] += [outlined(was[n], mask), now[n]]
    return [sheet(rows)]


def box_round(frame: np.ndarray, colour: str) -> tuple[tuple[float, float], tuple[float, float]]:
    """A box round what is of the colour, as a person would draw it."""
    from engine.sketch.world import COLOURS

    there = np.abs(frame.astype(int) - COLOURS[colour]).max(-1) < 40
    rows, columns = np.flatnonzero(there.any(1)), np.flatnonzero(there.any(0))
    top = min(rows[0], rows[-1] - (columns[-1] - columns[0]))  # lit from above, it is paler there
    (w, h), edge = NATIVE_SIZE, 6
    return (
        (max(0, columns[0] - edge) / w, max(0, top - edge) / h),
        (min(w, columns[-1] + edge) / w, min(h, rows[-1] + edge) / h),
    )


def outlined(frame: np.ndarray, mask: np.ndarray) -> np.ndarray:
    lines, _ = cv2.findContours((mask > 0.5).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return cv2.drawContours(frame.copy(), lines, -1, MAGENTA, 1)


def storyboard_page(studio: Studio) -> list[Image.Image]:
    doc = EMPTY
    shots = ("red ball stays in the snow", "red ball stays in a meadow", "orange house stays at night")
    for n, words in enumerate(shots):
        doc = add_card(doc, FrameRange(24 * n, 24 * n + 24))
        doc = set_card(doc, doc.cards[n].id, prompt=f"a large {words}", seed=n, cut=n == 2)
    film = studio.frames(studio.drawn(storyboard(doc, [card.id for card in doc.cards])))
    return [sheet([spread(film, 8)[:4], spread(film, 8)[4:]])]


def titles_page(studio: Studio) -> list[Image.Image]:
    """A title of each kind over the sample."""
    sample = asset_from_file(RESOURCES / "sample" / "sample.mp4")
    doc = append_clip(add_asset(Document(sample.rate, sample.width, sample.height), sample), sample.id)
    size = doc.width, doc.height
    said: tuple[tuple[Kind, str, int], ...] = (
        ("title", "Three short films\none afternoon", 40),
        ("lower-third", "Luz Estrella\nastronomer", 150),
        ("subtitle", "Where does the wind come from? 风从哪里来？", 235),
        ("credits", "Directed by\nN. N.\n\nMusic\nשלום דוד", 120),
    )
    for kind, text, at in said:
        recipe = preset(kind, text, *size)
        doc = lay(doc, made(recipe, size, studio.folder), FrameRange(at, at + 1))
    with Composer(doc, lambda card: None) as composer:
        shown = [composer.frame(at) for _, _, at in said]
    return [sheet([shown[:2], shown[2:]], 0.3)]


def freeze_page(studio: Studio) -> list[Image.Image]:
    """A picture that stands still, and the same picture let go."""
    clip = studio.scene("still", 2, subject="boat", colour="red", place="sea", motion="right")
    path = studio.folder / "still.png"
    Image.fromarray(studio.frames(studio.film(clip))[0]).save(path)
    doc = studio.film(asset_from_file(path))
    still, span = studio.frames(doc)[0], FrameRange(0, min(doc.frames, 33))
    words = "a large red boat sails right on the sea"
    film = studio.frames(studio.drawn(unfreeze(doc, span, words, alone=True)))
    return [sheet([[still] * 4, spread(film[: span.stop], 4)])]


def variations_page(studio: Studio) -> list[Image.Image]:
    """The same card four times, each from its own seed."""
    drawn = (
        studio.frames(studio.drawn(Edited(doc, (doc.cards[0].id,))))[8]
        for doc in (worded("a large red house stays in the snow", 17, seed=seed) for seed in range(4))
    )
    return [sheet([list(drawn)])]


def grade_page(studio: Studio) -> list[Image.Image]:
    """A frame of the sample as it is, warm, without colour, and with a table that turns shadows blue."""
    path = studio.folder / "teal.cube"
    side = np.linspace(0, 1, 17)
    blue, green, red = np.meshgrid(side, side, side, indexing="ij")
    rows = np.stack([red**1.25, green * 0.95 + 0.03, blue * 0.8 + 0.12], axis=-1).reshape(-1, 3)
    np.savetxt(path, rows, "%.6f", header="LUT_3D_SIZE 17", comments="")
    table = Grade(lut=Lut(str(path), fingerprint(path)))
    warm = Grade(exposure=0.3, contrast=1.25, temperature=40.0)
    with open_reader(RESOURCES / "sample" / "sample.mp4") as sample:
        plain = sample.frame(150)
    shown = [Grader().graded(plain, each) for each in (None, warm, Grade(saturation=0.0), table)]
    return [sheet([shown[:2], shown[2:]], 0.3)]


PAGES: dict[str, Callable[[Studio], list[Image.Image]]] = {
    "animate": animate_page, "aspect": aspect_page, "blend": blend_page, "draft": draft_page,
    "extend": extend_page, "freeze": freeze_page, "grade": grade_page, "loop": loop_page,
    "remix": remix_page, "storyboard": storyboard_page, "titles": titles_page, "variations": variations_page,
}  # fmt: skip


def main() -> None:
    chosen = sys.argv[1:] or list(PAGES)
    if wrong := [name for name in chosen if name not in PAGES]:
        sys.exit(f"There is no picture “{wrong[0]}”; pictures: {', '.join(PAGES)}.")
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            first, *others = PAGES[name](Studio(Path(folder)))
        path = RESOURCES / "help" / f"{name}.webp"
        more = {"save_all": True, "append_images": others, "duration": 1000 // NATIVE_FPS, "loop": 0}
        first.save(path, quality=80, method=6, **(more if others else {}))
        print(f"{path.name}: {first.size[0]}×{first.size[1]}, {path.stat().st_size} bytes", flush=True)


if __name__ == "__main__":
    main()
