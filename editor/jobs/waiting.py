"""Jobs that were left when the film was closed, or when it crashed: shall they go on?"""

from __future__ import annotations

from PySide6.QtCore import QObject

from editor.panels.banner import Banner
from editor.workspace import Workspace

KEY = "waiting"


class WaitingJobs(QObject):
    def __init__(self, workspace: Workspace, banner: Banner) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._banner = banner
        workspace.jobs.restored.connect(self._ask)
        workspace.jobs.queue_changed.connect(self._look)
        workspace.job_changed.connect(self._look)

    def _ask(self, count: int) -> None:
        text = (
            self.tr("A job was waiting when the film was closed.")
            if count == 1
            else self.tr("{0} jobs were waiting when the film was closed.").format(count)
        )
        actions = [
            (self.tr("Continue"), self._work.following.go_on),
            (self.tr("Discard"), self._work.jobs.cancel_all),
        ]
        self._banner.say(KEY, text, actions)

    def _look(self) -> None:
        """The question is settled when the queue goes on or nothing waits any more."""
        jobs = self._work.jobs
        if self._banner.row(KEY) is not None and (not jobs.held or not jobs.waiting):
            self._banner.clear(KEY)
