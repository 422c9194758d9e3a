"""A real film on disk under the real workspace, for the tests of single widgets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editor.workspace import Workspace
from tests.render.films import film, footage


@contextmanager
def open_film(folder: Path) -> Iterator[Workspace]:
    """48 frames of footage with sound, split at 20; the second card has a prompt."""
    work = Workspace()
    assert work.new(folder / "film.tween", film(footage(folder / "footage.mp4")))
    yield work
    work.shut_down()
