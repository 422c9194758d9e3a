"""The one window: library, viewer, card and film, put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSettings, QSize, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

from editor import actions, theme
from editor.cards.panel import CardPanel
from editor.commands import Commands
from editor.dialogs.files import Dialogs
from editor.exports import Exports
from editor.library.drops import accept_copy, local_files
from editor.library.importing import attach_image
from editor.library.panel import LibraryPanel
from editor.library.thumbs import Thumbs
from editor.panels.jobs import JobsPanel
from editor.panels.notice import NoticeBar
from editor.panels.status import StatusLine
from editor.recent import RecentFilms
from editor.timeline import TimelineView
from editor.welcome import Welcome
from editor.workspace import Workspace

if TYPE_CHECKING:
    from editor.viewer import ViewerPanel
    from engine.render.export import ExportReport

LAYOUT_VERSION = 1
TEXT_INPUTS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
PRESS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class MainWindow(QMainWindow):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.setWindowTitle("Tweenboard")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.thumbs = Thumbs(workspace.background, self)
        self.exports = Exports(workspace)
        self.dialogs = Dialogs(self)
        self.commands = Commands(self)
        self.recent = RecentFilms(workspace)
        self._viewer: ViewerPanel | None = None
        self._make_panels()
        self._make_docks()
        self.actions_by_id, menus = actions.build(self, self.commands.slot)
        self._fill_menus(menus)
        self._connect()
        self._first_layout = self.saveState(LAYOUT_VERSION)
        self._restore_layout()
        self._show_enabled()

    # Putting together.

    def _make_panels(self) -> None:
        work = self.workspace
        self.library = LibraryPanel(work, self.thumbs)
        self.jobs = JobsPanel(work)
        self.cards = CardPanel(work, self.thumbs)
        self.timeline = TimelineView(work)
        self.status = StatusLine(work)
        self.setStatusBar(self.status)
        self.welcome = Welcome(work)
        self.center = QStackedWidget()
        self.center.setProperty("role", "base")
        self.center.setMinimumSize(QSize(320, 200))
        self.center.addWidget(self.welcome)
        self.setCentralWidget(self.center)
        self.notice = NoticeBar(self.center)

    def _make_docks(self) -> None:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            self.setCorner(corner, bottom)
        self.docks = {
            "library": self._dock("library", self.tr("Library"), self.library, left),
            "jobs": self._dock("jobs", self.tr("Jobs"), self.jobs, left),
            "card": self._dock("card", self.tr("Card"), self.cards, right),
            "film": self._dock("film", self.tr("Film"), self.timeline, bottom),
        }
        self.setTabPosition(left, QTabWidget.TabPosition.North)
        self.tabifyDockWidget(self.docks["library"], self.docks["jobs"])
        for name in ("library", "jobs"):
            self._title_by_tab(self.docks[name])
        self.docks["library"].raise_()
        self._default_sizes()

    def _dock(self, name: str, title: str, widget: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(widget)
        dock.setAccessibleName(title)
        self.addDockWidget(area, dock)
        return dock

    def _title_by_tab(self, dock: QDockWidget) -> None:
        """No second title under the tab that says the same; floating, it has its own again."""
        dock.setTitleBarWidget(QWidget())

        def dress(*_: object) -> None:
            tabbed = bool(self.tabifiedDockWidgets(dock)) and not dock.isFloating()
            if tabbed and dock.titleBarWidget() is None:
                dock.setTitleBarWidget(QWidget())
            elif not tabbed and dock.titleBarWidget() is not None:
                dock.setTitleBarWidget(None)  # type: ignore[arg-type]

        dock.topLevelChanged.connect(dress)
        dock.dockLocationChanged.connect(dress)

    def _default_sizes(self) -> None:
        narrow = self.width() < 1400
        docks = [self.docks["library"], self.docks["card"]]
        self.resizeDocks(docks, [152 if narrow else 272, 296 if narrow else 340], Qt.Orientation.Horizontal)
        self.resizeDocks([self.docks["film"]], [max(286, self.height() * 3 // 10)], Qt.Orientation.Vertical)

    def _fill_menus(self, menus: dict[str, QMenu]) -> None:
        for dock in self.docks.values():
            menus["panels"].addAction(dock.toggleViewAction())
        self.recent.fill(menus["recent"])
        snapping = self.actions_by_id["snapping"]
        snapping.setChecked(self.workspace.snapping)
        light = self.actions_by_id["light_theme"]
        light.setChecked(theme.current() == "light")

    def _connect(self) -> None:
        work = self.workspace
        for signal in (work.document_changed, work.selection_changed, work.takes_changed, work.marks_changed):
            signal.connect(self._show_enabled)
        work.job_changed.connect(self._show_enabled)
        work.job_changed.connect(self._show_title)
        work.project_changed.connect(self._show_project)
        work.marks_changed.connect(self._show_snapping)
        work.notice.connect(self.notice.tell)
        work.seams_changed.connect(self.timeline.refresh)
        self.welcome.drop_clicked.connect(self.dialogs.import_footage)
        self.welcome.text_clicked.connect(self.dialogs.storyboard)
        self.welcome.sample_clicked.connect(self.dialogs.sample)
        self.library.import_button.clicked.connect(self.dialogs.import_footage)
        self.cards.draw_requested.connect(self._draw)
        self.cards.roll_requested.connect(self.commands.roll_seed)
        self.timeline.prompt_requested.connect(self.describe)
        self.timeline.generate_requested.connect(self._draw)
        self.timeline.image_dropped_on_card.connect(
            lambda card_id, path, offset: attach_image(work, card_id, path, offset)
        )
        self.status.jobs_clicked.connect(self._show_jobs)
        self.status.cancel_export.connect(self.exports.cancel)
        self.exports.progress.connect(self.status.show_export)
        self.exports.ended.connect(self.status.end_export)
        self.exports.finished.connect(self._exported)

    # What others ask for.

    def viewer(self) -> ViewerPanel:
        """Made with the first film: an empty window starts without a player."""
        if self._viewer is None:
            from editor.viewer import ViewerPanel

            self._viewer = ViewerPanel(self.workspace)
            self._viewer.snapshot_saved.connect(
                lambda path: self.notice.tell(
                    self.tr("Saved {0}.").format(Path(path).name),
                    self.tr("Show in folder"),
                    lambda: self.dialogs.show_in_folder(Path(path)),
                )
            )
            self.center.addWidget(self._viewer)
        return self._viewer

    def describe(self, card_id: str) -> None:
        """Select the card and put the cursor into its prompt."""
        self.workspace.select_card(card_id or None)
        self.docks["card"].show()
        self.docks["card"].raise_()
        self.cards.describe()

    def set_theme(self, name: theme.ThemeName) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, name)
        self.welcome.recolour()
        QSettings().setValue("theme", name)

    def reset_layout(self) -> None:
        self.restoreState(self._first_layout, LAYOUT_VERSION)
        for dock in self.docks.values():
            dock.setFloating(False)
            dock.show()
        self._default_sizes()
        self.docks["library"].raise_()

    # Following the workspace.

    def _draw(self, card_id: str) -> None:
        card = self.workspace.card(card_id)
        if card is not None:
            self.commands.draw(card)

    def _show_project(self) -> None:
        has_film = self.workspace.project is not None
        self.center.setCurrentWidget(self.viewer() if has_film else self.welcome)
        self.notice.hide()
        self.notice.raise_()
        self._show_title()
        self._show_enabled()

    def _show_title(self) -> None:
        project = self.workspace.project
        running = [view for view in self.workspace.jobs.views() if view.state == "running"]
        share = f"{round(100 * running[0].fraction)} % · " if running else ""
        self.setWindowTitle(share + (f"{project.path.stem} – Tweenboard" if project else "Tweenboard"))

    def _show_jobs(self) -> None:
        self.docks["jobs"].show()
        self.docks["jobs"].raise_()

    def _show_snapping(self) -> None:
        self.actions_by_id["snapping"].setChecked(self.workspace.snapping)

    def _show_enabled(self) -> None:
        work = self.workspace
        card = work.card()
        there = {
            "": True,
            "film": work.project is not None,
            "frames": work.document.frames > 0,
            "card": card is not None,
            "clip": work.selected_clip is not None,
            "thing": card is not None or work.selected_clip is not None or work.marked() is not None,
            "undo": work.can_undo,
            "redo": work.can_redo,
            "take": card is not None and bool(work.takes_for(card)),
            "busy": card is not None and work.jobs.busy(card.id),
            "jobs": bool(work.jobs.views()),
            "marks": work.marked() is not None,
        }
        for spec in actions.specs():
            self.actions_by_id[spec.id].setEnabled(there[spec.needs])
        for which, name in (("undo", work.undo_name), ("redo", work.redo_name)):
            text = actions.translated("&Undo" if which == "undo" else "&Redo")
            self.actions_by_id[which].setText(f"{text} {name}" if there[which] else text)

    def _exported(self, report: ExportReport) -> None:
        self.notice.tell(
            self.tr("Exported {0}: {1} frames.").format(report.path.name, report.frames),
            self.tr("Show in folder"),
            lambda: self.dialogs.show_in_folder(report.path),
        )

    # Keys: a control that has the focus gets the keys it lives by before the shortcuts do.

    def event(self, event: QEvent) -> bool:
        overrides = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overrides and wants_key(QApplication.focusWidget(), event):
            event.accept()
            return True
        return super().event(event)

    # Drops that no panel took.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_copy(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        accept_copy(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if not accept_copy(event):
            return
        files = local_files(event.mimeData())
        for sentence in files.refusals:
            self.workspace.notice.emit(sentence)
        self.workspace.import_files(list(files.paths))

    # Coming and going.

    def _restore_layout(self) -> None:
        settings = QSettings()
        geometry, state = settings.value("window/geometry"), settings.value("window/state")
        self.resize(1280, 720)
        self._default_sizes()
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if isinstance(state, QByteArray):
            self.restoreState(state, LAYOUT_VERSION)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was, now = event.oldSize().width(), event.size().width()
        if was > 0 and (was < 1400) != (now < 1400):
            self._default_sizes()

    def closeEvent(self, event: QCloseEvent) -> None:
        QSettings().setValue("window/geometry", self.saveGeometry())
        QSettings().setValue("window/state", self.saveState(LAYOUT_VERSION))
        self.exports.cancel()
        if self._viewer is not None:
            self._viewer.stop()
        self.timeline.stop()
        self.workspace.shut_down()
        event.accept()


def wants_key(widget: QWidget | None, event: QKeyEvent) -> bool:
    """Whether this key is part of how `widget` itself is used: letters in a text box, Space on a button."""
    if widget is None or event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    ):
        return False
    key = event.key()
    if isinstance(widget, TEXT_INPUTS):
        return key < Qt.Key.Key_F1 or key > Qt.Key.Key_F35
    if isinstance(widget, QAbstractButton):
        return key in PRESS
    if isinstance(widget, QAbstractSlider):
        return key in ARROWS
    if isinstance(widget, QAbstractItemView):
        return key in ARROWS or key in PRESS
    return False
