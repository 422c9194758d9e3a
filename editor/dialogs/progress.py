"""Work on files that a person waits for: a bar with a way to stop, and the window behind it at rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QProgressDialog, QWidget

from editor.background import Background, Task

T = TypeVar("T")
Report = Callable[[int, int], None]
"""(done, in all); may be called from the working thread."""


class _Steps(QObject):
    told = Signal(int, int)


def run_with_bar(
    parent: QWidget,
    background: Background,
    title: str,
    work: Callable[[Report, Callable[[], bool]], T],
    done: Callable[[T], None],
    failed: Callable[[str], None],
) -> QProgressDialog:
    """`work(report, cancelled)` runs in the background; `done` or `failed` follows once the bar has gone."""
    bar = QProgressDialog(title, "", 0, 0, parent)
    line = QProgressBar()
    line.setTextVisible(False)
    line.setAccessibleName(title)
    bar.setBar(line)
    bar.setWindowTitle(title.rstrip("…"))
    bar.setCancelButtonText(QCoreApplication.translate("dialogs", "Cancel"))
    bar.setWindowModality(Qt.WindowModality.WindowModal)
    bar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    bar.setMinimumDuration(0)
    bar.setMinimumWidth(360)
    bar.setAutoClose(False)
    bar.setAutoReset(False)
    steps = _Steps(bar)
    steps.told.connect(lambda done, total: (bar.setMaximum(total), bar.setValue(done)))

    def end(then: Callable[[], None]) -> None:
        bar.canceled.disconnect()  # closing it is no wish to stop
        bar.close()
        then()

    def step(task: Task[T]) -> T:
        return work(
            lambda at, total: None if task.cancelled() else steps.told.emit(at, total), task.cancelled
        )

    task = background.run(
        step, lambda result: end(lambda: done(result)), lambda sentence: end(lambda: failed(sentence))
    )
    bar.canceled.connect(task.cancel)
    bar.show()
    return bar
