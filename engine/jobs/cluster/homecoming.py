"""What comes back from a machine of the cluster: steps to go on from, and the take."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.document.request import Request
from engine.document.take import Take
from engine.errors import TweenError
from engine.project.disk import sync
from engine.project.takes import FRAMES, LATENTS, TakeLibrary
from engine.tools.checks import check_frames

Part = Callable[[str, int], bytes]
"""(name of a file of the take, offset) -> its bytes from there on; empty at its end."""


class KeptSteps:
    """The steps of a job that was lost with its machine, beside the takes of the film.

    A file that any machine can go on from; what it is named after is known before a model is loaded.
    """

    def __init__(self, takes: TakeLibrary, request: Request) -> None:
        key = hashlib.sha256(f"cluster {request.digest()}".encode()).hexdigest()[:32]
        self.path = takes.state_path(key)

    def keep(self, data: bytes) -> None:
        """Whole or not at all. A disk without room is no reason to stop; none at all drops them."""
        if not data:
            self.path.unlink(missing_ok=True)
            return
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_bytes(data)
                sync(draft)
                draft.replace(self.path)
            finally:
                draft.unlink(missing_ok=True)


def bring_home(takes: TakeLibrary, request: Request, drawn: dict[str, Any], part: Part) -> Take:
    """The take that another machine drew for `request`, now in `takes`. Raises `TweenError`, nothing kept."""
    takes.refresh()
    draft = takes.begin(request)
    try:
        _fetch(part, FRAMES, draft.frames_path)
        if drawn["latents"]:
            _fetch(part, LATENTS, draft.latents_path)
            sync(draft.latents_path)
        check_frames(request, draft.frames_path)
        return draft.commit(
            width=int(drawn["width"]),
            height=int(drawn["height"]),
            stats={str(name): float(value) for name, value in drawn["stats"].items()},
            score=None if drawn["score"] is None else float(drawn["score"]),
        )
    except BaseException:
        draft.discard()
        raise


def _fetch(part: Part, name: str, path: Path) -> None:
    try:
        with path.open("wb") as file:
            while data := part(name, file.tell()):
                file.write(data)
    except OSError as error:
        raise TweenError(
            f"The take cannot be brought to {path.parent.parent} ({error.strerror}); draw it again."
        ) from None
