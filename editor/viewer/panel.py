"""The viewer: picture, transport, and what they ask of the player and the workspace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QImage, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from editor.viewer.composing import Film, Picture
from editor.viewer.drag_out import DragOut, file_name
from editor.viewer.drops import PictureDrops
from editor.viewer.framing import Framer
from editor.viewer.full_screen import FullScreen
from editor.viewer.guides import Guides
from editor.viewer.keys import play_key
from editor.viewer.menu import open_menu
from editor.viewer.picture import PictureView
from editor.viewer.player import Player
from editor.viewer.quality import SHARES
from editor.viewer.regions import RegionPainter
from editor.viewer.snapshot import save_snapshot
from editor.viewer.source import SourceBar, StageTabs
from editor.viewer.transport import Transport
from engine.document.picture import ClipPicture, parts_of, picture_at
from engine.document.queries import card_at

if TYPE_CHECKING:
    from editor.workspace import Workspace


class ViewerPanel(QWidget):
    """`stop()` ends the player's threads; call it before the window goes."""

    snapshot_saved = Signal(str)
    seen = Signal(object)
    """The `QImage` that is shown now, or None: what scopes look at."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = workspace
        self._stage = stage = workspace.stage
        self.tabs = StageTabs(stage, self)
        self.source_bar = SourceBar(stage, self)
        self.player = Player(workspace, self)
        self.picture = PictureView(self)
        self.transport = Transport(self)
        self.painter = RegionPainter(workspace, self)
        self.framer = Framer(workspace, self.player, self)
        self.guides = Guides(self)
        self.drag_out = DragOut(
            workspace.background, self._frame_to_give, lambda: stage.source, workspace.notice.emit, self
        )
        self._dress_picture()
        self.drops = PictureDrops(workspace, self.picture)
        self._full: FullScreen | None = None
        self.setAccessibleName(self.tr("Viewer"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(self.picture, 1)
        layout.addWidget(self.painter.bar)
        layout.addWidget(self.source_bar)
        layout.addWidget(self.transport)
        self._connect_player()
        self._connect_transport()
        self._connect_tools()
        self._film_changed()

    def _connect_player(self) -> None:
        work = self._work
        self.player.shown.connect(self._show)
        self.player.failed.connect(self._fail)
        self.player.state_changed.connect(self._show_state)
        self.picture.size_settled.connect(self._settle)
        self.picture.double_clicked.connect(self.toggle_full_screen)
        work.project_changed.connect(lambda: self.transport.compare.setChecked(False))
        work.document_changed.connect(self._film_changed)
        self._stage.switched.connect(self._switched)
        self._stage.playhead_changed.connect(self._show_place)
        work.job_changed.connect(self._show_live)
        work.job_changed.connect(self._show_hint)
        work.takes_changed.connect(self._show_offline)
        work.takes_changed.connect(self._show_hint)
        work.missing.changed.connect(self._missing_changed)

    def _connect_transport(self) -> None:
        row, player = self.transport, self.player
        row.to_start.clicked.connect(player.to_start)
        row.step_back.clicked.connect(lambda: player.step(-1))
        row.play.clicked.connect(player.toggle)
        row.step_forward.clicked.connect(lambda: player.step(1))
        row.to_end.clicked.connect(player.to_end)
        for field in (row.timecode, row.frame):
            field.place_entered.connect(self._stage.set_playhead)
            field.refused.connect(self._work.notice)
        row.compare.changed.connect(self._settle)
        row.quality.chosen.connect(self._settle)
        row.loop.toggled.connect(player.set_loop)
        row.volume_changed.connect(player.sound.set_volume)
        row.meter.follow(player.sound)
        row.snapshot.clicked.connect(self.ask_snapshot)
        row.fullscreen.clicked.connect(self.toggle_full_screen)

    def _connect_tools(self) -> None:
        work, row, painter = self._work, self.transport, self.painter
        row.paint.clicked.connect(painter.set_active)
        painter.active_changed.connect(row.paint.setChecked)
        painter.active_changed.connect(lambda on: self.player.pause() if on else None)
        painter.repaint.connect(self.picture.update)
        self._connect_framer()
        row.view.zoom_chosen.connect(self.set_zoom)
        row.view.guides_changed.connect(self._show_guides)
        self.picture.zoom_changed.connect(lambda: row.view.show_zoom(self.picture.zoom))
        for signal in (work.selection_changed, work.takes_changed, work.document_changed):
            signal.connect(self._takes_changed)

    def say_keys(self, actions: Mapping[str, QAction]) -> None:
        """The buttons' tips tell the keys of the actions that do the same, by their ids."""
        row = self.transport
        for action, button in (
            ("to_start", row.to_start), ("step_back", row.step_back), ("play", row.play),
            ("step_on", row.step_forward), ("to_end", row.to_end), ("paint_regions", row.paint),
            ("paint_regions", self.painter.bar.done), ("compare", row.compare), ("loop", row.loop),
            ("snapshot", row.snapshot), ("full_screen", row.fullscreen), ("framing_tool", row.frame_clip),
        ):  # fmt: skip
            button.follow(actions[action])
        self.source_bar.say_keys(actions)
        self.picture.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.picture.customContextMenuRequested.connect(lambda at: open_menu(self.picture, actions, at))

    def _connect_framer(self) -> None:
        framer, painter, row = self.framer, self.painter, self.transport
        row.frame_clip.clicked.connect(framer.set_active)
        framer.active_changed.connect(row.frame_clip.setChecked)
        framer.active_changed.connect(lambda on: self.player.pause() if on else None)
        framer.active_changed.connect(lambda on: painter.set_active(False) if on and painter.active else None)
        painter.active_changed.connect(lambda on: framer.set_active(False) if on else None)
        framer.repaint.connect(self.picture.update)

    @property
    def full_screen(self) -> FullScreen | None:
        return self._full

    def sizeHint(self) -> QSize:
        return QSize(640, 400)

    def stop(self) -> None:
        if self._full is not None:
            self._full.close()
        self.painter.cancel()
        self.drag_out.stop()
        self.picture.blockSignals(True)  # it changes its size once more while the window is taken apart
        self.player.stop()

    # What the main window's actions ask for.

    def toggle_full_screen(self) -> None:
        if self._full is not None:
            self._full.close()
            return
        self._full = FullScreen(self.player, self)
        self._full.closed.connect(self._left_full_screen)
        self._full.picture.size_settled.connect(self._settle)
        self._full.picture.layers.append(self.guides)
        self._each(lambda view: view.set_picture(self.player.picture))
        self._film_changed()
        self._full.setScreen(self.screen())
        self._full.showFullScreen()
        self._settle()

    def set_zoom(self, zoom: float | None) -> None:
        """Device pixels a pixel of the film; None fits the picture into the view."""
        self.picture.set_zoom(zoom)

    def toggle_painting(self) -> None:
        self.painter.set_active(not self.painter.active)

    def toggle_framing(self) -> None:
        self.framer.set_active(not self.framer.active)

    def toggle_compare(self) -> None:
        self.transport.compare.toggle()

    def toggle_safe_areas(self) -> None:
        self.transport.view.safe.toggle()

    def ask_snapshot(self) -> None:
        """Ask where, then save the frame under the playhead."""
        name = str(Path.home() / self.tr("Frame %1.png").replace("%1", str(self._stage.playhead)))
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save this frame"), name, self.tr("PNG (*.png)"))
        if path:
            self.save_snapshot(path)

    def save_snapshot(self, path: str) -> None:
        film, frame, work = self._film(), self._stage.playhead, self._work
        work.background.run(
            lambda task: save_snapshot(film, frame, path), self.snapshot_saved.emit, work.notice.emit
        )

    def _film(self) -> Film:
        """What is shown now, for pictures at the film's own size."""
        work = self._work
        takes = {c.id: work.shown(c) for c in work.document.cards} if self._stage.source is None else {}
        return Film(self._stage.document, takes, (0, 0))

    def _frame_to_give(self) -> tuple[Film, int, str] | None:
        project = self._work.project
        if project is None or not self._stage.document.frames:
            return None
        return self._film(), self._stage.playhead, file_name(project.path.name, self._stage.playhead)

    # Showing.

    def _each(self, what: Callable[[PictureView], None]) -> None:
        for view in (self.picture, self._full.picture if self._full is not None else None):
            if view is not None:
                what(view)

    def _show(self, picture: Picture | None) -> None:
        self._each(lambda view: view.set_picture(picture))
        self._tell_seen()

    @property
    def shown_image(self) -> QImage | None:
        if self.picture.live is not None or self.picture.picture is None:
            return self.picture.live
        return self.picture.picture.image

    def _tell_seen(self) -> None:
        self.seen.emit(self.shown_image)

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
        work, source = self._work, self._stage.source
        if not work.missing.assets:
            return ""
        if source is not None:
            return Path(source.path).name if source.path in work.missing.paths else ""
        seen = parts_of(picture_at(work.document, work.playhead, work.shown))
        paths = [picture.asset.path for picture in reversed(seen) if isinstance(picture, ClipPicture)]
        return next((Path(path).name for path in paths if path in work.missing.paths), "")

    def _film_changed(self) -> None:
        document, film = self._stage.document, self._stage.source is None
        self._each(lambda view: view.set_film_size(document.width, document.height))
        for control in self._controls():
            control.setEnabled(document.frames > 0)
        for control in (self.transport.compare, self.transport.paint, self.transport.frame_clip):
            control.setEnabled(film and document.frames > 0)
        self._show_place(self._stage.playhead)

    def _switched(self) -> None:
        """An item is looked at by itself: nothing of the film is compared, painted or framed there."""
        if self._stage.source is not None:
            self.painter.set_active(False)
            self.framer.set_active(False)
            self.transport.compare.setChecked(False)
        self._dress_picture()
        self._film_changed()

    def _dress_picture(self) -> None:
        """What lies over the picture."""
        edits = [self.framer.layer, self.painter.layer] if self._stage.source is None else []
        self.picture.layers[:] = [self.guides, self.drag_out, *edits]

    def _controls(self) -> list[QWidget]:
        row = self.transport
        playing = [row.to_start, row.step_back, row.play, row.step_forward, row.to_end]
        return [
            *playing,
            row.timecode,
            row.frame,
            row.loop,
            row.snapshot,
        ]

    def _show_place(self, frame: int) -> None:
        rate = self._stage.document.rate
        self.transport.timecode.show_place(frame, rate)
        self.transport.frame.show_place(frame, rate)
        self._show_offline()
        self._show_hint()
        self._show_live()

    def _show_hint(self, _card_id: str = "") -> None:
        hint = self._hint_here()
        self._each(lambda view: view.set_hint(hint))

    def _hint_here(self) -> str:
        """What to do where there is nothing to see. A film whose first picture is on its way is not one
        without pictures."""
        work, source = self._work, self._stage.source
        if source is not None:
            return self.tr("Sound alone: there is nothing to see.") if source.kind == "audio" else ""
        if not work.document.frames:
            return self.tr("Nothing to show yet. Drop footage here.")
        card = card_at(work.document, work.playhead)
        if card is None or work.state(card.id) != "ready":
            return ""
        bare = picture_at(work.document, work.playhead, work.shown) is None
        return self.tr("Nothing is drawn here yet. The card's button draws it.") if bare else ""

    def _show_live(self, _card_id: str = "") -> None:
        """The preview of a card that is being drawn, over the card's own range."""
        film = self._stage.source is None
        card = card_at(self._work.document, self._work.playhead) if film else None
        job = self._work.job(card.id) if card is not None else None
        live = job.preview if job is not None and self._work.state(job.card) == "running" else None
        label = ""
        if live is not None and job is not None:
            label = self.tr("Being drawn · %1 %").replace("%1", str(round(100 * job.fraction)))
        had = self.picture.live
        self._each(lambda view: view.set_live(live, label))
        if live is not had:
            self._tell_seen()

    def _show_state(self) -> None:
        player = self.player
        self.transport.show_playing(player.playing, player.speed)
        badge = f"{player.speed}×" if player.playing and player.speed != 1 else ""
        self._each(lambda view: view.set_badge(badge))
        self.transport.meter.run(player.playing)
        if self.transport.loop.isChecked() != player.loop:
            self.transport.loop.setChecked(player.loop)

    def _show_guides(self) -> None:
        self.guides.safe = self.transport.view.safe.isChecked()
        self.guides.thirds = self.transport.view.thirds.isChecked()
        self._each(lambda view: view.update())

    def _takes_changed(self) -> None:
        card = self._work.card()
        takes = self._work.takes_for(card) if card is not None else ()
        self.transport.compare.show_takes(card.id if card is not None else "", takes)

    def _settle(self) -> None:
        """Compose at the size of the view that is looked at, with what it is compared with."""
        row = self.transport
        compare, names = row.compare.compare, row.compare.names
        self._each(lambda each: each.set_layout(compare.layout, names))
        view = self._full.picture if self._full is not None else self.picture
        width, height = view.picture_pixels()
        share = SHARES[row.quality.quality]
        self.player.set_quality(row.quality.quality)
        self.player.set_view((width // share, height // share), compare)

    def _left_full_screen(self) -> None:
        self._full = None
        self._settle()

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        taken = self.painter.key(event.key()) or self.framer.key(event.key())
        if not taken and not play_key(self.player, event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """What is being drawn gets its keys before the window's shortcuts do."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and (self.painter.wants(event.key()) or self.framer.wants(event.key()))
        ):
            event.accept()
            return True
        return super().event(event)
