"""Memory that drawing takes: of the machine by this program, and of the accelerator where there is one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QWidget

from editor import theme
from editor.jobs.queue import Jobs

EVERY_MS = 2000


class MemoryGauge(QWidget):
    """Looks every two seconds, while it is seen."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.host = Gauge(self.tr("Memory"))
        self.device = Gauge(self.tr("GPU"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.SMALL)
        grid.setVerticalSpacing(2)
        for row, gauge in enumerate((self.host, self.device)):
            grid.addWidget(gauge.text, 2 * row, 0)
            grid.addWidget(gauge.bar, 2 * row + 1, 0)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)
        jobs.queue_changed.connect(self._look_if_seen)

    def look(self) -> None:
        import psutil  # late: the window is on the screen before anything is measured

        used, total = memory_of((os.getpid(), *self._jobs.worker_pids)), psutil.virtual_memory().total
        self.host.show_share(used, total, self.tr("Memory {0} of {1} GB").format)
        taken, there = self._jobs.device_memory
        self.device.text.setVisible(there > 0)
        self.device.bar.setVisible(there > 0)
        if there:
            self.device.show_share(taken, there, self.tr("GPU {0} of {1} GB").format)

    def _look_if_seen(self) -> None:
        if self.isVisible():
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()


class Gauge:
    """A line of text and a bar."""

    def __init__(self, name: str) -> None:
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setProperty("role", "quiet")
        self.text.setFont(theme.small_font())
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(name)
        self.bar.setRange(0, 1000)

    def show_share(self, used: int, total: int, words: Callable[[str, str], str]) -> None:
        self.text.setText(words(f"{used / 1e9:.1f}", f"{total / 1e9:.0f}"))
        self.bar.setAccessibleDescription(self.text.text())
        self.bar.setValue(round(1000 * used / total))


def memory_of(pids: Iterable[int]) -> int:
    """Bytes that these processes hold; those that are gone hold none."""
    import psutil

    held = 0
    for pid in pids:
        try:
            held += psutil.Process(pid).memory_info().rss
        except psutil.Error:
            continue
    return held
