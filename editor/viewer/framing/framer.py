"""Which clip the handles over the picture frame, what they make of the film, and what may not be framed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from editor.clips.chosen import chosen_clip, why_not
from editor.viewer.framing.drags import Subject
from editor.viewer.framing.layer import FramingLayer
from engine.document import edits
from engine.document.framing import NEUTRAL, Framing, Vector
from engine.document.framing_moves import keyed, posed_at
from engine.document.model import Clip, Document
from engine.document.picture import ClipPicture, parts_of, picture_at
from engine.document.queries import asset_by_id, clip_at, clip_by_id

if TYPE_CHECKING:
    from editor.viewer.player import Player
    from editor.workspace import Workspace


class Framer(QObject):
    active_changed = Signal(bool)
    repaint = Signal()

    def __init__(self, workspace: Workspace, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._player = workspace, player
        self.layer = FramingLayer(self, self)
        for signal in (workspace.selection_changed, workspace.document_changed, workspace.playhead_changed):
            signal.connect(self._changed)
        workspace.project_changed.connect(lambda: self.set_active(False))

    @property
    def active(self) -> bool:
        return self.layer.active

    def set_active(self, on: bool) -> None:
        """Show the handles; without a chosen clip under the playhead, those of the one that is seen there."""
        if on and self.subject() is None:
            self._choose_seen()
        if on and self.subject() is None:
            self._work.notice.emit(self.tr("Put the playhead over a clip to frame it."))
            self.active_changed.emit(False)
            return
        if on != self.layer.active:
            self.layer.drop()
            self.layer.active = on
            self.active_changed.emit(on)
            self.repaint.emit()

    def key(self, key: int) -> bool:
        """Escape lets go of what is dragged, or ends framing."""
        if not self.wants(key):
            return False
        if not self.layer.drop():
            self.set_active(False)
        self.repaint.emit()
        return True

    def wants(self, key: int) -> bool:
        return self.active and key == Qt.Key.Key_Escape

    # What the layer asks.

    def subject(self) -> Subject | None:
        """The chosen clip, where the playhead stands on it."""
        found, doc = chosen_clip(self._work), self._work.document
        if found is None or self._work.playhead not in found[1].place:
            return None
        return _subject(doc, found[1], self._work.playhead)

    def refused(self) -> str:
        """Why the clip may not be framed; "" where it may."""
        found = chosen_clip(self._work)
        return why_not(*found) if found else ""

    def show(self, framing: Framing | None) -> None:
        """What the film would look like, while it is dragged; None for the film as it is."""
        found = chosen_clip(self._work)
        if framing is None or found is None:
            self._player.try_out(None)
            return
        clip_id = found[1].id
        self._player.try_out(_framed(self._work.document, clip_id, self._work.playhead, framing))

    def settle(self, framing: Framing) -> None:
        """So at the playhead: a clip that moves gets a key frame there."""
        found, at = chosen_clip(self._work), self._work.playhead
        if found is not None:
            clip_id = found[1].id
            self._work.apply(self.tr("Frame clip"), lambda doc: _framed(doc, clip_id, at, framing))
        self._player.try_out(None)

    def reset(self) -> None:
        found = chosen_clip(self._work)
        if found is not None:
            clip_id = found[1].id
            self._work.apply(self.tr("Reset framing"), lambda doc: edits.set_framing(doc, clip_id, None))

    def pick(self, at: Vector) -> None:
        """Choose the clip that is seen at that point of the film."""
        doc, frame = self._work.document, self._work.playhead
        for picture in reversed(parts_of(picture_at(doc, frame, lambda card: None))):
            if isinstance(picture, ClipPicture) and _subject(doc, picture.clip, frame).place().shows(*at):
                self._work.select_clip(picture.clip.id)
                break
        if reason := self.refused():
            self._work.notice.emit(reason)

    def _choose_seen(self) -> None:
        seen = clip_at(self._work.document, self._work.playhead)
        if seen is not None:
            self._work.select_clip(seen.id)

    def _changed(self) -> None:
        if self.active:
            self.layer.drop()
            self.repaint.emit()


def _subject(doc: Document, clip: Clip, frame: int) -> Subject:
    """A clip as it is framed at a film frame."""
    asset, framing = asset_by_id(doc, clip.asset), clip.framing or NEUTRAL
    size, film = (asset.width, asset.height), (doc.width, doc.height)
    return Subject(posed_at(framing, frame - clip.place.start), size, film, doc.fill)


def _framed(doc: Document, clip_id: str, frame: int, wanted: Framing) -> Document:
    """The film with the clip framed as `wanted` at a film frame."""
    _, clip = clip_by_id(doc, clip_id)
    framing, at = clip.framing or NEUTRAL, frame - clip.place.start
    if framing.keys:  # a drag knows no whole turns
        rounds = round((posed_at(framing, at).rotation - wanted.rotation) / 360)
        wanted = replace(wanted, rotation=wanted.rotation + 360 * rounds)
    return edits.set_framing(doc, clip_id, keyed(framing, at, wanted))
