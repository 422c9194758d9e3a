"""What a tooltip says about the thing under the pointer. Plain text in, escaped text out."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from editor.language.choice import sentence
from editor.timeline.hits import Hit
from engine.document.time import timecode

if TYPE_CHECKING:
    from editor.timeline.board import Board
    from editor.workspace import JobView

translate = QCoreApplication.translate

LONGEST = 400


def tip(
    hit: Hit,
    board: Board,
    seams: dict[int, float],
    state: Callable[[str], str],
    job: Callable[[str], JobView | None],
    advice: Callable[[str], str] = lambda card_id: "",
) -> str:
    """Rich text that shows exactly its plain text, wrapped; empty for nothing to say."""
    lines: list[str] = []
    if hit.kind == "seam":
        score = seams.get(hit.frame)
        if score is not None:
            lines.append(
                translate("TimelineTips", "Seam at %1: %2")
                .replace("%1", str(hit.frame))
                .replace("%2", f"{score:.2f}")
            )
            lines.append(
                translate(
                    "TimelineTips", "1 looks like any other step between frames; above 2 the join shows."
                )
            )
    elif hit.kind == "marker":
        marker = next((m for m in board.document.markers if m.id == hit.marker), None)
        if marker is not None:
            lines.append(marker.name or translate("TimelineTips", "Marker"))
            lines.append(f"{timecode(marker.frame, board.document.rate)} · {marker.frame}")
            lines.append(translate("TimelineTips", "Drag to move it, double-click to name it."))
    elif hit.kind in ("mark-in", "mark-out"):
        which = translate("TimelineTips", "In") if hit.kind == "mark-in" else translate("TimelineTips", "Out")
        lines.append(f"{which} · {timecode(hit.frame, board.document.rate)} · {hit.frame}")
    elif hit.kind in ("clip-start", "clip-stop"):
        lines.append(f"{timecode(hit.frame, board.document.rate)} · {hit.frame}")
        lines.append(
            translate("TimelineTips", "Drag to trim; with Ctrl the film closes up, with Alt the cut rolls.")
        )
    elif hit.kind in ("card-start", "card-stop"):
        lines.append(f"{timecode(hit.frame, board.document.rate)} · {hit.frame}")
        lines.append(translate("TimelineTips", "Drag to resize the card."))
    elif hit.kind == "offer" and hit.span is not None:
        more = translate("TimelineTips", "Click to extend the film: %1")
        new = translate("TimelineTips", "Click for a new card: %1")
        lines.append((more if hit.span.start >= board.frames else new).replace("%1", str(hit.span)))
    elif hit.kind == "card-edge":
        lines.append(
            translate("TimelineTips", "Drag to move the boundary at %1").replace("%1", str(hit.frame))
        )
    elif hit.card is not None and (card := board.card(hit.card)) is not None:
        lines.append(f"{card.range} · {len(card.range)}")
        if state(card.id) == "stale":
            lines.append(translate("TimelineTips", "The take no longer matches the card."))
        view = job(card.id)
        if view is not None and view.message:
            lines.append(sentence(view.message))
        lines.append(card.words[:LONGEST])
        lines.append(advice(card.id))
    elif hit.clip is not None and (found := board.clip(hit.clip)) is not None:
        clip = found[1]
        asset = board.assets.get(clip.asset)
        lines.append(f"{clip.place} · {len(clip.place)}")
        if asset is not None:
            lines.extend((asset.path, *map(sentence, asset.notes)))
    kept = [escape(line) for line in lines if line]
    return "<qt>" + "<br>".join(kept) + "</qt>" if kept else ""
