"""Bringing files in: they are looked at in the background, then become one edit (or a new film)."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths

from editor.language.words import asset_name
from editor.library.drops import film_among, project_among
from editor.library.exchange import import_project
from editor.library.folders import files_of
from engine.document import edits
from engine.document.model import Asset, Document
from engine.document.time import FrameRange, SourceRange
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.background import Task
    from editor.timeline.card_drops import CardDrop
    from editor.workspace import Workspace
    from engine.tools.edited import Edited

translate = QCoreApplication.translate

TALLEST = 1080
"""A film that starts from one picture is at most this tall; photographs are larger than any video."""
SEQUENCES = "Sequences"
"""Folder beside the film for the clips that numbered pictures become."""


@dataclass(frozen=True)
class Found:
    """`sentences`: why something was not brought in, or what else could be."""

    assets: tuple[Asset, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Landing:
    """Where footage was let go: from film frame `frame` on, on the track if it is of the footage's kind, over
    what is there or with room made for it."""

    frame: int
    track: str = ""
    making_room: bool = False


def import_files(workspace: Workspace, paths: list[str], at: Landing | None, on_timeline: bool) -> None:
    """Look at the files in the background, then bring in what can be read and say what cannot.

    A film among them is opened, a timeline or script becomes a film; the others are left for another time.
    `at`: where on the timeline footage goes, one behind the other; None for the film's end.
    """
    film, project = film_among(paths), project_among(paths)
    if film is not None:
        workspace.open(film)
    elif project is not None:
        import_project(workspace, Path(project), free_film)
    elif paths:
        _import_footage(workspace, paths, at, on_timeline)


def _import_footage(workspace: Workspace, paths: list[str], at: Landing | None, on_timeline: bool) -> None:
    project, rate = workspace.project, workspace.document.rate
    home = project.path.parent if project is not None else None

    def work(task: Task[Found]) -> Found:
        from engine.media.sequences import find_sequences, neighbours
        from engine.project.importing import asset_from_file, asset_from_sequence

        assets: list[Asset] = []
        files, sentences = files_of(paths, task.cancelled)
        sequences, single = find_sequences(files)
        for item in (*sequences, *single):
            if task.cancelled():
                break
            try:
                if isinstance(item, Path):
                    assets.append(asset_from_file(item))
                else:
                    folder = (home or films_folder()) / SEQUENCES
                    assets.append(asset_from_sequence(item, folder, rate, task.cancelled))
            except TweenError as error:
                sentences.append(str(error))
        if files == paths and len(paths) == 1 and assets and (count := neighbours(paths[0])):
            many = translate(
                "importing",
                "“{0}” is one of {1} numbered pictures; drop them all together to bring them in as a clip.",
            )
            sentences.append(many.format(Path(paths[0]).name, count))
        return Found(tuple(assets), tuple(sentences))

    def done(found: Found) -> None:
        workspace.reading.emit("")
        _bring_in(workspace, found, at, on_timeline)

    def failed(sentence: str) -> None:
        workspace.reading.emit("")
        workspace.notice.emit(sentence)

    several = translate("importing", "{0} files").format(len(paths))
    workspace.reading.emit(Path(paths[0]).name if len(paths) == 1 else several)
    workspace.background.run(work, done, failed)


def films_folder() -> Path:
    """Where films go that a drop started: `TWEENBOARD_FILMS`, else Tweenboard in the person's videos."""
    chosen = os.environ.get("TWEENBOARD_FILMS")
    if chosen:
        return Path(chosen)
    movies = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation)
    return Path(movies or Path.home()) / "Tweenboard"


def free_film(name: str) -> Path:
    """`NAME.tween` in the films folder, with a number when that is taken. Makes the folder."""
    folder = films_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TweenError(f"The folder {folder} for films cannot be made: {error.strerror}.") from None
    stem = "".join(c for c in name if c.isprintable() and c not in '/\\:*?"<>|').strip(" .")[:80] or "Film"
    number = 1
    while True:
        path = folder / (f"{stem}.tween" if number == 1 else f"{stem} {number}.tween")
        if not path.exists() and not path.with_suffix(".takes").exists():
            return path
        number += 1


def _bring_in(workspace: Workspace, found: Found, at: Landing | None, on_timeline: bool) -> None:
    for sentence in found.sentences:
        workspace.notice.emit(sentence)
    if not found.assets:
        return
    if workspace.project is None:
        _start_film(workspace, found.assets)
        return
    names = ", ".join(asset_name(asset) for asset in found.assets[:3])
    name = translate("importing", "Import {0}").format(names)
    if not on_timeline:
        workspace.apply(name, lambda doc: _with_assets(doc, found.assets))
        return
    start = workspace.document.frames if at is None else at.frame
    well = workspace.apply(name, lambda doc: _on_timeline(doc, found.assets, at, workspace.model))
    # Sound that was let go nowhere in particular begins with the film: whoever looks at a frame still does.
    if well and (at is not None or any(asset.kind != "audio" for asset in found.assets)):
        workspace.set_playhead(start)


def _start_film(workspace: Workspace, assets: tuple[Asset, ...]) -> None:
    first = next((asset for asset in assets if asset.kind == "video"), assets[0])
    try:
        path = free_film(Path(first.path).stem)
        document = _appended(formatted(Document(), first), assets, workspace.model)
    except TweenError as error:
        workspace.notice.emit(str(error))
        return
    workspace.new(path, document, translate("importing", "Import {0}").format(asset_name(first)))


def formatted(document: Document, asset: Asset) -> Document:
    """An empty film takes the rate and size of the first footage; one that has frames keeps its own."""
    if document.frames or asset.kind == "audio":
        return document
    if asset.kind == "video":
        return edits.set_format(document, asset.rate, asset.width, asset.height)
    scale = min(1.0, TALLEST / asset.height)
    width, height = (max(16, round(side * scale / 2) * 2) for side in (asset.width, asset.height))
    return edits.set_format(document, document.rate, width, height)


def _with_assets(document: Document, assets: tuple[Asset, ...]) -> Document:
    for asset in assets:
        document = edits.add_asset(document, asset)
    return document


def _on_timeline(document: Document, assets: tuple[Asset, ...], at: Landing | None, model: str) -> Document:
    """Every asset one behind the other: where it was let go, else at the film's end."""
    document = formatted(document, assets[0])
    if at is None:
        return _appended(document, assets, model)
    document = _with_assets(document, assets)
    frame = at.frame
    for asset in assets:
        document, frame = landed(document, asset, replace(at, frame=frame))
    return document


def landed(
    document: Document, asset: Asset, at: Landing, part: SourceRange | None = None
) -> tuple[Document, int]:
    """The film with the asset, or a `part` of it at the film's rate, let go there, and the frame behind it.
    Raises `TweenError`, as its edits do."""
    kind = "audio" if asset.kind == "audio" else "video"
    fits = any(track.id == at.track and track.kind == kind for track in document.tracks)
    track = at.track if fits else None
    place = edits.insert if at.making_room and at.frame < document.frames else edits.overwrite
    after = place(document, asset.id, at.frame, part, track=track)
    known = {clip.id for each in document.tracks for clip in each.clips}
    new = [c for each in after.tracks for c in each.clips if c.id not in known and c.asset == asset.id]
    return after, max((c.place.stop for c in new if c.place.start == at.frame), default=at.frame)


def _appended(document: Document, assets: tuple[Asset, ...], model: str) -> Document:
    """Every asset at the film's end. One picture that starts a film is the first frame of a card to describe,
    as long as `model` draws; several are stills."""
    from engine.tools.spacing import new_card_frames

    document = _with_assets(document, assets)
    if not document.frames and [asset.kind for asset in assets] == ["image"]:
        document = edits.add_card(document, FrameRange(0, new_card_frames(model)))
        return edits.attach_keyframe(document, document.cards[0].id, assets[0].id)
    for asset in assets:
        document = edits.append_clip(document, asset.id)
    return document


def attach_pictures(workspace: Workspace, drop: CardDrop) -> None:
    """Pictures let go on a card become its references or keyframes; what the tool has to say is told."""

    def work(task: Task[list[Asset]]) -> list[Asset]:
        from engine.project.importing import asset_from_file

        return [asset_from_file(Path(path)) for path in drop.paths]

    def edit(doc: Document, assets: list[Asset]) -> Edited:
        from engine.tools.keyframes import Shown, keyframes, refer

        shown = [Shown(asset, drop.offset) for asset in assets]
        if drop.reference:
            return refer(doc, drop.card, shown, workspace.model)
        return keyframes(doc, drop.card, shown)

    def done(assets: list[Asset]) -> None:
        notes: list[str] = []

        def whole(doc: Document) -> Document:
            edited = edit(doc, assets)
            notes.extend(edited.notes)
            return edited.document

        reference, keyframe = (
            translate("importing", "Add reference"),
            translate("importing", "Attach keyframe"),
        )
        if workspace.apply(reference if drop.reference else keyframe, whole):
            for note in notes:
                workspace.notice.emit(note)

    workspace.background.run(work, done, workspace.notice.emit)


def attach_asset(workspace: Workspace, card_id: str, asset: Asset, offset: int) -> None:
    """As a keyframe of one frame; the film may not have the asset yet."""
    workspace.apply(
        translate("importing", "Attach keyframe"),
        lambda doc: edits.attach_keyframe(edits.add_asset(doc, asset), card_id, asset.id, offset),
    )
