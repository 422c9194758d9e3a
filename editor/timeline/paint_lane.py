"""One track: its clips as runs that touch, their pictures or sound, generated frames on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from editor.language.words import asset_name
from editor.timeline.look import veil
from editor.timeline.paint_badges import paint_framed, paint_keys
from editor.timeline.paint_cards import paint_padlock
from editor.timeline.paint_fades import paint_fade_grips, paint_fades
from editor.timeline.paint_levels import paint_level
from editor.timeline.paint_offline import paint_offline
from editor.timeline.paint_tracks import (
    clip_ground,
    paint_chosen_frames,
    paint_clip_name,
    paint_generated_line,
    paint_strip,
)
from editor.timeline.paint_waves import paint_waves

if TYPE_CHECKING:
    from editor.timeline.rows import Row
    from editor.timeline.scene import Scene
    from engine.document.model import Clip

NARROW = 12.0
"""Clips narrower than this show neither pictures nor edges of their own, only the run they belong to."""

MOST_GRIPS = 16
"""Of more chosen clips than this only the one that is pointed at shows its volume and the handles of its
fades."""
WITH_LOCK = 28.0
"""Width from which a locked clip shows its padlock."""

Placed = tuple["Clip", float, float]
"""A clip with its left and right edge in view pixels."""


def paint_track(painter: QPainter, scene: Scene, row: Row, lane: QRectF) -> None:
    look, board = scene.look, scene.board
    painter.fillRect(lane, veil(look.tokens.panel, 0.6))
    assert row.track is not None
    clips = board.clips[row.track.id]
    ground = clip_ground(look, row.kind)
    stretches = scene.runs(clips)
    for left, right in stretches:
        painter.fillRect(look.box(left, lane.top(), right, lane.bottom()), ground)
    slivers = clips.longest * scene.scale.pixels < NARROW - 1 / look.ratio
    placed = scene.placed(clips)
    if row.kind == "audio":
        paint_waves(painter, scene, clips, lane)
    elif not slivers or scene.imagery.offline:
        _pictures(painter, scene, placed, lane)
    if row.track.id == board.base_track:
        _generated(painter, scene, lane)
    _edges(painter, scene, placed, stretches, lane)
    if row.track.id == board.base_track:
        for strip, _, _ in scene.placed(board.generated):
            paint_generated_line(painter, look, scene.scale, strip, lane)
        scene.bare(painter, lane)
    if slivers:  # nothing is written on them
        hovered = scene.hover.clip if scene.hover is not None else None
        chosen = scene.chosen
        placed = [each for each in placed if (c := each[0]).muted or c.id in chosen or c.id == hovered]
    _names_and_frames(painter, scene, row, placed, lane)


def _pictures(painter: QPainter, scene: Scene, placed: Sequence[Placed], lane: QRectF) -> None:
    for clip, left, right in placed:
        if scene.is_offline(clip):
            paint_offline(painter, scene.look, scene.shown_box(left, right, lane))
        elif right - left >= NARROW and (strip := scene.board.clip_strip(clip)) is not None:
            paint_strip(painter, scene.look, scene.scale, strip, lane, scene.imagery, scene.missing)


def _generated(painter: QPainter, scene: Scene, lane: QRectF) -> None:
    for strip, left, right in scene.placed(scene.board.generated):
        if right - left >= NARROW:
            painter.fillRect(scene.look.box(left, lane.top(), right, lane.bottom()), scene.look.tokens.raised)
            paint_strip(
                painter, scene.look, scene.scale, strip, lane, scene.imagery, scene.missing, middle=True
            )


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
    last, ratio = -NARROW, look.ratio
    for _, left, right in placed if len(placed) * 4 <= scene.width else ():
        if left - last >= 4:
            last = left
            bars.append(QRectF(round(left * ratio) / ratio, top, line, tall))
        end = right - line
        if right - left >= NARROW or end - last >= 4:
            last = end
            bars.append(QRectF(round(end * ratio) / ratio, top, line, tall))
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
        pointed = clip.id == hovered or (clip.id in scene.chosen and len(scene.chosen) <= MOST_GRIPS)
        if row.track is not None and right - left >= NARROW:
            paint_level(painter, scene, row.track.kind, clip, lane, pointed)
        if pointed:
            paint_fade_grips(painter, look, scene.scale, clip, lane)
        if clip.id in scene.chosen:
            chosen.append(scene.shown_box(left, right, lane))
        elif clip.id == hovered:
            look.outline(painter, scene.shown_box(left, right, lane), look.tokens.quiet)
        if clip.locked and right - left > WITH_LOCK:
            at = QPointF(min(right, scene.width) - 12, lane.top() + 12)
            paint_padlock(painter, look, at)
        if clip.framing is not None and clip.framing.keys:
            paint_keys(painter, look, scene.scale, clip, lane, scene.width)
        elif clip.framing is not None:
            paint_framed(painter, look, min(right, scene.width), lane, right - left)
        if clip.group:
            scene.mark_group(painter, scene.shown_box(left, right, lane), clip.group)
        if clip.muted:
            painter.fillRect(look.box(left, lane.top(), right, lane.bottom()), veil(look.tokens.base, 0.6))
    paint_chosen_frames(painter, look, chosen)
    if row.track is not None and row.track.muted:
        painter.fillRect(lane, veil(look.tokens.base, 0.6))
