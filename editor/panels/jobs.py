"""What is being drawn and what waits: a row a job, with its progress, the time left and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor import icons, theme
from editor.jobs import JobView
from editor.words import duration, stage_name
from editor.workspace import Workspace
from engine.document.queries import card_index

PREVIEW = QSize(64, 36)


class JobRow(QFrame):
    def __init__(self, workspace: Workspace, card_id: str) -> None:
        super().__init__()
        self._work = workspace
        self._card_id = card_id
        self.setProperty("role", "row")
        self.picture = QLabel()
        self.picture.setFixedSize(PREVIEW)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.title = QLabel()
        self.text = QLabel()
        self.text.setProperty("role", "quiet")
        self.text.setWordWrap(True)
        for label in (self.title, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setFont(theme.small_font())
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        cancel = QToolButton()
        cancel.setIcon(icons.icon("cancel"))
        cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        cancel.clicked.connect(lambda: workspace.cancel(card_id))
        self.cancel = cancel
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.SMALL, theme.SMALL, theme.TINY, theme.SMALL)
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(theme.TINY)
        grid.addWidget(self.picture, 0, 0, 2, 1)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(cancel, 0, 2, 2, 1)
        grid.addWidget(self.text, 1, 1)
        grid.addWidget(self.bar, 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)

    def show_view(self, view: JobView) -> None:
        card = self._work.card(view.card)
        number = card_index(self._work.document, card) if card is not None else 0
        span = view.request.draw
        self.title.setText(
            self.tr("Card {0} · {1}").format(number, span) if number else self.tr("Frames {0}").format(span)
        )
        words = self.tr("Dismiss {0}") if view.state == "failed" else self.tr("Cancel {0}")
        self.cancel.setToolTip(words.format(self.title.text()))
        self.cancel.setAccessibleName(self.cancel.toolTip())
        self.bar.setVisible(view.state == "running")
        self.bar.setValue(round(1000 * view.fraction))
        self.bar.setAccessibleName(self.tr("Progress of {0}").format(self.title.text()))
        self.text.setText(self._words(view))
        self.text.setProperty("role", "error" if view.state == "failed" else "quiet")
        self.text.style().polish(self.text)
        self._show_picture(view)

    def _words(self, view: JobView) -> str:
        if view.state == "failed":
            return view.message
        if view.state == "queued":
            return self.tr("Waiting, number {0}").format(view.place_in_queue)
        parts = [stage_name(view.stage), f"{round(100 * view.fraction)} %"]
        if view.seconds_left is not None:
            parts.append(self.tr("{0} left").format(duration(view.seconds_left)))
        return " · ".join(parts)

    def _show_picture(self, view: JobView) -> None:
        ratio = self.devicePixelRatioF()
        if view.preview is None:
            name = {"failed": "warning", "queued": "clock"}.get(view.state, "generate")
            self.picture.setPixmap(icons.pixmap(name, theme.ICON_LARGE, ratio, theme.tokens().quiet))
            return
        scaled = view.preview.scaled(
            PREVIEW * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        scaled.setDevicePixelRatio(ratio)
        self.picture.setPixmap(QPixmap.fromImage(scaled))


class JobsPanel(QScrollArea):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._work = workspace
        self._rows: dict[str, JobRow] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Jobs"))
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        self._column.setSpacing(theme.SMALL)
        self.empty = QLabel(
            self.tr("Nothing is being drawn.\nDescribe a card and press its button; it queues here.")
        )
        self.empty.setProperty("role", "quiet")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setContentsMargins(theme.SMALL, theme.HUGE, theme.SMALL, theme.HUGE)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        self.setWidget(inside)
        workspace.job_changed.connect(self._refresh)
        workspace.document_changed.connect(self._refresh)

    def row(self, card_id: str) -> JobRow | None:
        return self._rows.get(card_id)

    def _refresh(self) -> None:
        views = self._work.jobs.views()
        for gone in self._rows.keys() - {view.card for view in views}:
            row = self._rows.pop(gone)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for index, view in enumerate(views):
            row = self._rows.get(view.card)
            if row is None:
                row = self._rows[view.card] = JobRow(self._work, view.card)
                self._column.insertWidget(index, row)
            elif self._column.indexOf(row) != index:
                self._column.removeWidget(row)
                self._column.insertWidget(index, row)
            row.show_view(view)
        self.empty.setVisible(not views)
