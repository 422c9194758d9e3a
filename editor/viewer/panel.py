"""The viewer: picture, transport, and what they ask of the player and the workspace."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from editor.timeline.drops import accept_copy, dropped
from editor.viewer.frames import Film, Picture
from editor.viewer.full_screen import FullScreen
from editor.viewer.keys import play_key
from editor.viewer.picture import PictureView
from editor.viewer.player import Player
from editor.viewer.quality import SHARES
from editor.viewer.snapshot import save_snapshot
from editor.viewer.transport import Transport
from engine.document.picture import ClipPicture, picture_at
from engine.document.queries import card_at

if TYPE_CHECKING:
    from editor.workspace import Workspace


class ViewerPanel(QWidget):
    """`stop()` ends the player's threads; call it before the window goes."""

    snapshot_saved = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = workspace
        self.player = Player(workspace, self)
        self.picture = PictureView(self)
        self.transport = Transport(self)
        self._full: FullScreen | None = None
        self.setAccessibleName(self.tr("Viewer"))
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.picture, 1)
        layout.addWidget(self.transport)
        self.picture.set_hint(self.tr("Nothing to show yet. Drop footage here."))
        self._connect_player()
        self._connect_transport()
        self._film_changed()

    def _connect_player(self) -> None:
        work = self._work
        self.player.shown.connect(self._show)
        self.player.failed.connect(self._fail)
        self.player.state_changed.connect(self._show_state)
        self.picture.size_settled.connect(self._settle)
        self.picture.double_clicked.connect(self.toggle_full_screen)
        work.document_changed.connect(self._film_changed)
        work.playhead_changed.connect(self._show_place)
        work.job_changed.connect(self._show_live)
        work.takes_changed.connect(self._show_offline)
        work.missing.changed.connect(self._missing_changed)

    def _connect_transport(self) -> None:
        row, player = self.transport, self.player
        row.to_start.clicked.connect(player.to_start)
        row.step_back.clicked.connect(lambda: player.step(-1))
        row.play.clicked.connect(player.toggle)
        row.step_forward.clicked.connect(lambda: player.step(1))
        row.to_end.clicked.connect(player.to_end)
        for field in (row.timecode, row.frame):
            field.place_entered.connect(self._work.set_playhead)
            field.refused.connect(self._work.notice)
        row.compare.toggled.connect(self._settle)
        row.quality.chosen.connect(self._settle)
        row.loop.toggled.connect(player.set_loop)
        row.volume_changed.connect(player.sound.set_volume)
        row.snapshot.clicked.connect(self.ask_snapshot)
        row.fullscreen.clicked.connect(self.toggle_full_screen)

    @property
    def full_screen(self) -> FullScreen | None:
        return self._full

    def sizeHint(self) -> QSize:
        return QSize(640, 400)

    def stop(self) -> None:
        if self._full is not None:
            self._full.close()
        self.player.stop()

    # What the main window's actions ask for.

    def toggle_full_screen(self) -> None:
        if self._full is not None:
            self._full.close()
            return
        self._full = FullScreen(self.player, self)
        self._full.closed.connect(self._left_full_screen)
        self._full.picture.size_settled.connect(self._settle)
        self._each(lambda view: view.set_picture(self.player.picture))
        self._film_changed()
        self._full.setScreen(self.screen())
        self._full.showFullScreen()
        self._settle()

    def ask_snapshot(self) -> None:
        """Ask where, then save the frame under the playhead."""
        name = str(Path.home() / self.tr("Frame %1.png").replace("%1", str(self._work.playhead)))
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save this frame"), name, self.tr("PNG (*.png)"))
        if path:
            self.save_snapshot(path)

    def save_snapshot(self, path: str) -> None:
        work = self._work
        film = Film(work.document, {c.id: work.shown(c) for c in work.document.cards}, (0, 0))
        frame = work.playhead
        work.background.run(
            lambda task: save_snapshot(film, frame, path), self.snapshot_saved.emit, work.notice.emit
        )

    # Showing.

    def _each(self, what: Callable[[PictureView], None]) -> None:
        for view in (self.picture, self._full.picture if self._full is not None else None):
            if view is not None:
                what(view)

    def _show(self, picture: Picture | None) -> None:
        self._each(lambda view: view.set_picture(picture))

    def _fail(self, sentence: str) -> None:
        self._each(lambda view: view.set_sentence(sentence))

    def _show_offline(self) -> None:
        """Also where the file is still open here: the film as it is, not as it was."""
        name = self._offline_here()
        self._each(lambda view: view.set_offline(name))

    def _missing_changed(self) -> None:
        self._show_offline()
        self.player.again()

    def _offline_here(self) -> str:
        """The name of the missing file that the playhead stands on; "" when it is there."""
        work = self._work
        if not work.missing.assets:
            return ""
        picture = picture_at(work.document, work.playhead, work.shown)
        if not isinstance(picture, ClipPicture) or picture.asset.path not in work.missing.paths:
            return ""
        return Path(picture.asset.path).name

    def _film_changed(self) -> None:
        document = self._work.document
        self._each(lambda view: view.set_film_size(document.width, document.height))
        for control in self._controls():
            control.setEnabled(document.frames > 0)
        self._show_place(self._work.playhead)

    def _controls(self) -> list[QWidget]:
        row = self.transport
        playing = [row.to_start, row.step_back, row.play, row.step_forward, row.to_end]
        return [*playing, row.timecode, row.frame, row.compare, row.loop, row.snapshot]

    def _show_place(self, frame: int) -> None:
        rate = self._work.document.rate
        self.transport.timecode.show_place(frame, rate)
        self.transport.frame.show_place(frame, rate)
        self._show_offline()
        self._show_live()

    def _show_live(self, _card_id: str = "") -> None:
        """The preview of a card that is being drawn, over the card's own range."""
        card = card_at(self._work.document, self._work.playhead)
        job = self._work.job(card.id) if card is not None else None
        live = job.preview if job is not None and self._work.state(job.card) == "running" else None
        label = ""
        if live is not None and job is not None:
            label = self.tr("Being drawn · %1 %").replace("%1", str(round(100 * job.fraction)))
        self._each(lambda view: view.set_live(live, label))

    def _show_state(self) -> None:
        player = self.player
        self.transport.show_playing(player.playing, player.speed)
        if self.transport.loop.isChecked() != player.loop:
            self.transport.loop.setChecked(player.loop)

    def _settle(self) -> None:
        """Compose at the size of the view that is looked at."""
        row = self.transport
        view = self._full.picture if self._full is not None else self.picture
        width, height = view.picture_pixels()
        share = SHARES[row.quality.quality]
        width, height = width // share, height // share
        self.player.set_quality(row.quality.quality)
        self._each(lambda each: each.set_compare(row.compare.isChecked()))
        self.player.set_view((width, height), row.compare.isChecked())

    def _left_full_screen(self) -> None:
        self._full = None
        self._settle()

    # Keys and drops.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not play_key(self.player, event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.picture.set_target(accept_copy(event))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.picture.set_target(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.picture.set_target(False)
        if not accept_copy(event):
            return
        got = dropped(event.mimeData(), self._work.document)
        if got.refused:
            self._work.notice.emit(self.tr("Only files on this computer can be dropped here; save it first."))
        if got.paths:
            self._work.import_files(list(got.paths))
