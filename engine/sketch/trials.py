"""What the editor asks of Sketch beyond words: fill a gap, go on, recolour a box, change a little.

Every trial takes a drawn scene, keeps part of its latents, lets the model draw the rest, and judges what came
out by what the renderer knows: where the subject is, and how the picture looks without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from engine.media import steps
from engine.sketch.captions import caption
from engine.sketch.checkpoint import GUIDANCE, STEPS
from engine.sketch.sampling import Sketch, text_to_latents
from engine.sketch.scenes import Painter, on_screen, subject_colour
from engine.sketch.vae import decoded, denormalise, normalise, posterior, to_bytes, to_unit
from engine.sketch.watcher import Watcher
from engine.sketch.world import (
    COLOURS,
    NATIVE_FPS,
    NATIVE_SIZE,
    PLACES,
    SPACE_STRIDE,
    Scene,
    clashes,
    random_scene,
    settled,
)

#: 9 latents, of which an in-betweening draws the middle 4 (16 frames) and an extension the last 4.
FRAMES = 33
GAP = slice(3, 7)
GAP_FRAMES = range(9, 25)
GOES_ON = slice(5, 9)
STRAIGHT = {"left": (-1, 0), "right": (1, 0), "rises": (0, -1), "falls": (0, 1)}


@dataclass(frozen=True)
class Drawn:
    """A scene drawn by the renderer: its words, pictures uint8 [F, H, W, 3] with and without the subject, and
    its normalised latents [1, C, t, h, w]."""

    scene: Scene
    words: str
    frames: np.ndarray
    empty: np.ndarray
    latents: Tensor


def scenes(model: Sketch, count: int, seed: int, motions: tuple[str, ...] = ()) -> Iterator[Drawn]:
    """Scenes whose subject is in the picture from first to last."""
    rng = np.random.default_rng(seed)
    while count:
        word = {"motion": str(rng.choice(motions))} if motions else {}
        scene = random_scene(rng, NATIVE_SIZE, FRAMES / NATIVE_FPS, camera="static", **word)
        if not _inside(scene):
            continue
        count -= 1
        painter = Painter(scene)
        times = [k / NATIVE_FPS for k in range(FRAMES)]
        frames = np.stack([np.asarray(painter.frame(t)) for t in times])
        empty = np.stack([np.asarray(painter.background(t)) for t in times])
        with torch.no_grad():
            latents = normalise(model.vae, posterior(model.vae, to_unit(frames[None])).mode())
        yield Drawn(scene, caption(scene, rng), frames, empty, latents)


def _inside(scene: Scene) -> bool:
    ends = [on_screen(scene, t) for t in (0.0, FRAMES / NATIVE_FPS)]
    return all(r < x < scene.width - r and r < y < scene.height - r for x, y, r in ends)


def subject_at(scene: Scene, frame: np.ndarray, empty: np.ndarray) -> tuple[float, float] | None:
    """The middle (x, y) of the pixels that look more like the subject than like the place behind it, or None
    where next to none do. frame and empty: uint8 [H, W, 3]."""
    pixels, behind = frame.astype(np.float32), empty.astype(np.float32)
    own = np.linalg.norm(pixels - np.array(subject_colour(scene), np.float32), axis=-1)
    other = np.linalg.norm(pixels - behind, axis=-1)
    there = (own < other) & (other > 40)
    if there.sum() < 0.02 * (2 * on_screen(scene, 0)[2]) ** 2:
        return None
    y, x = np.nonzero(there)
    return float(np.median(x)), float(np.median(y))


def _drawn(model: Sketch, words: str, source: Tensor, caps: Tensor, seed: int) -> tuple[Tensor, np.ndarray]:
    """Latents and pictures of the source drawn anew where the caps say."""
    made = text_to_latents(
        model, [words], FRAMES, NATIVE_SIZE, NATIVE_FPS, seed, STEPS, GUIDANCE, source, caps
    )
    with torch.no_grad():
        return made, to_bytes(decoded(model.vae, denormalise(model.vae, made)))[0]


def _caps(source: Tensor, where: tuple[slice, ...], cap: float = 1.0) -> Tensor:
    caps = torch.zeros(1, 1, *source.shape[2:])
    caps[(..., *where)] = cap
    return caps


def _off(one: Drawn, clip: np.ndarray, k: int) -> float:
    """How far the subject is from where it should be in frame k, in subject heights."""
    found, right = (subject_at(one.scene, shown[k], one.empty[k]) for shown in (clip, one.frames))
    if found is None or right is None:
        return float("inf")
    height = 2 * on_screen(one.scene, k / NATIVE_FPS)[2]
    return float(np.hypot(found[0] - right[0], found[1] - right[1]) / height)


def between(model: Sketch, count: int, seed: int = 401) -> dict[str, float]:
    """Sixteen frames drawn between kept ones: whether the subject comes in and leaves where it should, and
    the worse of the two joins' seam scores, as the model itself decodes them."""
    offs, seams = [], []
    for k, one in enumerate(scenes(model, count, seed)):
        _, clip = _drawn(model, one.words, one.latents, _caps(one.latents, (GAP, slice(None))), k)
        offs.append(max(_off(one, clip, GAP_FRAMES[0]), _off(one, clip, GAP_FRAMES[-1])))
        seams.append(_seam(clip, (GAP_FRAMES[0], GAP_FRAMES[-1] + 1)))
    return {
        "between_joins_within_quarter": float(np.mean(np.array(offs) <= 0.25)),
        "between_seam_median": float(np.median(seams)),
    }


def _seam(clip: np.ndarray, joins: tuple[int, ...]) -> float:
    """The worst seam score among the joins before these frames."""
    found = steps.steps_between([steps.reduced(frame) for frame in clip])
    others = np.stack([step for k, step in enumerate(found, 1) if k not in joins])
    return max(steps.score(found[n - 1], others)[0] for n in joins)


def goes_on(model: Sketch, count: int, seed: int = 402) -> dict[str, float]:
    """Sixteen frames after seventeen kept ones: whether a straight motion keeps its direction and speed."""
    ways, paces = [], []
    for k, one in enumerate(scenes(model, count, seed, tuple(STRAIGHT))):
        _, clip = _drawn(model, one.words, one.latents, _caps(one.latents, (GOES_ON, slice(None))), k)
        way = STRAIGHT[one.scene.motion]
        first, last = (subject_at(one.scene, clip[f], one.empty[f]) for f in (18, 32))
        if first is None or last is None:
            ways.append(False)
            paces.append(False)
            continue
        went = sum(w * (b - a) for w, a, b in zip(way, first, last, strict=True))
        right = one.scene.speed * min(NATIVE_SIZE) * 14 / NATIVE_FPS
        ways.append(went > 0.2 * right)
        paces.append(abs(went / right - 1) <= 0.3)
    return {"extension_direction_kept": float(np.mean(ways)), "extension_speed_kept": float(np.mean(paces))}


def recoloured(
    model: Sketch, colour: Callable[[np.ndarray], str], count: int, seed: int = 403
) -> dict[str, float]:
    """The subject's box drawn anew in another colour, by `colour` as the judge reads it; outside the box
    every latent must stay bit for bit."""
    rng = np.random.default_rng(seed)
    done, kept = [], []
    for k, one in enumerate(scenes(model, count, seed, ("stays", "spins"))):
        wanted = str(
            rng.choice([c for c in COLOURS if c != one.scene.colour and not clashes(c, one.scene.place)])
        )
        x, y, radius = (v / SPACE_STRIDE for v in on_screen(one.scene, 0))
        box = [slice(max(0, int(m - 1.3 * radius)), int(np.ceil(m + 1.3 * radius))) for m in (y, x)]
        caps = _caps(one.latents, (slice(None), *box))
        made, clip = _drawn(model, caption(replace(one.scene, colour=wanted), rng), one.latents, caps, k)
        done.append(colour(clip) == wanted)
        kept.append(bool(torch.equal(made[:, :, caps[0, 0] == 0], one.latents[:, :, caps[0, 0] == 0])))
    return {"region_recoloured": float(np.mean(done)), "region_outside_kept": float(np.mean(kept))}


def remixed(model: Sketch, count: int, seed: int = 404) -> dict[str, float]:
    """Whether the distance from the source grows with strength over ten, and how far the subject has moved at
    .35, within half its size."""
    grown, held = [], []
    for k, one in enumerate(scenes(model, count, seed)):
        strengths = np.linspace(0.1, 1, 10)
        apart = []
        for s in strengths:
            caps = _caps(one.latents, (slice(None),), float(s))
            made, clip = _drawn(model, one.words, one.latents, caps, k)
            apart.append(float((made - one.latents).square().mean().sqrt()))
            if np.isclose(s, 0.3):
                held.append(_off(one, clip, FRAMES // 2) <= 0.5)
        grown.append(float(np.mean(np.diff(apart) > 0)))
    return {"remix_monotonic": float(np.mean(grown)), "remix_layout_kept": float(np.mean(held))}


def referred(
    model: Sketch, colour: Callable[[np.ndarray], str], watching: Watcher, count: int, seed: int = 406
) -> dict[str, float]:
    """Words that call the subject "it" with a picture of the subject in another place: how often the clip
    shows that kind of thing, and that kind in that colour."""
    rng = np.random.default_rng(seed)
    kinds, both = [], []
    for k in range(count):
        asked = settled(random_scene(rng, NATIVE_SIZE, FRAMES / NATIVE_FPS, motion="stays", camera="static"))
        elsewhere = [p for p in PLACES if p != asked.place and not clashes(asked.colour, p)]
        shown = replace(asked, place=str(rng.choice(elsewhere)), plate_seed=asked.plate_seed + 1)
        picture = np.asarray(Painter(shown).frame(asked.seconds / 2))
        with torch.no_grad():
            seen = normalise(model.vae, posterior(model.vae, to_unit(picture[None, None])).mode())
        words = caption(asked, rng, named=False)
        latents = text_to_latents(model, [words], 17, NATIVE_SIZE, NATIVE_FPS, k, reference=seen)
        with torch.no_grad():
            clip = to_bytes(decoded(model.vae, denormalise(model.vae, latents)))[0]
        kinds.append(watching.tell(clip)["subject"] == asked.subject)
        both.append(kinds[-1] and colour(clip) == asked.colour)
    return {"reference_subject": float(np.mean(kinds)), "reference_subject_and_colour": float(np.mean(both))}


def judged(count: int = 100, seed: int = 405) -> dict[str, float]:
    """How often `subject_at` reads a drawn subject's way over half a second within a tenth of its size: the
    proof of the ruler."""
    rng = np.random.default_rng(seed)
    right = []
    while len(right) < count:
        motion = str(rng.choice(tuple(STRAIGHT)))
        scene = random_scene(rng, NATIVE_SIZE, FRAMES / NATIVE_FPS, camera="static", motion=motion)
        if not _inside(scene):
            continue
        painter, times = Painter(scene), (0.4, 0.9)
        shown = [(np.asarray(painter.frame(t)), np.asarray(painter.background(t))) for t in times]
        first, last = (subject_at(scene, *pictures) for pictures in shown)
        (x0, y0, radius), (x1, y1, _) = (on_screen(scene, t) for t in times)
        if first is None or last is None:
            right.append(False)
            continue
        error = np.hypot(last[0] - first[0] - (x1 - x0), last[1] - first[1] - (y1 - y0))
        right.append(bool(error <= 2 * radius / 10))
    return {"judge_way_accuracy": float(np.mean(right))}
