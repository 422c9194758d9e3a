"""Jobs that wait follow their cards: what begins is drawn as the card says by then, beside the takes of then.

A job with kept steps goes on with the request that they are of; it is marked when its card has moved on.
"""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from editor.jobs.asking import MANY, Moment, moment
from editor.jobs.view import JobView
from editor.tools.film_jobs import film_wish
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.request import Request

Found = tuple["Request | TweenError | None", bool]

SOON_MS = 150
"""After the last key of a prompt, not at each."""
SLICE = 0.008
"""Seconds of one slice."""


class JobsFollow(QObject):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._work = workspace
        self._timer = QTimer(self, singleShot=True, interval=SOON_MS)
        self._timer.timeout.connect(self.look)
        for signal in (workspace.document_changed, workspace.takes_changed, workspace.model_changed):
            signal.connect(self._timer.start)
        # At once: the neighbours of a card that has a new take wait for this.
        workspace.jobs.finished.connect(self.look)
        self._left: list[str] = []
        self._beside: dict[str, Moment] = {}
        """Jobs of so many cards that a thread looks at them, with the film that it looks at."""
        self._going_on = False
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._slice)

    def look(self) -> None:
        """Bring every job that has not ended to what its card says, a few at a time."""
        self._left = [view.job_id for view in reversed(self._work.jobs.views()) if view.state != "failed"]
        self._slice()

    def go_on(self) -> None:
        """Let the queue go on, with the cards as they are."""
        self._going_on = True
        self.look()

    def _slice(self) -> None:
        """What fits between two paints; the rest at the next turn of the event loop."""
        jobs, until = self._work.jobs, monotonic() + SLICE
        if self._work.project is None:
            self._left, self._going_on = [], False
            self._beside.clear()
            return
        if self._left:
            with jobs.together():
                while self._left and monotonic() < until:
                    view = jobs.job(self._left.pop())
                    if view is not None and view.state != "failed":
                        self._follow(view)
        if self._left:
            self._slices.start()
        elif self._going_on and not self._beside:
            self._going_on = False
            jobs.go_on()

    def again(self, job_id: str) -> None:
        """Draw a job from its beginning as its card is now: one that failed, or whose card has changed."""
        view = self._work.jobs.job(job_id)
        if view is None or view.state == "running":
            return
        wanted, _ = _wanted(moment(self._work), view)
        if isinstance(wanted, TweenError):
            self._work.notice.emit(str(wanted))
            return
        self._work.jobs.renew(job_id, wanted or view.request, begun=False, changed=False)
        self._work.jobs.resume(job_id)

    def _follow(self, view: JobView) -> None:
        now = moment(self._work)
        if len(view.request.spans) <= MANY:
            self._renew(view, *_wanted(now, view))
            return
        self._beside[view.job_id] = now

        def done(found: Found) -> None:
            latest = self._work.jobs.job(view.job_id)
            if self._beside.get(view.job_id) is now:
                del self._beside[view.job_id]
                if latest is not None and latest.state != "failed":
                    self._renew(latest, *found)
                self._slice()

        self._work.background.run(lambda task: _wanted(now, view), done)

    def _renew(self, view: JobView, wanted: Request | TweenError | None, same: bool) -> None:
        jobs = self._work.jobs
        if isinstance(wanted, TweenError):
            if view.state == "running" or view.begun:
                jobs.renew(view.job_id, view.request, view.begun, changed=True)
            else:
                jobs.refuse(view.job_id, str(wanted))
        elif wanted is None:
            if view.state != "running":  # what is under way may still be wanted, by undo
                jobs.dismiss(view.job_id)
        elif view.state == "running":
            jobs.renew(view.job_id, view.request, begun=True, changed=not same)
        elif same:
            jobs.renew(view.job_id, wanted, view.begun, changed=False)
        elif view.begun:
            jobs.renew(view.job_id, view.request, begun=True, changed=True)
        else:
            jobs.renew(view.job_id, wanted, begun=False, changed=False)


def _wanted(now: Moment, view: JobView) -> Found:
    """What drawing the job's card would be now, or why it cannot be drawn, None without the card; and whether
    that is what the job draws. In any thread."""
    from engine.tools.regenerate import regenerate

    card = next((card for card in now.document.cards if card.id == view.card), None)
    if card is None:
        return None, False
    try:
        wanted = (film_wish(view.request) or regenerate)(now.document, card, now.shown, now.model)
    except TweenError as error:
        return error, False
    wanted = replace(wanted, seed=view.request.seed) if view.own_seed else wanted
    return wanted, wanted.digest() == view.request.digest()
