"""What the viewer needs of footage besides its frames: that files are listed, and proxies of heavy ones.

One background thread. Files of the film are listed first, then proxies are made one after the other; it gives
way to everything else on the machine. Playing and scrubbing use a proxy as soon as it stands.
"""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.priority import give_way
from engine.errors import Cancelled, TweenError

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.media.proxy import Quality, Scale

NICE = 10
STEPS = 50
"""How often progress is told while one proxy is made."""

Job = tuple[str, "Scale | None"]
"""A path, and the proxy asked for; None: a half-size one if the file is heavy."""


class Previews(QObject):
    """GUI thread, but for what `_run` calls."""

    listed = Signal(str)
    """A file's frames are known now, or it cannot be read."""
    made = Signal(str)
    """A file has a new proxy."""
    progress = Signal(str, int, int)
    """Name of the file whose proxy is being made, frames done, frames in all."""
    ended = Signal()
    """No proxy is being made any more."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = workspace
        self._quality: Quality = "auto"
        self._asked: set[Job] = set()
        self._unlisted: frozenset[str] = frozenset()
        self._lock = threading.Condition()
        self._to_list: deque[str] = deque()
        self._to_make: deque[Job] = deque()
        self._stopped = False
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        self.listed.connect(self._is_listed)
        workspace.document_changed.connect(self._follow)
        workspace.missing.changed.connect(self._missing_changed)
        self._follow()

    @property
    def unlisted(self) -> frozenset[str]:
        """Files of the film that have not been looked at yet."""
        return self._unlisted

    def set_quality(self, quality: Quality) -> None:
        """Proxies for all footage from now on (half, quarter), for heavy footage (auto), or none (full)."""
        self._quality = quality
        self._asked.clear()
        with self._lock:
            self._to_make.clear()
        self._cancelled.set()
        self._follow()

    def cancel(self) -> None:
        """Make no more proxies of what is in the film now, until another quality is chosen."""
        with self._lock:
            self._to_make.clear()
        self._cancelled.set()

    def stop(self) -> None:
        """End the thread and wait for it: at most one frame's work, or the rest of one file's listing."""
        with self._lock:
            self._stopped = True
            self._cancelled.set()
            self._lock.notify_all()
        if self._thread is not None:
            self._thread.join(2.0)  # a daemon: listing a file of hours does not hold the window up
            self._thread = None

    def _follow(self) -> None:
        scale: Scale | None = {"half": 2, "quarter": 4}.get(self._quality)  # pyright: ignore[reportAssignmentType]
        assets, gone = self._work.document.assets, self._work.missing.paths
        videos = [asset.path for asset in assets if asset.kind == "video" and asset.path not in gone]
        fresh = [path for path in videos if (path, scale) not in self._asked]
        if not fresh:
            return
        self._asked.update((path, scale) for path in fresh)
        self._unlisted |= frozenset(fresh)
        with self._lock:
            self._to_list.extend(fresh)
            if self._quality != "full":
                self._to_make.extend((path, scale) for path in fresh)
            if self._thread is None and not self._stopped:
                self._thread = threading.Thread(target=self._run, name="previews", daemon=True)
                self._thread.start()
            self._lock.notify_all()

    def _missing_changed(self) -> None:
        """Files that are gone are asked for again once they are back."""
        gone = self._work.missing.paths
        self._asked = {job for job in self._asked if job[0] not in gone}
        self._follow()

    def _is_listed(self, path: str) -> None:
        self._unlisted -= {path}

    # The thread from here on.

    def _run(self) -> None:
        give_way(NICE)
        while True:
            with self._lock:
                self._lock.wait_for(lambda: self._stopped or self._to_list or self._to_make)
                if self._stopped:
                    return
                path = self._to_list.popleft() if self._to_list else None
                job = self._to_make.popleft() if path is None else None
                if job is not None:
                    self._cancelled.clear()
            if path is not None:
                self._list(path)
            elif job is not None:
                self._make(*job)

    def _list(self, path: str) -> None:
        from engine.media.scan import scan

        with contextlib.suppress(TweenError):  # the viewer says it where the file is shown
            scan(path)
        self._tell(self.listed, path)

    def _make(self, path: str, scale: Scale | None) -> None:
        from engine.media.proxy import find_proxy, is_heavy, make_proxy

        try:
            if not Path(path).is_file():  # the window says what is missing
                return
            if scale is None and not is_heavy(path):
                return
            wanted: Scale = scale or 2
            if find_proxy(path, wanted) is not None:
                return
            name = Path(path).name
            make_proxy(
                path,
                wanted,
                self._cancelled.is_set,
                lambda done, total: self._tell_progress(name, done, total),
            )
            self._tell(self.made, path)
        except Cancelled:
            pass
        except TweenError as error:
            self._tell(self._work.notice, str(error))
        finally:
            with self._lock:
                last = not self._to_make
            if last:
                self._tell(self.ended)

    def _tell_progress(self, name: str, done: int, total: int) -> None:
        if done % max(1, total // STEPS) == 0 or done == 1:
            self._tell(self.progress, name, done, total)

    def _tell(self, signal, *values: object) -> None:
        """Nothing is told once the window goes: its objects may be gone too."""
        if not self._stopped:
            signal.emit(*values)
