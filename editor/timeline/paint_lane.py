"""One track: its clips as runs that touch, their pictures or sound, generated frames on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from editor.language.words import asset_name
from editor.timeline.look import veil
from editor.timeline.paint_badges import paint_framed
from editor.timeline.paint_cards import paint_padlock
from editor.timeline.paint_fades import paint_fade_grips, paint_fades
from editor.timeline.paint_offline import paint_offline
from editor.timeline.paint_tracks import (
    clip_ground,
    paint_chosen_frames,
    paint_clip_name,
    paint_generated_line,
    paint_strip,
)
from editor.timeline.waves import WavePiece, lane_image

if TYPE_CHECKING:
    from editor.timeline.rows import Row
    from editor.timeline.scene import Scene
    from engine.document.model import Clip

NARROW = 12.0
"""Clips narrower than this show neither pictures nor edges of their own, only the run they belong to."""

MOST_GRIPS = 16
"""Of more chosen clips than this only the one that is pointed at shows the handles of its fades."""
WITH_LOCK = 28.0
"""Width from which a locked clip shows its padlock."""
LEAST_WAVE = 4
"""Device pixels of sound drawn at a time."""

Placed = tuple["Clip", float, float]
"""A clip with its left and right edge in view pixels."""


def paint_track(painter: QPainter, scene: Scene, row: Row, lane: QRectF) -> None:
    look = scene.look
    painter.fillRect(lane, veil(look.tokens.panel, 0.6))
    assert row.track is not None
    placed = scene.placed(scene.board.clips[row.track.id])
    ground = clip_ground(look, row.kind)
    stretches = runs(placed)
    for left, right in stretches:
        painter.fillRect(look.box(left, lane.top(), right, lane.bottom()), ground)
    if row.kind == "audio":
        _waves(painter, scene, placed, lane)
    else:
        _pictures(painter, scene, placed, lane)
    if row.track.id == scene.board.base_track:
        _generated(painter, scene, lane)
    _edges(painter, scene, placed, stretches, lane)
    if row.track.id == scene.board.base_track:
        for strip, _, _ in scene.placed(scene.board.generated):
            paint_generated_line(painter, look, scene.scale, strip, lane)
        scene.bare(painter, lane)
    _names_and_frames(painter, scene, row, placed, lane)


def runs(placed: Sequence[Placed]) -> list[tuple[float, float]]:
    """Stretches of clips without a visible gap between them."""
    found: list[tuple[float, float]] = []
    start = stop = -1.0
    for _, left, right in placed:
        if left - stop > 0.5 or stop < 0:
            if stop > start:
                found.append((start, stop))
            start = left
        stop = right
    if stop > start:
        found.append((start, stop))
    return [(max(left, -12.0), right) for left, right in found]


def _pictures(painter: QPainter, scene: Scene, placed: Sequence[Placed], lane: QRectF) -> None:
    for clip, left, right in placed:
        if _is_offline(scene, clip):
            paint_offline(painter, scene.look, _shown_box(scene, left, right, lane))
        elif right - left >= NARROW and (strip := scene.board.clip_strip(clip)) is not None:
            paint_strip(painter, scene.look, scene.scale, strip, lane, scene.imagery, scene.missing)


def _is_offline(scene: Scene, clip: Clip) -> bool:
    asset = scene.board.assets.get(clip.asset) if scene.imagery.offline else None
    return asset is not None and asset.path in scene.imagery.offline


def _shown_box(scene: Scene, left: float, right: float, lane: QRectF) -> QRectF:
    """A clip's box, cut to a little beyond what shows."""
    return scene.look.box(max(left, -12.0), lane.top(), min(right, scene.width + 12.0), lane.bottom())


def _generated(painter: QPainter, scene: Scene, lane: QRectF) -> None:
    for strip, left, right in scene.placed(scene.board.generated):
        if right - left >= NARROW:
            painter.fillRect(scene.look.box(left, lane.top(), right, lane.bottom()), scene.look.tokens.raised)
            paint_strip(painter, scene.look, scene.scale, strip, lane, scene.imagery, scene.missing)


def _edges(
    painter: QPainter,
    scene: Scene,
    placed: Sequence[Placed],
    stretches: Sequence[tuple[float, float]],
    lane: QRectF,
) -> None:
    """A line along the top and bottom of each run, and where a clip ends unless they are mere slivers."""
    look = scene.look
    line, color = look.hairline, look.tokens.line
    top, tall = lane.top(), lane.height()
    bars = [look.box(left, top, right, top + line) for left, right in stretches]
    bars += [look.box(left, lane.bottom() - line, right, lane.bottom()) for left, right in stretches]
    last = -NARROW
    for _, left, right in placed if len(placed) * 4 <= scene.width else ():
        for x in (left, right - line):
            if x - last >= 4 or (x == right - line and right - left >= NARROW):
                bars.append(QRectF(look.snap(x), top, line, tall))
                last = x
    look.bars(painter, bars, color)


def _names_and_frames(
    painter: QPainter, scene: Scene, row: Row, placed: Sequence[Placed], lane: QRectF
) -> None:
    look = scene.look
    hovered = scene.hover.clip if scene.hover is not None else None
    named = ""
    chosen: list[QRectF] = []
    for clip, left, right in placed:
        # Neighbours from one file are named once.
        if row.kind == "video" and right - left > 48 and clip.asset != named:
            named = clip.asset
            asset = scene.board.assets.get(clip.asset)
            box = look.box(max(left, 0), lane.top(), right, lane.bottom())
            paint_clip_name(painter, look, box, asset_name(asset) if asset else "")
        if right - left >= NARROW and (clip.fade_in or clip.fade_out or clip.dissolve):
            paint_fades(painter, look, scene.scale, clip, lane)
        if clip.id == hovered or (clip.id in scene.chosen and len(scene.chosen) <= MOST_GRIPS):
            paint_fade_grips(painter, look, scene.scale, clip, lane)
        if clip.id in scene.chosen:
            chosen.append(_shown_box(scene, left, right, lane))
        elif clip.id == hovered:
            look.outline(painter, _shown_box(scene, left, right, lane), look.tokens.quiet)
        if clip.locked and right - left > WITH_LOCK:
            at = QPointF(min(right, scene.width) - 12, lane.top() + 12)
            paint_padlock(painter, look, at)
        if clip.framing is not None:
            paint_framed(painter, look, min(right, scene.width), lane, right - left)
        if clip.group:
            scene.mark_group(painter, _shown_box(scene, left, right, lane), clip.group)
        if clip.muted:
            painter.fillRect(look.box(left, lane.top(), right, lane.bottom()), veil(look.tokens.base, 0.6))
    paint_chosen_frames(painter, look, chosen)
    if row.track is not None and row.track.muted:
        painter.fillRect(lane, veil(look.tokens.base, 0.6))


def _waves(painter: QPainter, scene: Scene, placed: Sequence[Placed], lane: QRectF) -> None:
    board, look, scale = scene.board, scene.look, scene.scale
    rate, ratio = float(board.document.rate), look.ratio
    pieces: list[WavePiece] = []
    reached = 0
    width = round(scene.width * ratio)
    asset, pyramid = None, None
    for clip, left, right in placed:
        if right * ratio < reached:
            continue
        first, last = max(0, round(left * ratio)), min(width, round(right * ratio))
        if first < reached or last <= first:
            continue
        if asset is None or asset.id != clip.asset:  # neighbours are mostly from one file
            asset = board.assets.get(clip.asset)
            pyramid = scene.imagery.peaks(asset.path) if asset is not None else None
        if asset is None or not asset.has_audio:
            continue
        if asset.path in scene.imagery.offline:
            paint_offline(painter, look, _shown_box(scene, left, right, lane))
            continue
        # Where clips are slivers, one in a few stands for its neighbours.
        reached = last = max(last, min(width, first + LEAST_WAVE))
        if pyramid is None:
            scene.imagery.want_peaks(asset.path, float(asset.frames / asset.rate))
            continue
        into = (first / ratio - left) / scale.pixels
        loud = 10 ** (clip.gain / 20) if clip.gain else 1.0
        pieces.append(WavePiece(pyramid, first, last, (clip.source_start + into) / rate, loud))
    if pieces:
        tall = lane.height() - 6
        step = 1 / (scale.pixels * ratio * rate)
        image = lane_image(pieces, width, round(tall * ratio), step, look.tokens.good)
        place = QRectF(0, lane.top() + 3, width / ratio, tall)
        painter.drawImage(place, image, QRectF(image.rect()))
