"""Films that the tests of tools on the command line share: a thing that moves, and its sound."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import cv2
import numpy as np

from engine.media.open import open_reader
from engine.media.output.film_writer import FilmWriter
from engine.media.output.settings import Settings
from engine.project.project import Project
from engine.render.compose import Composer
from tests.media.moving import moving
from tests.render.films import RATE, SAMPLES

SIZE = (160, 90)


def moving_footage(path: Path, frames: int = 24, seed: int = 2) -> Path:
    """Something that moves over a ground that stands still, with a rising tone."""
    pictures, masks = moving_pictures(frames, seed)
    seconds = np.arange(round(frames / RATE * SAMPLES)) / SAMPLES
    tone = 0.4 * np.sin(2 * np.pi * (200 + 300 * seconds) * seconds)
    with FilmWriter(path, SIZE, RATE, Settings(crf=8), SAMPLES) as writer:
        for rgb, mask in zip(pictures, masks, strict=True):
            writer.write(np.where(mask[..., None], rgb, pictures[0]))
        writer.write_audio(np.stack([tone, tone], 1).astype(np.float32))
    return path


def moving_pictures(frames: int, seed: int = 2) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The thing and its masks, at half the size that others look at them."""
    pictures, masks = moving(seed, frames)
    small = [cv2.resize(rgb, SIZE, interpolation=cv2.INTER_AREA) for rgb in pictures]
    return small, [mask[::2, ::2] for mask in masks]


def shown(film: Path) -> list[np.ndarray]:
    """Every frame of the film as it is exported."""
    with Project.open(film, read_only=True) as project:
        doc = project.document
        with Composer(doc, project.takes.shown, None, partial(open_reader, exact=True)) as composer:
            return [composer.frame(n).copy() for n in range(doc.frames)]
