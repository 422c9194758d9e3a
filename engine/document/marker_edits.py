"""Edits of what a person notes on the film's time: markers, the in and the out point. They are part of the
film: saved with it, and undone. `engine.document.edits` re-exports them.

In the diagrams `v` is a marker over film frames, `{` and `}` are the in and the out point.
"""

from __future__ import annotations

import re
from dataclasses import replace

from engine.document.ids import NewId, random_id
from engine.document.model import Document, Marker
from engine.document.parts import markers_in_order
from engine.document.queries import marker_by_id
from engine.errors import TweenError

_COLOUR = re.compile(r"#[0-9a-f]{6}|[a-z]{0,20}")


def add_marker(
    doc: Document, frame: int, name: str = "", colour: str = "", *, new_id: NewId = random_id
) -> Document:
    """Note something at a frame; several may stand at the same one.

    before   ----------
    after    ---v------
    `colour` is a name in English or `#rrggbb`; "" for the usual one
    """
    marker = Marker(new_id(), _frame(frame), name, _colour(colour))
    return replace(doc, markers=markers_in_order([*doc.markers, marker]))


def move_marker(doc: Document, marker_id: str, frame: int) -> Document:
    """Let a marker stand at another frame.

    before   ---v------
    after    ------v---
    """
    return _with(doc, replace(marker_by_id(doc, marker_id), frame=_frame(frame)))


def set_marker(
    doc: Document, marker_id: str, *, name: str | None = None, colour: str | None = None
) -> Document:
    """Give a marker another name or colour; None leaves it as it is.

    before   ---v------
    after    ---v cut--
    """
    marker = marker_by_id(doc, marker_id)
    return _with(
        doc,
        replace(
            marker,
            name=marker.name if name is None else name,
            colour=marker.colour if colour is None else _colour(colour),
        ),
    )


def remove_marker(doc: Document, marker_id: str) -> Document:
    """Take a marker away.

    before   ---v------
    after    ----------
    """
    gone = marker_by_id(doc, marker_id)
    return replace(doc, markers=tuple(marker for marker in doc.markers if marker.id != gone.id))


def set_in(doc: Document, frame: int | None) -> Document:
    """The first frame of the marked range; None for none.

    before   -----------        --{---}----
    after    --{--------        -------{---   (an out point that is not behind it goes)
    """
    out = doc.mark_out
    if frame is not None and out is not None and out <= frame:
        out = None
    return replace(doc, mark_in=None if frame is None else _frame(frame), mark_out=out)


def set_out(doc: Document, frame: int | None) -> Document:
    """The frame that the marked range stops before; None for none.

    before   --{--------        -----{---}-
    after    --{-----}--        --}--------   (an in point that is not before it goes)
    """
    if frame is not None and frame < 1:
        raise TweenError(f"The marked range cannot stop before frame {frame}.")
    first = doc.mark_in
    if frame is not None and first is not None and frame <= first:
        first = None
    return replace(doc, mark_in=first, mark_out=frame)


def clear_marks(doc: Document) -> Document:
    """No marked range.

    before   --{-----}--
    after    -----------
    """
    return replace(doc, mark_in=None, mark_out=None)


def _with(doc: Document, marker: Marker) -> Document:
    return replace(doc, markers=markers_in_order(marker if m.id == marker.id else m for m in doc.markers))


def _frame(frame: int) -> int:
    if frame < 0:
        raise TweenError(f"Frame {frame} lies before the film; frames go from 0 on.")
    return frame


def _colour(colour: str) -> str:
    colour = colour.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise TweenError(f"“{colour}” is not a colour; use a name like red, or #rrggbb.")
    return colour
