"""Where a request lies on a model's time axis: plain arithmetic, no pixels and no torch.

A person's cut falls on any frame; a model draws stride·k + 1 frames, its first latent holding one frame and
every other one `stride`. So the axis is laid such that a latent *begins* at the cut, and the rule is met with
kept frames (or with extra ones that are drawn and dropped), never by moving the cut:

    kept ·······|· draw ··············|· kept        stride 4, 10 frames to draw
    [0][1 2 3 4][5 6 7 8][9 …  12][13 14 15 16][17 …]
             cut ^               cut ^  15, 16 are drawn and dropped: their latent is not wholly known
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from engine.diffusion.blend import opened
from engine.document.request import Known, Request
from engine.document.time import FrameRange
from engine.errors import TweenError

CONTEXT = 2
"""Whole latents of kept frames to look at on either side, where there are any; on the left one frame more."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Film frame `frame` as entry `known` of the request shows it."""

    known: int
    frame: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Latents `first` … `stop - 1` whose pixels are known: `pictures` has one entry a pixel frame."""

    first: int
    stop: int
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The time axis of one request. Pixel frame i of it is film frame `frames.start + i`."""

    frames: FrameRange
    draw: FrameRange
    stride: int
    pictures: tuple[Picture | None, ...]
    caps: tuple[float, ...]
    """Noise cap of each pixel frame; a latent takes the highest of its span (`engine.diffusion.masks`)."""
    held: frozenset[int]
    """Latents that show one still over their whole span."""

    @property
    def latents(self) -> int:
        return (len(self.frames) - 1) // self.stride + 1

    @property
    def home(self) -> int:
        """The latent that draws the first frame of `draw`; noise is counted from here."""
        return latent_of(self.draw.start - self.frames.start, self.stride)

    def span(self, k: int) -> range:
        """Pixel frames of latent k, counted on this axis."""
        return span_of(k, self.stride)

    def stretches(self, without: Container[int] = ()) -> list[Stretch]:
        """Runs of known latents, each to be encoded as one clip; a held still is a clip of its own.

        Those `without` are left out: their latents are there already.
        """
        found: list[Stretch] = []
        for k in range(self.latents):
            if k in without:
                continue
            here = tuple(p for p in (self.pictures[i] for i in self.span(k)) if p is not None)
            if len(here) < len(self.span(k)):
                continue
            last = found[-1] if found else None
            if last and last.stop == k and k not in self.held and k - 1 not in self.held:
                found[-1] = Stretch(last.first, k + 1, last.pictures + here)
            else:
                found.append(Stretch(k, k + 1, here))
        return found


def span_of(k: int, stride: int) -> range:
    return range(1) if k == 0 else range((k - 1) * stride + 1, k * stride + 1)


def latent_of(frame: int, stride: int) -> int:
    """The latent whose span holds pixel frame `frame`."""
    return -(-frame // stride)


def lay_out(request: Request, stride: int, context: int = CONTEXT) -> Layout:
    """Find the axis and what is known on it. Raises `TweenError` for a request that draws nothing."""
    if not request.draw:
        raise TweenError("There is nothing to draw: the card's range is empty.")
    frames = axis(request.draw, [known.place for known in request.known], stride, context)
    shown = [_shown(request.known, frame) for frame in frames]
    pictures = [None if n is None else Picture(n, frame) for n, frame in zip(shown, frames, strict=True)]
    caps = [
        1.0 if n is None else request.known[n].cap if frame in request.draw else 0.0
        for n, frame in zip(shown, frames, strict=True)
    ]
    held = _hold_stills(request, frames, stride, pictures, caps)
    _hold_over_spare(frames, request.draw, pictures, caps)
    caps = opened(request, pictures, caps)
    return Layout(frames, request.draw, stride, tuple(pictures), tuple(caps), frozenset(held))


def axis(draw: FrameRange, places: Sequence[FrameRange], stride: int, context: int) -> FrameRange:
    """The film frames to put on the model's axis: `draw`, kept frames around it, stride·k + 1 in all.

    The left cut comes first: with kept frames before it, latents are aligned there. Else they are aligned at
    the right cut, where the axis may begin before `draw` with frames that are drawn and dropped.
    """
    length = len(draw)
    left = _run(lambda i: draw.start - 1 - i, places, context * stride + 1)
    right = _run(lambda i: draw.stop + i, places, (context + 1) * stride)
    opens_known = any(draw.start in place for place in places)
    if left:
        before = (left - 1) // stride * stride + 1
        spare = -length % stride
    elif context and right >= stride and not opens_known:
        before, spare = (1 - length) % stride, 0
    else:
        before, spare = 0, (1 - length) % stride
    after = spare + min(context, max(0, right - spare) // stride) * stride
    return FrameRange(draw.start - before, draw.stop + after)


def working_size(
    width: int, height: int, native: tuple[int, int], multiple: int, scale: float = 1.0
) -> tuple[int, int]:
    """(width, height) to draw a film of `width` × `height` at: multiples of `multiple`, of about the native
    area and the film's aspect. A wrong aspect counts double: it is stretched back when shown. `scale` is the
    part of the native width and height that a draft has."""
    area, aspect = native[0] * native[1] * scale**2, width / height

    def misfit(size: tuple[int, int]) -> float:
        w, h = size
        return 2 * abs(math.log(w / h / aspect)) + abs(math.log(w * h / area))

    ideal = math.sqrt(area / aspect)
    rows = {max(1, math.floor(ideal / multiple) + d) * multiple for d in (-1, 0, 1, 2)}
    sizes = [
        (max(1, math.floor(h * aspect / multiple) + d) * multiple, h) for h in sorted(rows) for d in (0, 1)
    ]
    return min(sizes, key=misfit)


def _run(frame_at: Callable[[int], int], places: Sequence[FrameRange], longest: int) -> int:
    """How many frames in a row, outwards from a cut, are known."""
    for i in range(longest):
        if not any(frame_at(i) in place for place in places):
            return i
    return longest


def _shown(known: Sequence[Known], frame: int) -> int | None:
    """Which entry shows `frame`: the later one wins."""
    for n in range(len(known) - 1, -1, -1):
        if frame in known[n].place:
            return n
    return None


def _hold_over_spare(
    frames: FrameRange, draw: FrameRange, pictures: list[Picture | None], caps: list[float]
) -> None:
    """Frames that are drawn and dropped show the range's known last (first) frame on, so that its latent is
    wholly known and can be redrawn in part."""
    first, stop = draw.start - frames.start, draw.stop - frames.start
    for side, edge in ((range(first - 1, -1, -1), first), (range(stop, len(frames)), stop - 1)):
        for i in side:
            if pictures[i] is not None or pictures[edge] is None:
                break
            pictures[i], caps[i] = pictures[edge], caps[edge]


def _hold_stills(
    request: Request,
    frames: FrameRange,
    stride: int,
    pictures: list[Picture | None],
    caps: list[float],
) -> set[int]:
    """A picture too short to fill a latent is held over the span of the latent it falls in.

    A latent draws `stride` frames together, so one kept frame among drawn ones cannot be kept by itself; a
    still over the whole span can, at the price of standing still for that long.
    """
    held: set[int] = set()
    for n, known in enumerate(request.known):
        inside = known.place.intersect(request.draw)
        visible = [f - frames.start for f in inside if pictures[f - frames.start] == Picture(n, f)]
        if not visible:
            continue
        k = latent_of(visible[0], stride)
        span = span_of(k, stride)
        fills = len(visible) > len(span) or (len(visible) == len(span) and visible[0] == span.start)
        if fills or (len(span) == 1) or max(caps[i] for i in span) <= known.cap:
            continue
        for i in span:
            pictures[i] = Picture(n, visible[0] + frames.start)
            caps[i] = known.cap
        held.add(k)
    return held
