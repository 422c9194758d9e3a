"""One frame of the film as a PNG file, at the film's own size."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSaveFile
from PySide6.QtGui import QImageWriter

from editor.viewer.composing import Film, to_image
from engine.errors import TweenError


def save_snapshot(film: Film, frame: int, path: str) -> str:
    """Compose `frame` and write it; the file appears only when it is complete. For a background thread."""
    from engine.render.compose import Composer

    target = path if Path(path).suffix.lower() == ".png" else f"{path}.png"
    with Composer(film.document, film.shown) as composer:
        image = to_image(composer.frame(frame))
    file = QSaveFile(target)
    opened = file.open(QSaveFile.OpenModeFlag.WriteOnly)
    if not (opened and QImageWriter(file, b"png").write(image) and file.commit()):
        raise TweenError(f"{target} could not be written ({file.errorString()}); choose another place.")
    return target
