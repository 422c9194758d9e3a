"""Draws Sketch's picture book: every subject in every colour and look, for `engine.families.book` to read.

A network of this size learns to copy what a picture shows long before it learns to draw it from a word.
"""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKLLTXVideo
from PIL import Image
from torch import Tensor

from engine.families.ltx import in_the_middle
from engine.sketch.captions import COLOUR_WORDS, LOOK_PHRASES, SUBJECT_WORDS
from engine.sketch.scenes import Painter
from engine.sketch.vae import normalise, posterior, to_unit
from engine.sketch.world import (
    COLOURS,
    LOOKS,
    NATIVE_SIZE,
    PICTURE_SIZES,
    PLACES,
    SUBJECTS,
    clashes,
    random_scene,
    settled,
)

SEED = 2_024


def cell(subject: str, colour: str, look: str) -> Image.Image:
    """The subject alone, in the middle of a place that it does not clash with."""
    seed = (SEED, SUBJECTS.index(subject), tuple(COLOURS).index(colour))
    rng = np.random.default_rng(seed)
    place = str(rng.choice([p for p in PLACES if not clashes(colour, p)]))
    scene = random_scene(
        rng, NATIVE_SIZE, subject=subject, colour=colour, place=place, size="medium", motion="stays",
        camera="static",
    )  # fmt: skip
    return Painter(replace(settled(scene), look=look)).frame(scene.seconds / 2)


def sheet(look: str) -> Image.Image:
    """All subjects by rows, all colours by columns."""
    width, height = NATIVE_SIZE
    page = Image.new("RGB", (width * len(COLOURS), height * len(SUBJECTS)))
    for row, subject in enumerate(SUBJECTS):
        for column, colour in enumerate(COLOURS):
            page.paste(cell(subject, colour, look), (column * width, row * height))
    return page


#: (look, subject, colour, latent rows, latent columns) -> latent [C, 1, rows, columns] float16.
Encoded = dict[tuple[str | int, ...], Tensor]


@torch.no_grad()
def encoded(vae: AutoencoderKLLTXVideo) -> Encoded:
    """Every picture of the book at the working sizes, as the program encodes what it looks up."""
    found: Encoded = {}
    for look, subject, colour in itertools.product(LOOKS, SUBJECTS, COLOURS):
        picture = to_unit(np.asarray(cell(subject, colour, look))[None, None])[0, :, 0]
        for width, height in PICTURE_SIZES:
            latent = normalise(vae, posterior(vae, in_the_middle(picture, height, width)).mode())[0].half()
            found[look, subject, colour, *latent.shape[2:]] = latent
    return found


def write(folder: Path) -> None:
    """Write the book to `folder`, about 1 MB."""
    folder.mkdir(parents=True, exist_ok=True)
    for look in LOOKS:
        sheet(look).save(folder / f"{look}.webp", quality=88, method=6)
    index = {
        "cell": list(NATIVE_SIZE),
        "sheets": {look: f"{look}.webp" for look in LOOKS},
        "things": {word: SUBJECTS.index(s) for s, words in SUBJECT_WORDS.items() for word in words},
        "colours": {word: tuple(COLOURS).index(c) for c, words in COLOUR_WORDS.items() for word in words},
        "looks": {phrase: look for look, said in LOOK_PHRASES.items() for phrase in said if phrase},
    }
    (folder / "book.json").write_text(json.dumps(index, indent=1) + "\n")
