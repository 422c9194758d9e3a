"""The one window: library, viewer, card and film, put together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from editor import actions, theme
from editor.jobs.notify import Notifier
from editor.jobs.waiting import WaitingJobs
from editor.keys.focus import wants_key
from editor.keys.shown import keys_of
from editor.keys.store import Keys
from editor.language.choice import kept_name
from editor.library.drops import accept_copy, local_files
from editor.library.format_question import FormatQuestion
from editor.panels.banner import Banner
from editor.panels.layout import Layout
from editor.panels.notice import NoticeBar
from editor.panels.recovery import Recovery
from editor.panels.status import StatusLine
from editor.welcome.page import Welcome
from editor.welcome.recent import RecentFilms
from editor.workspace import Workspace

if TYPE_CHECKING:
    from editor.panels.sides import Sides
    from editor.viewer import ViewerPanel
    from editor.viewer.composing import Picture
    from engine.render.export import ExportReport

translate = QCoreApplication.translate


class MainWindow(QMainWindow):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.setWindowTitle("Tweenboard")
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.recent = RecentFilms(workspace)
        self._sides: Sides | None = None
        self._viewer: ViewerPanel | None = None
        self._fill_asked = False
        self._make_center()
        self._make_docks()
        self.layout_of_panels = Layout(self)
        self.actions_by_id, menus = actions.build(self, self._run)
        self.keys = Keys(self.actions_by_id, self)
        self._fill_menus(menus)
        self._make_export_button()
        self._connect()
        self.layout_of_panels.restore()
        self._show_enabled()

    # Putting together. The window is on the screen before its panels are made.

    def _make_center(self) -> None:
        self.status = StatusLine(self.workspace)
        self.setStatusBar(self.status)
        self.welcome = Welcome(self.workspace, self.recent)
        self.center = QStackedWidget()
        self.center.setProperty("role", "base")
        self.center.setMinimumSize(QSize(320, 200))
        self.center.addWidget(self.welcome)
        self.banner = Banner()
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.center, 1)
        self.setCentralWidget(self.middle)
        self.notice = NoticeBar(self.center)

    @property
    def sides(self) -> Sides:
        """The panels around the picture, and the verbs; made after the first paint, or when first needed."""
        if self._sides is None:
            from editor.panels.sides import make_sides

            self._sides = sides = make_sides(self)
            for name, widget in (
                ("library", sides.library),
                ("jobs", sides.jobs),
                ("history", sides.history),
                ("card", sides.cards),
                ("film", sides.timeline),
            ):
                self.docks[name].widget().deleteLater()
                self.docks[name].setWidget(widget)
            self.status.export.stopped.connect(sides.exports.cancel)
            sides.exports.progress.connect(self.status.show_export)
            sides.exports.ended.connect(self.status.export.hide)
            self.status.shots.stopped.connect(sides.shots.cancel)
            sides.shots.progress.connect(self.status.show_shots)
            sides.shots.ended.connect(self.status.shots.hide)
            sides.exports.finished.connect(self._exported)
            sides.library.reveal_requested.connect(sides.dialogs.show_in_folder)
        return self._sides

    def _run(self, action_id: str, *values: object) -> None:
        getattr(self.sides.commands, action_id)(*values)

    def _make_docks(self) -> None:
        left, right = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
        bottom = Qt.DockWidgetArea.BottomDockWidgetArea
        self.setCorner(Qt.Corner.BottomLeftCorner, bottom)
        # As high as the window: what a card says is more than fits beside the picture of a small one.
        self.setCorner(Qt.Corner.BottomRightCorner, right)
        self.docks = {
            "library": self._dock("library", self.tr("Library"), left),
            "jobs": self._dock("jobs", self.tr("Jobs"), left),
            "history": self._dock("history", self.tr("History"), left),
            "card": self._dock("card", self.tr("Card"), right),
            "scopes": self._dock("scopes", self.tr("Scopes"), right),
            "film": self._dock("film", self.tr("Film"), bottom),
        }
        self.setTabPosition(left, QTabWidget.TabPosition.North)
        for name in ("jobs", "history"):
            self.tabifyDockWidget(self.docks["library"], self.docks[name])
        for name in ("library", "jobs", "history"):
            self._title_by_tab(self.docks[name])
        for name in ("history", "scopes"):
            self.docks[name].hide()
        self.docks["library"].raise_()

    def _dock(self, name: str, title: str, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(QWidget())
        dock.setAccessibleName(title)
        self.addDockWidget(area, dock)
        return dock

    def _title_by_tab(self, dock: QDockWidget) -> None:
        """No second title under the tab that says the same; floating, it has its own again."""
        dock.setTitleBarWidget(QWidget())

        def dress() -> None:
            tabbed = bool(self.tabifiedDockWidgets(dock)) and not dock.isFloating()
            if tabbed and dock.titleBarWidget() is None:
                dock.setTitleBarWidget(QWidget())
            elif not tabbed and dock.titleBarWidget() is not None:
                dock.setTitleBarWidget(None)  # type: ignore[arg-type]

        # Later: docks tell before they know which others they share a tab bar with.
        for signal in (dock.topLevelChanged, dock.dockLocationChanged):
            signal.connect(lambda *_: QTimer.singleShot(0, dock, dress))

    def _fill_menus(self, menus: dict[str, QMenu]) -> None:
        for dock in self.docks.values():
            menus["panels"].addAction(dock.toggleViewAction())
        self.recent.fill(menus["recent"])
        for name, on in (("snapping", self.workspace.snapping), ("light_theme", theme.current() == "light")):
            with QSignalBlocker(self.actions_by_id[name]):
                self.actions_by_id[name].setChecked(on)

    def _make_export_button(self) -> None:
        """The film's way out is in sight, not only in a menu."""
        action = self.actions_by_id["export_film"]
        button = QPushButton(action.icon(), self.tr("Export…"))
        button.setObjectName("export")
        button.setAccessibleName(self.tr("Export the film"))
        self.keys.changed.connect(lambda: self._tip_export(button))
        self._tip_export(button)
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        corner = QWidget(self.menuBar())
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 2, theme.SMALL, 2)
        row.addWidget(button)
        self.menuBar().setCornerWidget(corner)

    def _tip_export(self, button: QPushButton) -> None:
        keys = keys_of(self.actions_by_id["export_film"])
        text = self.tr("Write the film as an MP4")
        button.setToolTip(f"{text} ({keys})" if keys else text)

    def show_panel(self, name: str) -> None:
        self.docks[name].show()
        self.docks[name].raise_()

    def _connect(self) -> None:
        work = self.workspace
        changed = (
            work.document_changed,
            work.selection_changed,
            work.takes_changed,
            work.stage.marks_changed,
        )
        for signal in (*changed, work.stage.switched):
            signal.connect(self._show_enabled)
        work.job_changed.connect(self._show_enabled)
        work.job_changed.connect(self._show_title)
        work.project_changed.connect(self._show_project)
        work.marks_changed.connect(self._show_snapping)
        work.notice.connect(self.notice.tell)
        self.recovery = Recovery(self, self.banner)
        self.waiting = WaitingJobs(work, self.banner)
        self.format_question = FormatQuestion(work, self.banner)
        self.notifier = Notifier(self)
        self.welcome.drop_clicked.connect(lambda: self.sides.dialogs.import_footage())
        self.welcome.text_clicked.connect(lambda: self.sides.dialogs.storyboard())
        self.welcome.sample_clicked.connect(lambda: self.sides.dialogs.sample())
        self.welcome.footage.setFocus()  # Enter begins; else the foot of the window would have the keyboard
        self.welcome.template_clicked.connect(lambda key: self.sides.commands.start_from(key))
        self.status.jobs_clicked.connect(lambda: self.show_panel("jobs"))

    # What others ask for.

    def viewer(self) -> ViewerPanel:
        """Made with the first film: an empty window starts without a player."""
        if self._viewer is None:
            from editor.viewer import ViewerPanel
            from editor.viewer.scopes.dock import ScopesDock

            self._viewer = ViewerPanel(self.workspace)
            self._viewer.say_keys(self.actions_by_id)
            self._viewer.player.shown.connect(self._keep_picture)
            ScopesDock(self.docks["scopes"], self._viewer, self.workspace)
            previews = self._viewer.player.previews
            previews.progress.connect(self.status.show_preview)
            previews.ended.connect(self.status.previews.hide)
            self.status.previews.stopped.connect(previews.cancel)
            self._viewer.snapshot_saved.connect(
                lambda path: self.notice.tell(
                    self.tr("Saved {0}.").format(Path(path).name),
                    self.tr("Show in folder"),
                    lambda: self.sides.dialogs.show_in_folder(Path(path)),
                )
            )
            self.center.addWidget(self._viewer)
        return self._viewer

    def _keep_picture(self, picture: Picture | None) -> None:
        """The start page shows films as they were last seen."""
        if self.workspace.stage.source is None:
            self.recent.see(picture and picture.image)

    def describe(self, card_id: str) -> None:
        """Select the card and put the cursor into its prompt."""
        self.workspace.select_card(card_id or None)
        self.docks["card"].show()
        self.docks["card"].raise_()
        self.sides.cards.describe()

    def set_theme(self, name: theme.ThemeName) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, name)
        self.welcome.recolour()
        QSettings().setValue("theme", name)

    # Following the workspace.

    def _show_project(self) -> None:
        has_film = self.workspace.project is not None
        _ = self.sides
        self.center.setCurrentWidget(self.viewer() if has_film else self.welcome)
        if has_film:  # else it falls to whatever comes next, when the page goes
            self.viewer().picture.setFocus()
        self.notice.hide()
        self.notice.raise_()
        self._show_title()
        self._show_enabled()

    def _show_title(self) -> None:
        project = self.workspace.project
        running = [view for view in self.workspace.jobs.views() if view.state == "running"]
        share = f"{round(100 * running[0].fraction)} % · " if running else ""
        looking = " " + self.tr("(for reading)") if project is not None and project.read_only else ""
        name = f"{project.path.stem}{looking} – Tweenboard" if project is not None else "Tweenboard"
        self.setWindowTitle(share + name)
        # Where the system shows the file itself in the title: its icon, its folders.
        self.setWindowFilePath(str(project.path) if project is not None else "")

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
            "chosen": bool(work.selection.ids),
            "thing": bool(work.selection.ids) or card is not None or work.marked() is not None,
            "undo": work.can_undo,
            "redo": work.can_redo,
            "take": card is not None and bool(work.takes_for(card)),
            "busy": card is not None and work.jobs.busy(card.id),
            "jobs": bool(work.jobs.views()),
            "marks": work.marked() is not None,
            "seen": work.stage.document.frames > 0,
            "in_out": work.stage.marked() is not None,
            "source": work.stage.source is not None,
        }
        for spec in actions.specs():
            self.actions_by_id[spec.id].setEnabled(there[spec.needs])
        undo, redo = translate("actions", "&Undo {0}"), translate("actions", "&Redo {0}")
        for which, text, name in (("undo", undo, work.undo_name), ("redo", redo, work.redo_name)):
            said = text.format(kept_name(name)) if there[which] else actions.translated(f"&{which.title()}")
            self.actions_by_id[which].setText(said)

    def _exported(self, report: ExportReport) -> None:
        self.notice.tell(
            " ".join(
                [self.tr("Exported {0}: {1} frames.").format(report.path.name, report.frames), *report.notes]
            ),
            self.tr("Show in folder"),
            lambda: self.sides.dialogs.show_in_folder(report.path),
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.workspace.missing.look()  # a drive may have come back meanwhile
        elif event.type() == QEvent.Type.LanguageChange:
            self.workspace.tell_all()

    # Keys: a control that has the focus gets the keys it lives by before the shortcuts do.

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if not wants_key(QApplication.focusWidget(), event):
                return super().event(event)
            event.accept()
            return True
        if event.type() == QEvent.Type.Paint and not self._fill_asked:
            self._fill_asked = True
            QTimer.singleShot(0, self, lambda: self.sides)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.layout_of_panels.resized(event.oldSize().width(), event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.layout_of_panels.save()
        if self._sides is not None:
            self._sides.exports.cancel()
            self._sides.timeline.stop()
        if self._viewer is not None:
            self._viewer.stop()
        self.workspace.shut_down()
        event.accept()
