"""What a person can ask of the colours of clips: each is one undo step. Files are read in the background."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from engine.document.edits import set_grade
from engine.document.grade import Grade, Lut
from engine.document.queries import clip_by_id, tracks_of
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.workspace import Workspace
    from engine.document.model import Document

translate = QCoreApplication.translate

_copied: list[Grade | None] = []
"""At most one: what Paste colours gives, also in another film."""


def pictured(work: Workspace) -> tuple[str, ...]:
    """The ids of all chosen clips that have a picture."""
    chosen = {*work.selection.ids, *([work.selected_clip] if work.selected_clip else [])}
    tracks = tracks_of(work.document, "video")
    return tuple(clip.id for track in tracks for clip in track.clips if clip.id in chosen)


def copy_grade(work: Workspace, clip_id: str) -> None:
    _copied[:] = [clip_by_id(work.document, clip_id)[1].grade]
    work.notice.emit(translate("grades", "The colours are copied; choose clips and paste them there."))


def paste_grade(work: Workspace, clip_ids: Iterable[str]) -> None:
    """The colours that were copied, on all of the clips."""
    if not _copied:
        work.notice.emit(translate("grades", "Copy the colours of a clip first."))
        return
    grade, wanted = _copied[0], tuple(clip_ids)
    name = translate("grades", "Paste colours")
    if grade is None or grade.lut is None:
        work.apply(name, lambda doc: set_grade(doc, wanted, grade))
        return
    lut = grade.lut
    _with_table(
        work,
        Path(lut.path),
        lambda kept: _apply(work, name, wanted, replace(grade, lut=_as_strong(kept, lut))),
    )


def give_table(work: Workspace, clip_ids: Iterable[str], file: Path) -> None:
    """The look-up table in `file`, over what else is done to the colours of the clips."""
    wanted, name = tuple(clip_ids), translate("grades", "Look-up table")

    def give(kept: Lut) -> None:
        def edit(doc: Document) -> Document:
            for clip_id in wanted:
                now = clip_by_id(doc, clip_id)[1].grade or Grade()
                lut = _as_strong(kept, now.lut) if now.lut else kept
                doc = set_grade(doc, [clip_id], replace(now, lut=lut))
            return doc

        work.apply(name, edit)

    _with_table(work, file, give)


def match_grade(work: Workspace, clip_id: str, other_id: str) -> None:
    """The grade that brings a clip's colours close to another one's."""
    document, name = work.document, translate("grades", "Match colours")

    def find(task: object) -> Grade:
        from engine.tools.match_colours import matched

        return matched(document, clip_id, other_id)

    work.background.run(find, lambda grade: _apply(work, name, (clip_id,), grade), work.notice.emit)


def reset_grade(work: Workspace, clip_ids: Iterable[str]) -> None:
    _apply(work, translate("grades", "Reset colours"), tuple(clip_ids), None)


def _apply(work: Workspace, name: str, clip_ids: tuple[str, ...], grade: Grade | None) -> None:
    work.apply(name, lambda doc: set_grade(doc, clip_ids, grade))


def _with_table(work: Workspace, file: Path, then: Callable[[Lut], None]) -> None:
    """Copy a table beside the film, then go on with it."""
    project = work.project
    if project is None:
        return
    film = project.path
    try:
        project.check_writable()
    except TweenError as error:
        work.notice.emit(str(error))
        return

    def keep(task: object) -> Lut:
        from engine.project.luts import kept_lut

        return kept_lut(film, file)

    def kept(lut: Lut) -> None:
        if work.project is project:
            then(lut)

    work.background.run(keep, kept, work.notice.emit)


def _as_strong(lut: Lut, like: Lut) -> Lut:
    return replace(lut, strength=like.strength)
