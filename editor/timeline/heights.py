"""How high a person made each track: part of the window, not of the film, so undo leaves it as it is.

Tracks have ids of their own, so a height holds for the film wherever its file goes, and for copies of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import QSettings

from editor.timeline.rows import LEAST, MOST

SETTING = "timeline/heights"
KEPT = 500
"""Tracks that are remembered, the ones sized last."""


class TrackHeights:
    def __init__(self) -> None:
        self._heights = _read(QSettings().value(SETTING))

    def all(self) -> Mapping[str, int]:
        """Pixels by track id, of the tracks that are not as high as usual."""
        return self._heights

    def give(self, track_id: str, height: int) -> None:
        self._heights.pop(track_id, None)
        self._heights[track_id] = min(MOST, max(LEAST, height))
        for oldest in list(self._heights)[:-KEPT]:
            del self._heights[oldest]
        QSettings().setValue(SETTING, json.dumps(self._heights))


def _read(kept: object) -> dict[str, int]:
    """What was written; nothing where a person or another program has changed it to something else."""
    try:
        read = json.loads(str(kept)) if kept else {}
    except ValueError:
        return {}
    pairs = read.items() if isinstance(read, dict) else ()
    return {track: height for track, height in pairs if isinstance(height, int)}
