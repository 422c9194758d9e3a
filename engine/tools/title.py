"""Titles: words as pictures over the film, which remember what they say (`engine.media.titles`).

lay       V1 AAAAAAAA   →   V2 ..TT....      T: a picture of the film's size, kept in its folder
                            V1 AAAAAAAA
change    V2 ..TT....   →   V2 ..tt....      t: the same clip with a new picture; the old file stays
fitted    the film's size changes: every title is drawn anew for it
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from engine.document.board_edits import cover
from engine.document.edits import add_asset, add_track
from engine.document.fit import Size
from engine.document.ids import NewId, random_id
from engine.document.locks import locks_hold
from engine.document.model import Asset, Clip, Document, Track
from engine.document.parts import with_clips, with_track
from engine.document.queries import asset_by_id, clip_on, clips_on, tracks_of, used_assets
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.titles.file import read_title, write_title
from engine.media.titles.layout import laid_out
from engine.media.titles.recipe import Recipe, reshaped
from engine.project.importing import asset_from_file

SECONDS = 4
"""How long a title stands unless somebody says otherwise."""


def made(recipe: Recipe, size: Size, folder: Path) -> Asset:
    """The title as a picture of `size` in `folder`, as the film can have it. Raises `TweenError`."""
    return asset_from_file(write_title(recipe, size, folder))


def advice(recipe: Recipe, size: Size) -> tuple[str, ...]:
    """What a person should know of a title in a picture of that size. Raises `TweenError`."""
    layout, notes = laid_out(recipe, size), []
    if layout.share < 1:
        notes.append(
            f"The words do not fit at that size; they are drawn at {round(100 * layout.share)} % of it."
        )
    if not layout.is_safe(size):
        notes.append("A part of the title lies outside the area that every screen shows.")
    return tuple(notes)


def place_for(doc: Document, at: int | None = None, frames: int | None = None) -> FrameRange:
    """Where a title goes: from frame `at` on; without it from the in to the out point, else from the film's
    start. Raises `TweenError` for a place before the film, and for no frames."""
    if at is None and frames is None and (doc.mark_in is not None or doc.mark_out is not None):
        start, stop = doc.mark_in or 0, doc.frames if doc.mark_out is None else doc.mark_out
        if start < stop:
            return FrameRange(start, stop)
    start = (doc.mark_in or 0) if at is None else at
    length = max(1, round(SECONDS * doc.rate)) if frames is None else frames
    if start < 0:
        raise TweenError("A title cannot start before the film does.")
    if length < 1:
        raise TweenError("A title that stands for no frame is not seen; use at least 1.")
    return FrameRange(start, start + length)


@locks_hold
def lay(doc: Document, asset: Asset, place: FrameRange, *, new_id: NewId = random_id) -> Document:
    """The title over all that the film shows in `place`, on a video track of its own where none is free.

    before   V1 AAAAAAAA
    after    V2 ..TT....
             V1 AAAAAAAA
    never on the lowest track, which is the footage's; nothing moves, and what is drawn stays
    """
    doc, track = _free_track(add_asset(doc, asset), place, new_id)
    clips = sorted([*track.clips, Clip(new_id(), asset.id, place)], key=lambda clip: clip.place)
    return cover(with_track(doc, replace(track, clips=tuple(clips))), new_id)


def _free_track(doc: Document, place: FrameRange, new_id: NewId) -> tuple[Document, Track]:
    """The lowest video track above all that is seen there and above the first one; made where there is
    none."""
    tracks = tracks_of(doc, "video")
    if not tracks:
        doc = add_track(doc, "video", new_id=new_id)
    taken = [n for n, track in enumerate(tracks) if clips_on(track, place)]
    above = tracks[max(taken, default=0) + 1 :]
    free = next((track for track in above if not (track.locked or track.muted)), None)
    if free is None:
        doc = add_track(doc, "video", new_id=new_id)
        free = tracks_of(doc, "video")[-1]
    return doc, free


@locks_hold
def change(doc: Document, clips: Collection[str], asset: Asset) -> Document:
    """The clips with these ids show `asset` in place of their titles, which leave the library with them.

    before   library a T     V2 ..TT....
    after    library a t     V2 ..tt....
    """
    known = doc.assets
    chosen = [clip for track in doc.tracks for clip in track.clips if clip.id in clips]
    doc = with_clips(add_asset(doc, asset), [replace(clip, asset=asset.id) for clip in chosen])
    gone = {clip.asset for clip in chosen} - used_assets(doc)
    first = next((each for each in known if each.id in gone), None)
    if first is None:
        return doc
    new = asset_by_id(doc, asset.id)
    there = any(each.id == new.id for each in known)
    # A new one comes where the first of the old was, so that the library stays in its order.
    order = [
        new if each is first and not there else each for each in known if each is first or each.id not in gone
    ]
    return replace(doc, assets=tuple(each for each in order if each.id not in gone))


def title_at(doc: Document, frame: int) -> tuple[Clip, Recipe] | None:
    """The highest title that lies at `frame` on a video track that is not hidden. Raises `TweenError` where a
    picture says that it is a title, and it cannot be used as one."""
    for track in reversed(tracks_of(doc, "video")):
        clip = None if track.muted else clip_on(track, frame)
        if clip is not None and (recipe := recipe_of(asset_by_id(doc, clip.asset))) is not None:
            return clip, recipe
    return None


def recipe_of(asset: Asset) -> Recipe | None:
    """What the picture was drawn from; None for one that is no title, or is not there. Raises `TweenError`
    for one that says it is a title, and cannot be used as one."""
    if not may_be_title(asset) or not Path(asset.path).is_file():
        return None
    return read_title(asset.path)


def may_be_title(asset: Asset) -> bool:
    """Whether it is worth a look into the file; titles are transparent PNGs."""
    return asset.kind == "image" and asset.alpha and asset.path.lower().endswith(".png")


def fitted(doc: Document, before: Size, folder: Path) -> tuple[Document, tuple[str, ...]]:
    """The film with its titles drawn anew for its size, and what could not be; `before` was its size.

    Titles of other sizes were made for another film, or scaled on purpose: they stay. Raises `TweenError`
    where the pictures cannot be written.
    """
    size, notes = (doc.width, doc.height), []
    if size == before:
        return doc, ()
    for asset in list(_titles(doc, before)):
        clips = [clip.id for track in doc.tracks for clip in track.clips if clip.asset == asset.id]
        try:
            recipe = recipe_of(asset)
        except TweenError as error:
            notes.append(str(error))
            continue
        if recipe is not None:
            doc = change(doc, clips, made(reshaped(recipe, before, size), size, folder))
    return doc, tuple(notes)


def _titles(doc: Document, size: Size) -> Iterator[Asset]:
    shown = {clip.asset for track in doc.tracks for clip in track.clips}
    for asset in doc.assets:
        fits = asset.id in shown and (asset.width, asset.height) == size
        if fits and may_be_title(asset) and Path(asset.path).is_file():
            yield asset


def has_titles(doc: Document) -> bool:
    """Whether a change of the film's size may have titles to draw anew."""
    return any(True for _ in _titles(doc, (doc.width, doc.height)))


def named(recipe: Recipe) -> str:
    """For the name of an edit: the title's first words."""
    return f"“{recipe.words[:30]}”"
