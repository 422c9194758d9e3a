"""Whether CFG-Zero* or rescaling helps the built-in model to follow prompts, by an independent judge.

    python tests/bench/guidance.py [--prompts N] [--frames N] [--steps N] [--scales 2 3 4]

Held-out prompts, the same noise for every way. `colour` and `place` are the share of clips that the judge
sees as asked for; `glare` is the share of colour values at the end of their range, which too much guidance
inflates. The last line holds the misses of plain guidance, which is the default, at its best scale against
those of the best other way.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import torch
from figure import conclude, table

from engine.diffusion.guidance import Refined, guided
from engine.diffusion.sampler import sample
from engine.families.family import Family, TextCond
from engine.families.loading import load
from engine.sketch import judge as judges
from engine.sketch.evaluate import prompts
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE

WAYS = {
    "plain": Refined(),
    "CFG-Zero*": Refined(cfg_zero=True),
    "rescale .7": Refined(rescale=0.7),
}


@torch.inference_mode()
def drawn(
    family: Family, cond: TextCond, refined: Refined, scale: float, frames: int, steps: int
) -> np.ndarray:
    """uint8 [F, H, W, 3]."""
    spec = family.spec
    width, height = NATIVE_SIZE
    size = spec.latent_frames(frames), height // spec.space_stride, width // spec.space_stride
    eps = torch.randn((1, spec.channels, *size), generator=torch.Generator().manual_seed(7))
    velocity = guided(family, cond, scale, first_latent=0, fps=NATIVE_FPS, key="w0", refined=refined)
    m = torch.ones(1, 1, *size)
    z = sample(velocity, torch.zeros_like(eps), m, eps, family.sigmas(steps, *size), level=spec.sigma)
    pixels = torch.cat(list(family.decode(z, frames)), dim=2)[0]
    return ((pixels.clamp(-1, 1) + 1) * 127.5).round().byte().permute(1, 2, 3, 0).numpy()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--prompts", type=int, default=24)
    parser.add_argument("--frames", type=int, default=9)
    parser.add_argument("--steps", type=int, default=16)
    parser.add_argument("--scales", type=float, nargs="+", default=[2.0, 3.0, 4.0])
    args = parser.parse_args()
    torch.set_num_threads(1)
    family, judge = load("sketch"), judges.fit()
    asked = prompts(args.prompts)
    conds = [family.encode_text(["", words]) for words, _ in asked]
    rows: list[tuple[object, ...]] = [("way", "scale", "colour", "place", "glare")]
    misses: dict[str, list[float]] = {}
    for scale in args.scales:
        for way, refined in WAYS.items():
            refined = Refined(refined.cfg_zero, refined.rescale, args.steps)
            clips = [drawn(family, cond, refined, scale, args.frames, args.steps) for cond in conds]
            pairs = list(zip(clips, (scene for _, scene in asked), strict=True))
            colour = float(np.mean([judge.colour(c) == scene.colour for c, scene in pairs]))
            place = float(np.mean([judge.place(c) == scene.place for c, scene in pairs]))
            glare = float(np.mean([((c == 0) | (c == 255)).mean() for c in clips]))
            rows.append((way, scale, colour, place, glare))
            misses.setdefault(way, []).append(2 - colour - place)
    table(rows)
    plain = min(misses.pop("plain"))
    best = min(misses, key=lambda way: min(misses[way]))
    other = min(misses[best])
    ours = f"{plain:.3f} misses a clip (plain)"
    conclude("guidance", ours, f"{other:.3f} ({best})", (plain + 1e-9) / (other + 1e-9), 1.0)


if __name__ == "__main__":
    main()
