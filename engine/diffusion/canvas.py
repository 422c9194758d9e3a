"""A request's layout filled in: known latents, caps, and which picture each was encoded from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.diffusion.blend import mixed, second, shares
from engine.diffusion.history import led_back
from engine.diffusion.layout import Layout, Picture, Stretch
from engine.diffusion.progress import Watch
from engine.diffusion.reuse import from_takes
from engine.diffusion.stitched import KnownPictures
from engine.document.request import Request
from engine.families.family import Family, Spec
from engine.media.region_mask import mask_at

PIECE_PIXELS = 1 << 25
"""Pixels (frames × height × width) that are read and encoded at a time, …"""
PIECE = 48
"""… and at least that many latents, …"""
REACH = 12
"""… each piece with that many latents before it to look at: more than any encoder's reach."""
HISTORY = 2
"""Latents that a stretch of known pictures is led into (`engine.diffusion.history`)."""


@dataclass(slots=True)
class Canvas:
    """What the sampler works on: `x0 [1, C, t, h, w]` (zero where nothing is known) and the cap
    `m [1, 1, t, h, w]` of every token, on the time axis of `layout`. `first`: see `reuse.Reused`."""

    layout: Layout
    x0: Tensor
    m: Tensor
    first: int = 0


def read_pictures(
    request: Request, pictures: Sequence[Picture], size: tuple[int, int], each: Callable[[], None]
) -> dict[Picture, np.ndarray]:
    """Every picture once, as uint8 `[H, W, 3]` at `size` (width, height); `each` is called after every read.

    They lie in it as the film shows them, the film's whole picture scaled to the working size; a take is
    scaled back when it is shown. A crop would lose the edges of a person's frame.
    """
    found: dict[Picture, np.ndarray] = {}
    with KnownPictures() as reading:
        for picture in sorted(set(pictures), key=lambda p: (p.known, p.frame)):
            found[picture] = reading.read(request, request.known[picture.known], picture.frame, size)
            each()
    return found


def fill(request: Request, layout: Layout, family: Family, size: tuple[int, int], watch: Watch) -> Canvas:
    """Read and encode what is known; of two clips that are blended, a mixture of their latents."""
    x0, first = _encoded(request, layout, family, size, watch)
    if other := second(request, layout):
        x0 = mixed(x0, _encoded(*other, family, size, watch)[0], shares(request, layout))
    return Canvas(layout, x0, caps(request, layout, size, family.spec).to(family.device), first)


def _encoded(
    request: Request, layout: Layout, family: Family, size: tuple[int, int], watch: Watch
) -> tuple[Tensor, int]:
    """Latents of what is known, as far as possible from takes that kept them; and `reuse.Reused.first`.

    Stretches after the start are encoded as going on from before. Where kept footage and a soft range touch
    they are one stretch, so that no seam runs between them.
    """
    spec = family.spec
    h, w = size[1] // spec.space_stride, size[0] // spec.space_stride
    x0 = torch.zeros(1, spec.channels, layout.latents, h, w, device=family.device)
    reused = from_takes(request, layout, family, size)
    for k, latent in reused.latents.items():
        x0[:, :, k : k + 1] = latent
    stretches = layout.stretches(without=reused.latents.keys())
    wanted = len({picture for stretch in stretches for picture in stretch.pictures})
    count = 0

    def each() -> None:
        nonlocal count
        count += 1
        watch.tell("read", min(count, wanted), wanted)

    for stretch in stretches:
        for piece, skip in _pieces(stretch, layout, size):
            pictures = read_pictures(request, piece.pictures, size, each)
            clip = np.stack([pictures[p] for p in piece.pictures])
            before = led_back(clip, HISTORY * spec.frame_stride) if piece.first > 0 == skip else None
            if before is not None:
                clip = np.concatenate([before, clip])
            z = family.encode(to_pixels(clip, family.device), mid_clip=piece.first > 0)
            known = piece.stop - piece.first - skip
            x0[:, :, piece.stop - known : piece.stop] = z[:, :, -known:]
            watch.tell("encode", piece.stop, layout.latents)
    return x0, reused.first


def to_pixels(clip: np.ndarray, device: torch.device) -> Tensor:
    """uint8 `[F, H, W, 3]` -> pixels `[1, 3, F, H, W]` in [-1, 1]."""
    return torch.from_numpy(clip).to(device).permute(3, 0, 1, 2)[None].float() / 127.5 - 1


def caps(request: Request, layout: Layout, size: tuple[int, int], spec: Spec) -> Tensor:
    """The cap `[1, 1, t, h, w]` of every token: the highest of all pixels that it draws.

    A latent that is not wholly known is drawn, whatever else is asked for.
    """
    h, w = size[1] // spec.space_stride, size[0] // spec.space_stride
    known = {k for stretch in layout.stretches() for k in range(stretch.first, stretch.stop)}
    m = torch.ones(1, 1, layout.latents, h, w)
    for k in known:
        kinds = {(layout.caps[i], _mask_key(request, layout, i), i) for i in layout.span(k)}
        tokens = [_tokens(request, layout, i, size, (h, w)) for _, _, i in _one_each(kinds)]
        m[0, 0, k] = torch.stack(tokens).amax(0)
    return m


def pixel_mask(request: Request, layout: Layout, i: int, size: tuple[int, int]) -> np.ndarray:
    """`[H, W]` float32: the cap of every pixel of pixel frame `i`."""
    width, height = size
    cap, shown = np.float32(layout.caps[i]), layout.pictures[i]
    whole = np.full((height, width), cap, np.float32)
    if shown is None:
        return whole
    if request.regions and shown.frame in layout.draw:
        mask = mask_at(request.regions, shown.frame, size)
        whole = np.zeros_like(whole) if mask is None else mask * cap
    known = request.known[shown.known]
    if request.leaves_bars(known):  # beside the range, too: bars there would ask for bars in it
        x, y, w, h = request.box(known, size)
        inside = whole[y : y + h, x : x + w].copy()
        whole = np.ones_like(whole)
        whole[y : y + h, x : x + w] = inside
    return whole


def _mask_key(request: Request, layout: Layout, i: int) -> tuple[int, ...]:
    """Frames with the same key (and cap) have the same mask."""
    shown = layout.pictures[i]
    if shown is None:
        return (-1,)
    barred = shown.known if request.outpaint else -1
    if shown.frame not in layout.draw:
        return (barred,)
    return (barred, -1, *(n for n, region in enumerate(request.regions) if shown.frame in region.place))


def _one_each(kinds: set[tuple[float, tuple[int, ...], int]]) -> list[tuple[float, tuple[int, ...], int]]:
    return list({kind[:2]: kind for kind in kinds}.values())


def _tokens(request: Request, layout: Layout, i: int, size: tuple[int, int], grid: tuple[int, int]) -> Tensor:
    mask = torch.from_numpy(pixel_mask(request, layout, i, size))[None, None]
    stride = (size[1] // grid[0], size[0] // grid[1])
    return F.max_pool2d(mask, stride)[0, 0]


def _pieces(stretch: Stretch, layout: Layout, size: tuple[int, int]) -> Iterator[tuple[Stretch, int]]:
    """A long stretch in parts, with how many latents at the start of each are only there to be looked at."""
    longest = max(PIECE, PIECE_PIXELS // (size[0] * size[1] * layout.stride))
    for a in range(stretch.first, stretch.stop, longest):
        skip = min(REACH, a - stretch.first)
        stop = min(a + longest, stretch.stop)
        begin = layout.span(stretch.first).start
        frames = slice(layout.span(a - skip).start - begin, layout.span(stop - 1).stop - begin)
        yield Stretch(a - skip, stop, stretch.pictures[frames]), skip
