"""What is being drawn and what waits, with what can be done about each: by mouse, menu and keys alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from editor import icons, theme
from editor.jobs.list_view import JobList, JobModel, movable
from editor.jobs.memory_gauge import MemoryGauge
from editor.jobs.row import words_of
from editor.jobs.view import JobView
from editor.library.thumbs import Thumbs
from editor.workspace import Workspace


@dataclass(frozen=True)
class Verb:
    """Something to do with the chosen job. `text`: its name for that job, or for none."""

    icon: str
    text: Callable[[JobView | None], str]
    key: str
    fits: Callable[[JobView], bool]
    run: Callable[[JobView], object]


class JobsPanel(QWidget):
    def __init__(self, workspace: Workspace, thumbs: Thumbs) -> None:
        super().__init__()
        self._work = workspace
        self.setAccessibleName(self.tr("Jobs"))
        self.model = JobModel(workspace, thumbs)
        self.list = JobList(self.model)
        self.verbs = self._verbs()
        self.empty = QLabel(
            self.tr("Nothing is being drawn.\nDescribe a card and press its button; it queues here.")
        )
        self.empty.setProperty("role", "quiet")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.empty.setContentsMargins(theme.SMALL, theme.HUGE, theme.SMALL, theme.HUGE)
        self.details = QLabel()
        self.details.setWordWrap(True)
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setFont(theme.small_font())
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.memory = MemoryGauge(workspace.jobs)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        column.setSpacing(theme.SMALL)
        column.addLayout(self._make_head())
        column.addWidget(self.empty, 1)
        column.addWidget(self.list, 1)
        column.addWidget(self.details)
        column.addLayout(self._make_foot())
        column.addWidget(self.memory)
        column.addStretch(0)
        self._connect()
        self._show_all()

    def _connect(self) -> None:
        self.list.key.connect(self.do)
        self.list.menu_asked.connect(self._pop_up)
        self.list.doubleClicked.connect(lambda index: self.do("show"))
        self.list.selectionModel().currentChanged.connect(self._show_chosen)
        self.model.modelReset.connect(self._show_all)
        self.model.dataChanged.connect(self._show_all)
        self._work.jobs.queue_changed.connect(self._show_all)

    # Putting together.

    def _make_head(self) -> QHBoxLayout:
        self.hold = QPushButton()
        self.hold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hold.clicked.connect(self._turn)
        self.more = self._button("more", self.tr("More about the queue"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        jobs = self._work.jobs
        self.after = QAction(self.tr("Pause after this card"), self)
        self.after.triggered.connect(lambda: jobs.hold(running_too=False))
        self.free = QAction(self.tr("Pause and free the memory"), self)
        self.free.triggered.connect(lambda: jobs.free())
        self.clear = QAction(self.tr("Clear finished"), self)
        self.clear.triggered.connect(lambda: jobs.clear_finished())
        self.cancel_all = QAction(self.tr("Cancel all"), self)
        self.cancel_all.triggered.connect(lambda: jobs.cancel_all())
        self._rest = QMenu(self.more)
        self._rest.addActions([self.after, self.free])
        self._rest.addSeparator()
        self._rest.addActions([self.clear, self.cancel_all])
        self.more.setMenu(self._rest)
        row = QHBoxLayout()
        row.setSpacing(theme.TINY)
        row.addWidget(self.hold, 1)
        row.addWidget(self.more)
        return row

    def _make_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.TINY)
        self.buttons = {
            name: self._button(self.verbs[name].icon, "") for name in self.verbs if name != "show"
        }
        for name, button in self.buttons.items():
            button.clicked.connect(lambda checked=False, name=name: self.do(name))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _button(self, icon: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(text)
        button.setAccessibleName(text)
        return button

    def _verbs(self) -> dict[str, Verb]:
        """What can be done with a job, in the order of the buttons."""
        return self._drawing_verbs() | self._list_verbs()

    def _drawing_verbs(self) -> dict[str, Verb]:
        jobs = self._work.jobs
        return {
            "pause": Verb(
                "pause",
                lambda view: self.tr("Resume") if view and view.paused else self.tr("Pause"),
                self.tr("Space"),
                lambda view: view.state in ("queued", "running"),
                lambda view: (jobs.resume if view.paused else jobs.pause)(view.job_id),
            ),
            "again": Verb(
                "again",
                lambda view: (
                    self.tr("Begin again as the card is now")
                    if view and view.changed
                    else self.tr("Try again")
                ),
                "R",
                lambda view: view.state == "failed" or (view.changed and view.state == "queued"),
                lambda view: self._work.following.again(view.job_id),
            ),
            "variation": Verb(
                "dice",
                lambda view: self.tr("Again with another seed"),
                "D",
                lambda view: True,
                lambda view: jobs.variation(view.job_id),
            ),
        }

    def _list_verbs(self) -> dict[str, Verb]:
        return {
            "up": Verb(
                "chevron-up", lambda view: self.tr("Earlier"), self.tr("Alt+Up"), movable,
                lambda view: self.model.step(view.job_id, -1),
            ),
            "down": Verb(
                "chevron-down", lambda view: self.tr("Later"), self.tr("Alt+Down"), movable,
                lambda view: self.model.step(view.job_id, 1),
            ),
            "show": Verb(
                "film",
                lambda view: self.tr("Show the card"),
                self.tr("Enter"),
                lambda view: self._work.card(view.card) is not None,
                self._show_card,
            ),
            "cancel": Verb(
                "cancel",
                lambda view: (
                    self.tr("Take off the list")
                    if view and view.state in ("failed", "done")
                    else self.tr("Cancel")
                ),
                self.tr("Del"),
                lambda view: True,
                lambda view: self._work.jobs.dismiss(view.job_id),
            ),
        }  # fmt: skip

    # What a person does.

    def do(self, name: str) -> None:
        """One of the verbs, with the chosen job; nothing where it makes no sense."""
        view = self.list.chosen()
        if view is not None and self.verbs[name].fits(view):
            self.verbs[name].run(view)

    def menu(self) -> QMenu | None:
        """What can be done with the chosen job."""
        view = self.list.chosen()
        if view is None:
            return None
        menu = QMenu(self)
        for name, verb in self.verbs.items():
            action = menu.addAction(icons.icon(verb.icon), f"{verb.text(view)}\t{verb.key}")
            action.setEnabled(verb.fits(view))
            action.triggered.connect(lambda checked=False, name=name: self.do(name))
        return menu

    def _pop_up(self, at: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def _turn(self) -> None:
        if self._work.jobs.held:
            self._work.following.go_on()
        else:
            self._work.jobs.hold()

    def _show_card(self, view: JobView) -> None:
        card = self._work.card(view.card)
        if card is not None:
            self._work.select_card(card.id)
            self._work.set_playhead(card.range.start)

    # Following the queue.

    def _show_all(self) -> None:
        jobs = self._work.jobs
        rows = self.model.rowCount()
        self.empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        text = self.tr("Continue") if jobs.held else self.tr("Pause")
        self.hold.setText(text)
        primary = "true" if jobs.held and jobs.waiting else "false"
        icon = icons.icon("play" if jobs.held else "pause")
        if primary == "true":  # as dark as the words on the accent
            on_accent = theme.tokens().on_accent
            icon = QIcon(icons.pixmap("play", theme.ICON_SMALL, self.devicePixelRatioF(), on_accent))
        self.hold.setIcon(icon)
        if self.hold.property("primary") != primary:
            self.hold.setProperty("primary", primary)
            self.hold.style().unpolish(self.hold)
            self.hold.style().polish(self.hold)
        self.hold.setToolTip(
            self.tr("Let the queue go on") if jobs.held else self.tr("Stop drawing; what is drawn is kept")
        )
        self.hold.setAccessibleName(self.hold.toolTip())
        busy = bool(jobs.running or jobs.waiting)
        self.hold.setEnabled(busy or jobs.held)
        self.after.setEnabled(bool(jobs.running) and not jobs.held)
        self.free.setEnabled(bool(jobs.worker_pids))
        self.cancel_all.setEnabled(busy)
        self.clear.setEnabled(rows > jobs.running + jobs.waiting)
        self._show_chosen()

    def _show_chosen(self) -> None:
        view = self.list.chosen()
        for name, button in self.buttons.items():
            verb = self.verbs[name]
            button.setVisible(self.list.isVisibleTo(self))
            button.setEnabled(view is not None and verb.fits(view))
            button.setToolTip(f"{verb.text(view)} ({verb.key})")
            button.setAccessibleName(verb.text(view))
        if view is not None:
            self.buttons["pause"].setIcon(icons.icon("play" if view.paused else "pause"))
        # What the row may have no room for.
        told = view is not None and (view.state == "failed" or view.changed)
        self.details.setVisible(told)
        if view is not None and told:
            self.details.setText(words_of(view))
            role = "error" if view.state == "failed" else "quiet"
            if self.details.property("role") != role:
                self.details.setProperty("role", role)
                self.details.style().polish(self.details)
