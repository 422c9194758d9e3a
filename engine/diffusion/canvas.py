"""A request's layout filled in: known latents, caps, and which picture each was encoded from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from engine.diffusion.layout import Layout, Picture
from engine.diffusion.masks import pool
from engine.document.request import Request
from engine.families.family import Family
from engine.media.reader import open_reader


@dataclass(slots=True)
class Canvas:
    """What the sampler works on: `x0 [1, C, t, h, w]` (zero where nothing is known) and the cap
    `m [1, 1, t, h, w]` of every token, on the time axis of `layout`."""

    layout: Layout
    x0: Tensor
    m: Tensor


def read_pictures(
    request: Request, pictures: Sequence[Picture], size: tuple[int, int], each: Callable[[], None]
) -> dict[Picture, np.ndarray]:
    """Every picture once, as uint8 `[H, W, 3]` at `size` (width, height); `each` is called after every read.

    The whole picture is scaled to the working size, and the take is scaled back when it is shown: a crop
    would lose the edges of a person's frame.
    """
    found: dict[Picture, np.ndarray] = {}
    with ExitStack() as stack:
        readers = {
            n: stack.enter_context(open_reader(request.known[n].path, size=size))
            for n in sorted({picture.known for picture in pictures})
        }
        for picture in sorted(set(pictures), key=lambda p: (p.known, p.frame)):
            known, reader = request.known[picture.known], readers[picture.known]
            source = known.source_start + picture.frame - known.place.start
            found[picture] = (
                reader.frame(0) if reader.frames == 1 else reader.frame_at_rate(source, request.rate)
            )
            each()
    return found


def fill(
    layout: Layout,
    pictures: dict[Picture, np.ndarray],
    family: Family,
    size: tuple[int, int],
    each: Callable[[int], None],
) -> Canvas:
    """Encode what is known; `each` is called with the number of latents done after every stretch.

    Stretches after the start are encoded as going on from before. Where kept footage and a soft range touch
    they are one stretch, so that no seam runs between them.
    """
    spec = family.spec
    h, w = size[1] // spec.space_stride, size[0] // spec.space_stride
    x0 = torch.zeros(1, spec.channels, layout.latents, h, w, device=family.device)
    for stretch in layout.stretches():
        clip = np.stack([pictures[p] for p in stretch.pictures])
        pixels = torch.from_numpy(clip).permute(3, 0, 1, 2)[None].to(family.device).float() / 127.5 - 1
        x0[:, :, stretch.first : stretch.stop] = family.encode(pixels, mid_clip=stretch.first > 0)
        each(stretch.stop)
    caps = torch.tensor(layout.caps, device=family.device).view(1, 1, -1, 1, 1)
    m = pool(caps, layout.stride).expand(-1, -1, -1, h, w).contiguous()
    return Canvas(layout, x0, m)
