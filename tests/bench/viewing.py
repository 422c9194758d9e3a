"""A film of 1080p footage in the real viewer, off any screen, for the benchmarks of playing and scrubbing."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from footage import SIZES, make, repeat
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from editor import theme
from editor.app import SWITCH_S
from editor.garbage import GarbageCollector
from editor.viewer import ViewerPanel, panel
from editor.viewer.picture import PictureView
from editor.workspace import Workspace
from engine.document.edits import add_asset, append_clip, set_format
from engine.document.model import Document
from engine.project.importing import asset_from_file

PIECE = 150
"""Frames that are really encoded; longer footage is copies of their packets."""


@dataclass
class Painted:
    """One picture as it came onto the view: its frame, and when it was there (`time.perf_counter`)."""

    frame: int
    at: float


@dataclass
class Watch:
    painted: list[Painted] = field(default_factory=list)


class WatchedView(PictureView):
    """Says when a picture has been painted."""

    watch = Watch()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painted = self.watch.painted
        if self.picture is not None and (not painted or painted[-1].frame != self.picture.frame):
            painted.append(Painted(self.picture.frame, time.perf_counter()))


def film(folder: Path, seconds: int, gop: int) -> Document:
    """1080p30, H.264 with B-frames and a key frame every `gop` frames."""
    piece, whole = folder / "piece.mp4", folder / "footage.mp4"
    make(piece, SIZES["1080p"], max(PIECE, gop), gop)
    repeat(piece, whole, max(1, -(-seconds * 30 // max(PIECE, gop))))
    asset = asset_from_file(whole)
    document = set_format(Document(), asset.rate, asset.width, asset.height)
    return append_clip(add_asset(document, asset), asset.id)


@contextmanager
def viewer(
    folder: Path, document: Document, size: tuple[int, int]
) -> Iterator[tuple[Workspace, ViewerPanel]]:
    """The picture is `size`; pictures that are painted are in `WatchedView.watch`."""
    os.environ["TWEENBOARD_CACHE"] = str(folder / "cache")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app)
    sys.setswitchinterval(SWITCH_S)
    GarbageCollector(app)
    panel.PictureView = WatchedView
    WatchedView.watch.painted.clear()
    work = Workspace()
    assert work.new(folder / f"{size[0]}.tween", document)
    view = ViewerPanel(work)
    view.show()
    view.resize(size[0], size[1] + view.transport.sizeHint().height())
    try:
        yield work, view
    finally:
        view.stop()
        view.deleteLater()
        work.shut_down()


def until(there: Callable[[], bool], seconds: float) -> bool:
    """Let the window live until it is so."""
    app = QApplication.instance()
    assert app is not None
    end = time.perf_counter() + seconds
    while not there():
        if time.perf_counter() > end:
            return False
        app.processEvents()
        time.sleep(0.0005)
    return True


def load() -> str:
    """How busy the machine is, with us and all others."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
