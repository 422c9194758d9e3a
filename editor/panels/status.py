"""The line at the window's foot: what runs, what draws, when the last edit reached the disk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTime, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QToolButton, QWidget

from editor import theme
from editor.language.words import duration, model_title, tool_tip
from editor.panels.progress import Progress, percent
from editor.workspace import Workspace

SOON_MS = 300
"""What takes less time than this is not worth a word."""
GPU_DEVICES = (Path("/dev/nvidiactl"), Path("/dev/kfd"))


class StatusLine(QStatusBar):
    jobs_clicked = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._work = workspace
        self.setSizeGripEnabled(False)
        self.jobs = QToolButton()
        self.jobs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.jobs.setToolTip(self.tr("Show the jobs"))
        self.jobs.clicked.connect(self.jobs_clicked)
        self.model = QLabel()
        self.saved = QLabel()
        self.reading = QLabel()
        self.reading.hide()
        self._readings = 0
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.reading.show)
        for label in (self.model, self.saved, self.reading):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setFont(theme.small_font())
        self.jobs.setFont(theme.small_font())
        self.export = Progress(self.tr("Export progress"), self.tr("Cancel the export"))
        self.shots = Progress(self.tr("Progress of finding shots"), self.tr("Stop finding shots"))
        self.previews = Progress(self.tr("Progress of making previews"), self.tr("Make no more previews"))
        row = QWidget()
        row.setMinimumHeight(self.export.sizeHint().height())  # the window above must not move when it comes
        layout = QHBoxLayout(row)
        layout.setContentsMargins(theme.SMALL, 0, theme.MEDIUM, 0)
        layout.setSpacing(theme.LARGE)
        left = QHBoxLayout()
        left.setSpacing(theme.LARGE)
        for widget in (self.jobs, self.reading, self.export, self.shots, self.previews):
            left.addWidget(widget)
        left.addStretch(1)
        # Two sides of equal width: the model stays in the middle, whatever they say.
        layout.addLayout(left, 1)
        layout.addWidget(self.model)
        layout.addWidget(self.saved, 1, Qt.AlignmentFlag.AlignRight)
        self.addWidget(row, 1)
        workspace.job_changed.connect(self._show_jobs)
        workspace.jobs.queue_changed.connect(self._show_jobs)
        workspace.saved.connect(self._show_saved)
        workspace.reading.connect(self._show_reading)
        workspace.project_changed.connect(self._show_project)
        workspace.model_changed.connect(self._show_model)
        self._show_jobs()
        self._show_model()
        self._show_project()

    def show_export(self, name: str, done: int, total: int, seconds_left: float = -1.0) -> None:
        text = self.tr("Exporting {0} · {1} %").format(name, percent(done, total))
        if seconds_left >= 0 and done < total:
            text += " · " + self.tr("{0} left").format(duration(seconds_left))
        self.export.show_share(text, done, total)

    def show_shots(self, name: str, done: int, total: int) -> None:
        text = self.tr("Finding shots in {0} · {1} %").format(name, percent(done, total))
        self.shots.show_share(text, done, total)

    def show_preview(self, name: str, done: int, total: int) -> None:
        text = self.tr("Making a preview of {0} · {1} %").format(name, percent(done, total))
        self.previews.show_share(text, done, total)

    def _show_reading(self, name: str) -> None:
        """Files that were dropped are looked at; large ones take a while."""
        self._readings += 1 if name else -1
        if name:
            self.reading.setText(self.tr("Looking at {0}…").format(name))
            self._soon.start()
        elif self._readings <= 0:
            self._soon.stop()
            self.reading.hide()

    def _show_jobs(self) -> None:
        running, waiting = self._work.jobs.running, self._work.jobs.waiting
        parts = [self.tr("{0} running").format(running)] if running else []
        parts += [self.tr("{0} waiting").format(waiting)] if waiting else []
        parts += [self.tr("paused")] if waiting and self._work.jobs.held else []
        self.jobs.setText(" · ".join(parts) or self.tr("Nothing running"))
        self.jobs.setAccessibleName(self.jobs.text())

    def _show_model(self) -> None:
        name = model_title(self._work.model)
        gpu = any(device.exists() for device in GPU_DEVICES)
        self.model.setText(name if gpu else self.tr("{0} on CPU").format(name))

    def _show_project(self) -> None:
        project = self._work.project
        self.saved.setToolTip(tool_tip(str(project.path)) if project is not None else "")
        if project is None:
            self.saved.setText(self.tr("No film open"))
        elif project.read_only:
            self.saved.setText(self.tr("Opened for reading only"))
        else:
            self.saved.setText(self.tr("All edits saved"))

    def _show_saved(self) -> None:
        now = QTime.currentTime().toString("HH:mm:ss")
        self.saved.setText(self.tr("All edits saved {0}").format(now))
