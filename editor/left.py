"""Where a person left each film: a film opens there again. No content of the film, kept with the settings."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, QTimer

from editor.timeline.scale import scale_from
from engine.document.time import FrameRange

if TYPE_CHECKING:
    from editor.timeline import TimelineView
    from editor.workspace import Workspace

KEPT = 40
"""Films; of others it is forgotten."""
MOST = 200
"""Things of a kind that are kept of one film."""
ORDER = "left/order"
REST_MS = 5_000
"""How long after a change it is kept, for a program that does not end well."""


@dataclass(frozen=True)
class Left:
    """`pixels` a frame, `first` the place of the film at the view's left edge, `top` the pixels above it."""

    playhead: int
    pixels: float
    first: float
    top: int
    card: str
    clip: str
    ids: frozenset[str]
    parts: dict[str, FrameRange]


class WhereLeft(QObject):
    """Playhead, zoom, scroll, what is chosen, and the parts of the library's items."""

    def __init__(self, workspace: Workspace, timeline: TimelineView) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._timeline = timeline
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self.keep)
        workspace.leaving.connect(self.keep)
        workspace.entered.connect(self.restore)
        for signal in (workspace.playhead_changed, workspace.selection_changed, timeline.zoom_changed):
            signal.connect(self._soon)

    def _soon(self, *_: object) -> None:
        if self._work.project is not None and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        self._timer.stop()
        if self._work.project is None:
            return
        name, settings = _name(self._work.project.path), QSettings()
        order = [name, *(each for each in _order() if each != name)]
        for old in order[KEPT:]:
            settings.remove(f"left/{old}")
        settings.setValue(ORDER, order[:KEPT])
        settings.setValue(f"left/{name}", json.dumps(self._now()))

    def _now(self) -> dict[str, Any]:
        work, view = self._work, self._timeline
        chosen = work.selection
        parts = list(work.stage.parts().items())[-MOST:]
        return {
            "playhead": work.playhead,
            "pixels": view.scale.pixels,
            "first": view.scale.place(0),
            "top": view.top,
            "card": chosen.card,
            "clip": chosen.clip,
            "ids": sorted(chosen.ids)[:MOST],
            "parts": {asset: [part.start, part.stop] for asset, part in parts},
        }

    def restore(self) -> None:
        """What was kept and still fits; nothing of it is worth a word when it cannot be read."""
        if self._work.project is None:
            return
        kept = QSettings().value(f"left/{_name(self._work.project.path)}")
        try:
            left = _read(str(kept or ""))
        except (ValueError, TypeError, KeyError, AttributeError):
            return
        self._show(left)

    def _show(self, left: Left) -> None:
        work, view = self._work, self._timeline
        work.set_playhead(left.playhead)
        work.select_card(left.card if work.card(left.card) else None)
        if left.ids:
            work.select(left.ids, lead=left.clip or left.card)
        work.stage.take_parts(left.parts)
        view.show_scale(scale_from(left.pixels, left.first))
        view.verticalScrollBar().setValue(left.top)


def _read(text: str) -> Left:
    """Raises what reading JSON of another shape raises."""
    kept = json.loads(text)
    pixels, first = float(kept["pixels"]), float(kept["first"])
    if not (math.isfinite(pixels) and math.isfinite(first)):
        raise ValueError("no scale")
    parts = {str(name): FrameRange(int(start), int(stop)) for name, (start, stop) in kept["parts"].items()}
    ids = frozenset(str(each) for each in kept["ids"])
    card, clip = str(kept["card"] or ""), str(kept["clip"] or "")
    return Left(int(kept["playhead"]), pixels, first, int(kept["top"]), card, clip, ids, parts)


def _order() -> list[str]:
    value = QSettings().value(ORDER, [])
    return [value] if isinstance(value, str) else [str(each) for each in value or []]  # type: ignore[union-attr]


def _name(film: Path) -> str:
    return hashlib.sha256(str(film.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
