"""The sound of a track: where clips are slivers, one in a few stands for its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from editor.timeline.paint_offline import paint_offline
from editor.timeline.waves import Sounds

if TYPE_CHECKING:
    import numpy as np

    from editor.timeline.lane import Lane
    from editor.timeline.scene import Scene
    from engine.document.model import Clip

LEAST = 4
"""Device pixels of sound drawn at a time."""


def paint_waves(painter: QPainter, scene: Scene, clips: Lane[Clip], lane: QRectF) -> None:
    look, ratio = scene.look, scene.look.ratio
    for clip, left, right in scene.placed(clips) if scene.imagery.offline else ():
        if scene.is_offline(clip) and scene.board.assets[clip.asset].has_audio:
            paint_offline(painter, look, scene.shown_box(left, right, lane))
    heard = _heard(scene, clips)
    if not heard:
        return
    width, tall = round(scene.width * ratio), lane.height() - 6
    step = 1 / (scene.scale.pixels * ratio * float(scene.board.document.rate))
    canvas = look.canvas(width, round(tall * ratio))
    canvas.draw(heard, step, look.tokens.good)
    image = canvas.image
    painter.drawImage(QRectF(0, lane.top() + 3, width / ratio, tall), image, QRectF(image.rect()))


def _heard(scene: Scene, clips: Lane[Clip]) -> list[Sounds]:
    """What is drawn of each file; peaks that are not there yet are asked for."""
    shown = clips.part(*scene.span())
    if not clips.items[shown]:
        return []
    import numpy as np

    ratio, width, scale = scene.look.ratio, round(scene.width * scene.look.ratio), scene.scale
    left = np.array(clips.starts[shown]) * scale.pixels - scale.left
    right = np.array(clips.stops[shown]) * scale.pixels - scale.left
    first = np.maximum(np.rint(left * ratio), 0).astype(np.int64)
    last = np.minimum(np.rint(right * ratio), width).astype(np.int64)
    seen = (last > first) & _audible(scene, clips.items[shown])
    left, first, last = left[seen], first[seen], last[seen]
    last = np.maximum(last, np.minimum(first + LEAST, width))
    drawn = _apart(first, last)
    which = np.flatnonzero(seen)[drawn]
    mine = [clips.items[shown.start + n] for n in which.tolist()]
    first, last = first[drawn], last[drawn]
    into = (first / ratio - left[drawn]) / scale.pixels
    second = (np.array([clip.source_start for clip in mine]) + into) / float(scene.board.document.rate)
    loud = _loud(scene, mine, first, last)
    counts = last - first
    assets = [clip.asset for clip in mine]
    names = np.array(assets)
    found: list[Sounds] = []
    for name in dict.fromkeys(assets):
        pyramid = _peaks(scene, name)
        if pyramid is not None:
            of = names == name
            found.append(Sounds(pyramid, first[of], last[of], second[of], loud[np.repeat(of, counts)]))
    return found


def _loud(scene: Scene, clips: list[Clip], first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """How many times as loud as in its file each clip is, at every column that it is drawn in."""
    import numpy as np

    counts = last - first
    decibels = np.repeat(np.array([clip.gain for clip in clips], np.float64), counts)
    for clip, left, count, end in zip(
        clips, first.tolist(), counts.tolist(), np.cumsum(counts).tolist(), strict=True
    ):
        if clip.gain_keys:
            from engine.render.envelope import decibels as along

            columns = (left + np.arange(count)) / scene.look.ratio
            frames = (columns + scene.scale.left) / scene.scale.pixels - clip.place.start
            decibels[end - count : end] = along(clip, frames)
    return 10 ** (decibels / 20)


def _audible(scene: Scene, clips: Sequence[Clip]) -> np.ndarray | bool:
    """Which of the clips have sound that can be read."""
    import numpy as np

    heard = {
        asset.id
        for asset in scene.board.assets.values()
        if asset.has_audio and asset.path not in scene.imagery.offline
    }
    if heard.issuperset([clip.asset for clip in clips]):
        return True
    return np.array([clip.asset in heard for clip in clips])


def _apart(first: np.ndarray, last: np.ndarray) -> list[int]:
    """The first clip, then always the next one that begins where that one has ended, or later."""
    after = first.searchsorted(last).tolist()
    found: list[int] = []
    at = 0
    while at < len(after):
        found.append(at)
        at = after[at]
    return found


def _peaks(scene: Scene, name: str) -> list[np.ndarray] | None:
    asset = scene.board.assets[name]
    peaks = scene.imagery.peaks(asset.path)
    if peaks is None:
        scene.imagery.want_peaks(asset.path, float(asset.frames / asset.rate))
    return peaks
