"""What a tooltip says about the thing under the pointer. Plain text in, escaped text out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.language.choice import sentence
from editor.timeline.groups import grouped_with
from editor.timeline.hits import LEVEL, Hit
from editor.timeline.level_drags import level_name, level_text
from editor.timeline.level_lines import level_of
from engine.document.levels import level_at
from engine.document.model import Card, Clip, Track
from engine.document.time import timecode

if TYPE_CHECKING:
    from editor.timeline.board import Board
    from editor.workspace import JobView

translate = QCoreApplication.translate

LONGEST = 400
SHOWS = 0.05
"""A ghost below this is not told: a tenth of a frame, rounded, is none."""
EDGES = frozenset({"mark-in", "mark-out", "clip-start", "clip-stop", "card-start", "card-stop"})


def tip(
    hit: Hit,
    board: Board,
    seams: dict[int, float],
    state: Callable[[str], str],
    job: Callable[[str], JobView | None],
    advice: Callable[[str], str] = lambda card_id: "",
    ghosts: Mapping[int, float] = MappingProxyType({}),
) -> str:
    """Rich text that shows exactly its plain text, wrapped; empty for nothing to say."""
    lines: Iterable[str] = ()
    if hit.kind == "seam":
        lines = _of_seam(hit.frame, seams.get(hit.frame), ghosts.get(hit.frame, 0.0))
    elif hit.kind == "marker":
        lines = _of_marker(hit, board)
    elif hit.kind in ("fade-in", "fade-out") and (found := board.clip(hit.clip)) is not None:
        lines = _of_fade(found[1], hit.kind == "fade-in")
    elif hit.kind in LEVEL and (found := board.clip(hit.clip)) is not None:
        lines = _of_level(hit, *found)
    elif hit.kind in EDGES:
        lines = _of_edge(hit, board)
    elif hit.kind == "offer" and hit.span is not None:
        more = translate("TimelineTips", "Click to extend the film: %1")
        new = translate("TimelineTips", "Click for a new card: %1")
        lines = [(more if hit.span.start >= board.frames else new).replace("%1", str(hit.span))]
    elif hit.kind == "card-edge":
        lines = [translate("TimelineTips", "Drag to move the boundary at %1").replace("%1", str(hit.frame))]
    elif hit.card is not None and (card := board.card(hit.card)) is not None:
        lines = *_of_card(card, state(card.id), job(card.id), advice(card.id)), _of_group(card, board)
    elif hit.clip is not None and (found := board.clip(hit.clip)) is not None:
        lines = *_of_clip(found[1], board), _of_group(found[1], board)
    kept = [escape(line) for line in lines if line]
    return "<qt>" + "<br>".join(kept) + "</qt>" if kept else ""


def _of_seam(frame: int, score: float | None, ghost: float) -> Iterator[str]:
    if score is not None:
        said = translate("TimelineTips", "Seam at %1: %2")
        yield said.replace("%1", str(frame)).replace("%2", f"{score:.2f}")
        yield translate("TimelineTips", "1 looks like any other step between frames; above 2 the join shows.")
        if ghost >= SHOWS:
            text = translate("TimelineTips", "What is on its other side shows through for %1 frames.")
            yield text.replace("%1", f"{ghost:.1f}")


def _of_marker(hit: Hit, board: Board) -> Iterator[str]:
    marker = next((m for m in board.document.markers if m.id == hit.marker), None)
    if marker is not None:
        yield marker.name or translate("TimelineTips", "Marker")
        yield f"{timecode(marker.frame, board.document.rate)} · {marker.frame}"
        yield translate("TimelineTips", "Drag to move it, double-click to name it.")


def _of_edge(hit: Hit, board: Board) -> Iterator[str]:
    place = f"{timecode(hit.frame, board.document.rate)} · {hit.frame}"
    if hit.kind in ("mark-in", "mark-out"):
        which = translate("TimelineTips", "In") if hit.kind == "mark-in" else translate("TimelineTips", "Out")
        yield f"{which} · {place}"
        return
    yield place
    if hit.kind in ("clip-start", "clip-stop"):
        yield translate("TimelineTips", "Drag to trim; with Ctrl the film closes up, with Alt the cut rolls.")
    else:
        yield translate("TimelineTips", "Drag to resize the card.")


def _of_fade(clip: Clip, first: bool) -> Iterator[str]:
    if first and clip.dissolve:
        yield translate("TimelineTips", "Dissolves for %1 frames").replace("%1", str(clip.dissolve))
    else:
        frames = clip.fade_in if first else clip.fade_out
        said = (
            translate("TimelineTips", "Fades in for %1 frames")
            if first
            else translate("TimelineTips", "Fades out for %1 frames")
        )
        yield said.replace("%1", str(frames)) if frames else ""
    yield translate("TimelineTips", "Drag to make it longer or shorter.")


def _of_level(hit: Hit, track: Track, clip: Clip) -> Iterator[str]:
    level = level_of(track.kind)
    yield f"{level_name(level)} {level_text(level, level_at(clip, level, hit.frame))}"
    if hit.kind == "level-point":
        yield translate("TimelineTips", "Drag the point, or take it away with Delete; Shift is finer.")
    else:
        yield translate("TimelineTips", "Drag the line, or double-click to set a point; Shift is finer.")


def _of_card(card: Card, state: str, view: JobView | None, advice: str) -> Iterator[str]:
    yield f"{card.range} · {len(card.range)}"
    if state == "stale":
        yield translate("TimelineTips", "The take no longer matches the card.")
    if view is not None and view.message:
        yield sentence(view.message)
    yield card.words[:LONGEST]
    yield advice


def _of_group(thing: Card | Clip, board: Board) -> str:
    letter = board.letters.get(thing.group)
    if letter is None:
        return ""
    others = grouped_with(board.document, frozenset((thing.id,)))[thing.group] - 1
    said = translate("TimelineTips", "Group %1: moved and copied together with %2 more.")
    return said.replace("%1", letter).replace("%2", str(others))


def _of_clip(clip: Clip, board: Board) -> Iterator[str]:
    yield f"{clip.place} · {len(clip.place)}"
    asset = board.assets.get(clip.asset)
    if asset is not None:
        yield asset.path
        yield from map(sentence, asset.notes)
    if clip.framing is not None and clip.framing.keys:
        yield translate("TimelineTips", "Moves in the picture; the diamonds are its key frames.")
    elif clip.framing is not None:
        yield translate("TimelineTips", "Framed: moved, scaled, turned or cropped in the picture.")
