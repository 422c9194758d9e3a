"""The right writer for a film: one file, or a folder of pictures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from engine.media.output.film_writer import FilmWriter
from engine.media.output.formats import choose_format
from engine.media.output.label import Label
from engine.media.output.picture_folder import PictureFolder
from engine.media.output.remux import Chapter
from engine.media.output.settings import Settings

Output: TypeAlias = FilmWriter | PictureFolder


def open_output(
    path: Path,
    size: tuple[int, int],
    rate: Fraction,
    settings: Settings,
    audio_rate: int | None = None,
    overwrite: bool = False,
    chapters: Sequence[Chapter] = (),
    alpha: bool = False,
    label: Label | None = None,
) -> Output:
    """As `FilmWriter`; for a format of pictures a `PictureFolder`, which holds neither sound nor chapters."""
    if choose_format(path, settings.format).kind == "pictures":
        return PictureFolder(path, size, rate, settings, overwrite, alpha, label)
    return FilmWriter(path, size, rate, settings, audio_rate, overwrite, chapters, alpha, label)
