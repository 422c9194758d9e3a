"""From kept frames into drawn ones without a step: the footage beside a cut is carried over it.

A decoder never gives back quite the picture that was encoded: it is softer, and a little off in colour. Cut
straight from footage to drawn frames, that shows as a flash. So the kept frame beside the cut is moved along
with the drawn frames, by their own optical flow, and laid over them with a weight that falls from 1 to 0:

    kept frame ─ flow ─▶ ─ flow ─▶ ─ flow ─▶ …
    weight        .98       .9        .7     … 0        the same backwards from the cut at the end

Its detail, that is: what changes coarsely in the drawn frames is theirs, or the film would stand still at the
cut. That holds only as long as both show the same. Where the drawn picture becomes another one, the footage
would hang over it as a double image, so it is taken away there within a few frames, and only its colour
stays:

    both agree    the footage itself
    they part     the drawn frame, in the colour that the footage has over it nearby
    a cut         the drawn frame at once

The mean colour that the round trip through the latents costs is put back all the way, not only near the cut,
and what wanders from there on is held to what the shot began with (`engine.diffusion.drift`).
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from engine.diffusion.drift import PACE, Began, Tone, bounded, detail, eased
from engine.diffusion.flow import moved, moved_sharp

REACH = 12
"""Drawn frames that a kept one is carried into: half a second of film at 24 a second."""
EASE = 48
"""Drawn frames over which the mean colour goes over from the left cut's to the right cut's."""
STILL = 0.25
"""Flow of less than this many pixels is noise: warping by it would only blur."""
TOLERANCE = 40.0
"""Grey levels by which a moved picture may miss the drawn one and still count for about a third."""
PARTED = (10.0, 26.0)
"""Grey levels between the carried and the drawn picture: up to the first the same, from the last another."""
SOFT = 3.0
"""Pixels of blur at which footage and drawn frames are compared: a decoder's softness is no difference, …"""
LENIENT = 0.5
"""… and what is left of it counts for so much."""
CONTRAST = (0.2, 0.5)
"""Part of the footage's contrast that the drawn frame has: below the first it is another picture, above the
last the same."""
FALL = 0.035
"""Weight that the first frame may take away where footage and drawn frame part, the second twice as much, and
so on: what a model forgets at the cut does not go in a jump, and after seven frames nothing is left of it."""
GOES_ON = (0.4, 0.7)
"""Part of what is carried that the next drawn frame shows, too: above the last the picture goes on, and what
parts is led away slowly; below the first it is another one at once, and so is the film."""
COARSE = 8
"""Pixels of a drawn frame to one of the colour that is carried, …"""
SPREAD = 0.15
"""… and how far colour reaches to places that show something else, as a part of the height."""
OWN = 8.0
"""Pixels of a drawn frame: what differs from the carried picture and is coarser than that stays as drawn.
Light that changes without anything's moving is no flow; footage carried over it would stand still. What is
finer must be the footage's: two of a half-matching texture are busier than either."""


@dataclass(frozen=True, slots=True)
class Edge:
    """The kept frame beside a cut: `footage [H, W, 3]` as it is, at the size that is written, and
    `decoded [h, w, 3]` as the model's decoder gives it back; both uint8."""

    footage: np.ndarray
    decoded: np.ndarray

    @property
    def shift(self) -> np.ndarray:
        """`[3]`: what has to be added to decoded frames to have the footage's mean colour."""
        return self.footage.mean((0, 1)) - self.decoded.mean((0, 1))

    @property
    def tone(self) -> Tone:
        """The shift, and the factor between the detail of both."""
        h, w = self.decoded.shape[:2]
        small = cv2.resize(self.footage, (w, h), interpolation=cv2.INTER_AREA)
        return Tone(self.shift, bounded(detail(small).sum(), detail(self.decoded).sum()))


@dataclass(frozen=True, slots=True)
class Cover:
    """What lies over one drawn frame for `fade` (0 … 1): `footage` moved by `flow [h, w, 2]`, and what is the
    drawn frame's `own [h, w, 3]`, as far as `trust [h, w]` goes; elsewhere its colour: `tint` is what the
    drawn frame lacks nearby, `known` how much of that there is to go by, both coarse.

    Kept at the drawn frames' size until it is needed: a film's frames are far larger than a model's.
    """

    footage: np.ndarray
    flow: np.ndarray
    trust: np.ndarray
    own: np.ndarray
    tint: np.ndarray
    known: np.ndarray
    fade: float

    def added(self, base: np.ndarray, shift: np.ndarray) -> np.ndarray:
        """`[H, W, 3]` float32: what `base`, the drawn frame with `shift` added, lacks to be covered."""
        size = (base.shape[1], base.shape[0])
        scale = np.array([size[0] / self.flow.shape[1], size[1] / self.flow.shape[0]], np.float32)
        flow = cv2.resize(self.flow, size, interpolation=cv2.INTER_LINEAR) * scale
        trust = cv2.resize(self.trust, size, interpolation=cv2.INTER_LINEAR)[..., None]
        tint = cv2.resize(self.tint - self.known * shift, size, interpolation=cv2.INTER_LINEAR)
        carried = moved_sharp(self.footage, flow).astype(np.float32)
        own = cv2.resize(self.own, size, interpolation=cv2.INTER_LINEAR)
        return trust * (carried + own - base) + (1 - trust) * tint


class Carrier:
    """One kept frame on its way over the cut, a drawn frame at a time."""

    def __init__(self, edge: Edge) -> None:
        h, w = edge.decoded.shape[:2]
        self._footage = edge.footage
        self._small = cv2.resize(edge.footage, (w, h), interpolation=cv2.INTER_AREA)
        self._decoded = self._before = edge.decoded
        self._shift = edge.shift.astype(np.float32)
        self._flow = np.zeros((h, w, 2), np.float32)
        self._trust = np.ones((h, w), np.float32)
        self._steps = 0
        self._dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)

    @property
    def done(self) -> bool:
        return self._steps >= REACH

    def over(self, drawn: np.ndarray) -> Cover:
        """What to lay over the next frame, `drawn [h, w, 3]` uint8."""
        self._steps += 1
        step = self._dis.calc(_grey(drawn), _grey(self._before), np.empty(0, np.float32))
        step[np.hypot(step[..., 0], step[..., 1]) < STILL] = 0
        miss = np.abs(moved(self._before, step).astype(np.float32) - drawn).mean(2)
        found = np.exp(-((cv2.GaussianBlur(miss, (0, 0), 1.5) / TOLERANCE) ** 2))
        self._flow = step + moved(self._flow, step)
        self._before = drawn
        off = moved(self._small, self._flow).astype(np.float32) - drawn
        alike = np.minimum(_same(LENIENT * _largest(off - self._shift, SOFT)), _shared(off + drawn, drawn))
        # Step by step they may well agree: what slowly becomes another picture never misses by much.
        turned = drawn - moved(self._decoded, self._flow).astype(np.float32)
        agreed = _same(_largest(turned, SOFT / 2))
        self._trust = self._led_on(moved(self._trust, step), found, agreed, alike)
        fade = 0.5 + 0.5 * math.cos(math.pi * self._steps / (REACH + 1))
        late = min(1.0, FALL * self._steps * (self._steps + 1) / 2)
        own = cv2.GaussianBlur(turned * np.maximum(agreed, late)[..., None], (0, 0), OWN)
        own -= own.mean((0, 1))  # the colour of all of it is the tone's part
        return Cover(self._footage, self._flow, self._trust, own, *_tint(off, self._trust), fade)

    def _led_on(
        self, trust: np.ndarray, found: np.ndarray, agreed: np.ndarray, alike: np.ndarray
    ) -> np.ndarray:
        """What is left of the `trust` that came along the flow, where the last frame is `found` again, the
        one beside the cut is still `agreed` on, and footage and drawn frame are `alike`; each 0 … 1."""
        left = np.minimum(trust * found, np.minimum(agreed, alike))
        goes_on = float((trust * np.minimum(found, agreed)).sum() / max(float(trust.sum()), 1e-3))
        slowly = trust - np.float32(FALL * self._steps)
        return np.maximum(left, eased(goes_on, *GOES_ON) * slowly)


def hand_over(
    drawn: Iterable[np.ndarray],
    size: tuple[int, int],
    left: Edge | None,
    right: Callable[[], Edge | None],
    opening: Began | None = None,
) -> Iterator[np.ndarray]:
    """The frames `drawn [h, w, 3]` uint8 at `size` (width, height), joined to what lies beside them, and held
    to the `opening` of the shot.

    `right` is asked when `drawn` has ended, since its frame is decoded after the others. Memory is bounded:
    at most `EASE` drawn frames are held back.
    """
    carrier = Carrier(left) if left else None
    held: deque[_Held] = deque()
    whole = True
    tone: Tone | None = None
    if left:
        tone = left.tone if opening else Tone(left.shift)
    for frame in drawn:
        cover = carrier.over(frame) if carrier and not carrier.done else None
        if opening:
            tone = _held_to(opening, frame, tone)
        held.append(_Held(frame, tone, cover))
        if len(held) > EASE:
            whole = False
            yield held.popleft().finished(size)
    yield from _last(list(held), size, right(), whole)


def _held_to(opening: Began, frame: np.ndarray, tone: Tone | None) -> Tone:
    """What `frame` lacks of the opening, led there from `tone`, what the frame before it was given."""
    if tone is None:
        return opening.lacking(frame, Tone(np.zeros(3)))
    return tone.towards(opening.lacking(frame, tone), 1 / PACE)


@dataclass(slots=True)
class _Held:
    frame: np.ndarray
    tone: Tone | None
    left: Cover | None
    right: Cover | None = None

    def finished(self, size: tuple[int, int]) -> np.ndarray:
        base, tone = self.frame, self.tone or Tone(np.zeros(3))
        scale = size[1] / base.shape[0]
        if (base.shape[1], base.shape[0]) != size:
            base = cv2.resize(base, size, interpolation=cv2.INTER_CUBIC)
        covers = [cover for cover in (self.left, self.right) if cover is not None]
        if self.tone is None and not covers:
            return base
        base = tone.given(base, scale)
        total = max(1.0, sum(cover.fade for cover in covers))
        base = base + sum(cover.fade / total * cover.added(base, tone.shift) for cover in covers)
        return np.clip(np.rint(base), 0, 255).astype(np.uint8)


def _last(held: list[_Held], size: tuple[int, int], right: Edge | None, whole: bool) -> Iterator[np.ndarray]:
    """The frames in front of the right cut, which it is carried back into; `whole`: there were none before
    them, which it may have another colour than."""
    if right:
        carrier = Carrier(right)
        for each in reversed(held[-REACH:]):
            each.right = carrier.over(each.frame)
    for i, each in enumerate(held if right else ()):
        assert right is not None
        if each.tone is None and whole:
            each.tone = Tone(right.shift)
        else:
            gain = each.tone.gain if each.tone else 1.0
            part = (i + 1) / (len(held) + 1)
            each.tone = (each.tone or Tone(np.zeros(3))).towards(Tone(right.shift, gain), part)
    for each in held:
        yield each.finished(size)


def _largest(off: np.ndarray, blur: float) -> np.ndarray:
    """`[h, w]`: by how much the channel that is off by most is off, finer things than `blur` pixels evened
    out."""
    return np.abs(cv2.GaussianBlur(off, (0, 0), blur)).max(2)


def _same(off: np.ndarray) -> np.ndarray:
    """1 where `off` grey levels are the same picture, 0 where they are another, softly between."""
    return 1 - _ease(off, *PARTED)


def _shared(footage: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    """1 where the edges of `footage` are in `drawn`, 0 where they have gone; without edges it is 1."""
    mine, its = _slopes(footage), _slopes(drawn)
    both = cv2.GaussianBlur((mine * its).sum(2), (0, 0), SOFT)
    own = cv2.GaussianBlur((mine**2).sum(2), (0, 0), SOFT)
    return _ease((both + 1) / (own + 1), *CONTRAST)


def _slopes(picture: np.ndarray) -> np.ndarray:
    """`[h, w, 6]`: grey levels a pixel, across and down, of what is coarser than a decoder's softness."""
    soft = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), SOFT)
    return np.dstack(
        [cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=1 / 8), cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=1 / 8)]
    )


def _ease(value: np.ndarray, low: float, high: float) -> np.ndarray:
    part = np.clip((value - low) / (high - low), 0, 1)
    return part * part * (3 - 2 * part)


def _tint(off: np.ndarray, trust: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(`[h', w', 3]`, `[h', w', 1]`) coarse: the mean of `off [h, w, 3]` over trusted places nearby, and how
    much of it there is, 0 … 1."""
    h, w = trust.shape
    size = (max(1, w // COARSE), max(1, h // COARSE))
    weighed = np.dstack([off * trust[..., None], trust])
    near = cv2.GaussianBlur(cv2.resize(weighed, size, interpolation=cv2.INTER_AREA), (0, 0), SPREAD * size[1])
    there = near[..., 3:] + 0.05
    return near[..., :3] / there, near[..., 3:] / there


def _grey(rgb: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)
