"""Which key frames of a clip are meant, and what a person does with them: one step of undo each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.document import framing_moves, keys, levels
from engine.document.edits import set_framing, set_gain, set_level_keys, set_opacity
from engine.document.framing import NEUTRAL
from engine.document.level_edits import levelled
from engine.document.queries import clip_by_id

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.keys import Ease, Key
    from engine.document.levels import Level
    from engine.document.model import Clip, Document

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Keyed:
    """Something of a clip that may have key frames. Frames count from the clip's first one."""

    meant: Callable[[Document, str], Clip]
    """The clip that has them where the one with that id is chosen: of a picture's volume, its sound."""
    keys: Callable[[Clip], Sequence[Key]]
    set_at: Callable[[Document, Clip, int], Document]
    """With one more, where it changes nothing yet."""
    taken: Callable[[Document, Clip, int], Document]
    eased: Callable[[Document, Clip, Ease, int], Document]


def _framed(change: Callable[..., object]) -> Callable[..., Document]:
    def edit(doc: Document, clip: Clip, *what: object) -> Document:
        return set_framing(doc, clip.id, change(clip.framing or NEUTRAL, *what))  # type: ignore[arg-type]

    return edit


FRAMING = Keyed(
    lambda doc, clip_id: clip_by_id(doc, clip_id)[1],
    lambda clip: clip.framing.keys if clip.framing is not None else (),
    _framed(framing_moves.with_key),
    _framed(framing_moves.without_key),
    _framed(framing_moves.eased),
)


def taken(doc: Document, clip: Clip, level: Level, frame: int) -> Document:
    """`doc` without a key frame of a level; without the last one the level stays as that had it."""
    left = levels.without_key(clip, level, frame)
    if remaining := levels.keys_of(left, level):
        return set_level_keys(doc, clip.id, level, remaining)
    return (set_gain if level == "gain" else set_opacity)(doc, clip.id, levels.number_of(left, level))


def _of_level(level: Level) -> Keyed:
    return Keyed(
        lambda doc, clip_id: levelled(doc, clip_id, level)[0],
        lambda clip: levels.keys_of(clip, level),
        lambda doc, clip, at: set_level_keys(doc, clip.id, level, levels.with_key(clip, level, at)),
        lambda doc, clip, at: taken(doc, clip, level, at),
        lambda doc, clip, way, at: set_level_keys(
            doc, clip.id, level, keys.eased(levels.keys_of(clip, level), way, at)
        ),
    )


LEVELS = {level: _of_level(level) for level in levels.LEVELS}


def way_names() -> dict[Ease, str]:
    """How it may go on from a key frame, as a person reads it."""
    return {
        "smooth": translate("moves", "Smoothly"),
        "linear": translate("moves", "Evenly"),
        "hold": translate("moves", "In a jump"),
    }


def toggle_key(work: Workspace, clip_id: str, what: Keyed) -> None:
    """A key frame at the playhead, or none where there was one."""
    clip = what.meant(work.document, clip_id)
    if work.playhead not in clip.place:
        work.notice.emit(translate("moves", "Put the playhead over the clip to set a key frame."))
        return
    at = work.playhead - clip.place.start
    if keys.key_at(what.keys(clip), at) is not None:
        work.apply(translate("moves", "Remove key frame"), lambda doc: what.taken(doc, clip, at))
    else:
        work.apply(translate("moves", "Set key frame"), lambda doc: what.set_at(doc, clip, at))


def go_to_key(work: Workspace, clip_id: str, what: Keyed, step: int) -> None:
    """The playhead goes to the next key frame, or to the one before where `step` is below 0."""
    clip = what.meant(work.document, clip_id)
    at = work.playhead - clip.place.start
    key = (keys.key_after if step > 0 else keys.key_before)(what.keys(clip), at)
    if key is not None and key.frame + clip.place.start in clip.place:
        work.set_playhead(key.frame + clip.place.start)


def ease(work: Workspace, clip_id: str, what: Keyed, way: Ease) -> None:
    """How it goes on from the last key frame up to the playhead."""
    clip = what.meant(work.document, clip_id)
    if what.keys(clip):
        at = work.playhead - clip.place.start
        name = translate("moves", "Way to the next key frame")
        work.apply(name, lambda doc: what.eased(doc, clip, way, at))
