"""The queue as a list: a row a job, dragged or keyed into another order."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from editor.jobs.row import JobDelegate, words_of
from editor.jobs.view import JobView
from editor.language.words import tool_tip
from editor.library.thumbs import Thumbs
from editor.tools.film_jobs import members
from editor.workspace import Workspace
from engine.document.queries import card_index

JOB_TYPE = "application/x-tweenboard-job"
VIEW_ROLE = Qt.ItemDataRole.UserRole
PICTURE_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class JobModel(QAbstractListModel):
    """`Jobs.rows()`: what runs, what waits in its order, what failed, what is done."""

    def __init__(self, workspace: Workspace, thumbs: Thumbs) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._thumbs = thumbs
        self._rows: tuple[JobView, ...] = ()
        # One look for all that the queue tells at once.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.follow)
        for signal in (workspace.job_changed, workspace.jobs.queue_changed, workspace.document_changed):
            signal.connect(self._timer.start)
        thumbs.arrived.connect(self._all_changed)

    def view(self, index: Index) -> JobView:
        return self._rows[index.row()]

    def follow(self) -> None:
        """Show what the queue is now."""
        before, now = self._rows, self._work.jobs.rows()
        if [row.job_id for row in before] != [row.job_id for row in now]:
            self.beginResetModel()
            self._rows = now
            self.endResetModel()
            return
        self._rows = now
        self._all_changed()

    def title(self, view: JobView) -> str:
        card = self._work.card(view.card)
        number = card_index(self._work.document, card) if card is not None else 0
        film = members(self._work.document, view.request) if view.request.spans else ()
        title = self.tr("Card {0} · {1}") if number else self.tr("Frames {1}")
        title = self.tr("Cards {0}–{2} · {1}") if number and len(film) > 1 else title
        title = title.format(number, view.request.draw, number + len(film) - 1)
        return self.tr("{0} · variation").format(title) if view.own_seed else title

    def picture(self, view: JobView) -> QImage | None:
        """The live preview, then the take; of a waiting card what it shows now."""
        if view.preview is not None and view.state != "done":
            return view.preview
        card, project = self._work.card(view.card), self._work.project
        if project is None or card is None:
            return view.preview
        take = project.takes.get(view.take_id) if view.take_id else self._work.shown(card)
        if take is None:
            return view.preview
        return self._thumbs.get(take.frames_path, len(take.range) // 2) or view.preview

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        view = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(view)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(f"{self.title(view)}: {words_of(view)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title(view)}, {words_of(view)}"
        if role == VIEW_ROLE:
            return view
        return self.picture(view) if role == PICTURE_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if movable(self.view(index)) else flags

    # Dragging within the list.

    def mimeTypes(self) -> list[str]:
        return [JOB_TYPE]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # type: ignore[override]
        data = QMimeData()
        ids = " ".join(self.view(index).job_id for index in sorted(indexes, key=lambda index: index.row()))
        data.setData(JOB_TYPE, QByteArray(ids.encode()))
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Put the dragged jobs before the row they are dropped at. False: the view removes no row itself."""
        ids = bytes(data.data(JOB_TYPE).data()).decode().split()
        at = row if row >= 0 else len(self._rows)
        following = next((view for view in self._rows[at:] if movable(view) and view.job_id not in ids), None)
        for job_id in ids:
            self._work.jobs.move(job_id, following.job_id if following else None)
        return False

    def step(self, job_id: str, by: int) -> None:
        """One place up (-1) or down (1)."""
        self.follow()
        ids = [view.job_id for view in self._rows if movable(view)]
        if job_id not in ids:
            return
        at = ids.index(job_id) + by
        if 0 <= at < len(ids):
            before = ids[at] if by < 0 else (ids[at + 1] if at + 1 < len(ids) else None)
            self._work.jobs.move(job_id, before)
            self.follow()

    def _all_changed(self, *_: object) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))


def movable(view: JobView) -> bool:
    return view.state == "queued"


KEYS = {
    (Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Up): "up",
    (Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Down): "down",
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Delete): "cancel",
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Backspace): "cancel",
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Space): "pause",
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_R): "again",
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_D): "variation",
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Return): "show",
    (Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Enter): "show",
}


class JobList(QListView):
    """Emits what the keys on it mean; the panel knows what they do."""

    key = Signal(str)
    menu_asked = Signal(object)
    """Global position of the menu."""

    def __init__(self, model: JobModel) -> None:
        super().__init__()
        self._at = ("", 0)
        self.setModel(model)
        self.setItemDelegate(JobDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Jobs"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._find_again)

    def chosen(self) -> JobView | None:
        index = self.currentIndex()
        model = self.model()
        return model.view(index) if index.isValid() and isinstance(model, JobModel) else None

    def event(self, event: QEvent) -> bool:
        # Before the window's shortcuts: Delete means the job here, not the clip.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = self._of(event)
        if name:
            self.key.emit(name)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            corner = self.visualRect(self.currentIndex()).bottomLeft()
            self.menu_asked.emit(self.viewport().mapToGlobal(corner))
        else:
            self.menu_asked.emit(event.globalPos())

    def _of(self, event: QKeyEvent) -> str:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return KEYS.get((modifiers, Qt.Key(event.key())), "")

    def _remember(self) -> None:
        chosen = self.chosen()
        self._at = (chosen.job_id if chosen else "", self.currentIndex().row())

    def _find_again(self) -> None:
        """The same job, or, when it is gone, the row in its place."""
        model = self.model()
        assert isinstance(model, JobModel)
        job_id, at = self._at
        if at < 0 or not model.rowCount():
            return
        ids = [model.view(model.index(row)).job_id for row in range(model.rowCount())]
        row = ids.index(job_id) if job_id in ids else min(at, len(ids) - 1)
        self.setCurrentIndex(model.index(row))
