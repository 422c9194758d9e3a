"""Look-up tables dragged over a clip: let go there they are its look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QDropEvent

from editor.clips.grades import give_table
from editor.timeline.gestures import Ghost
from engine.document.luts import ENDING

if TYPE_CHECKING:
    from editor.timeline.drops import Dropped
    from editor.timeline.view import TimelineView
    from engine.document.model import Clip

translate = QCoreApplication.translate


def tables_of(got: Dropped) -> tuple[Path, ...]:
    """The look-up tables, where there is nothing else."""
    paths = tuple(Path(path) for path in got.paths)
    return paths if paths and all(path.suffix.lower() == ENDING for path in paths) else ()


def ghosts_of(view: TimelineView, event: QDropEvent) -> tuple[Ghost, ...]:
    """The clip that it would be laid over."""
    found = _clip_under(view, event)
    return (Ghost(found[0], found[1].place),) if found else ()


def drop_table(view: TimelineView, event: QDropEvent, table: Path) -> None:
    found = _clip_under(view, event)
    if found is None:
        view.workspace.notice.emit(
            translate("TimelineDrops", "Drop a look-up table on a clip that has a picture.")
        )
        return
    view.workspace.select_clip(found[1].id)
    give_table(view.workspace, [found[1].id], table)


def _clip_under(view: TimelineView, event: QDropEvent) -> tuple[str, Clip] | None:
    """(its track, the clip), where it has a picture."""
    row = view.row_at(event.position().y())
    if row is None or row.track is None or row.track.kind != "video":
        return None
    clip = view.board.clips[row.track.id].at(int(view.scale.frame(event.position().x())))
    return (row.track.id, clip) if clip is not None else None
