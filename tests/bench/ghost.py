"""For how long two pictures are seen at once behind a join: footage carried over the cut, and a cross-fade.

    python tests/bench/ghost.py [--count N] [--frames N] [--steps N] [--model NAME|DIR]

The middles of drawn scenes are drawn anew once each, as in `tests/bench/seams.py`; what differs is only how
the same drawn frames are joined to the footage:

    ours       the footage carried over the cuts, as far as the drawn picture agrees (what `draw` does)
    crossfade  the frame beside each cut faded into the drawn ones, over as many frames
    drawn      the drawn frames as they are: what the model itself shows of two pictures at once
    footage    the scene's own frames in place of them, where nothing is to be found

The score is what `tween seams` calls ghost: frames for which the picture beside the cut is half there. The
ratio is of what ours and the cross-fade add to what the model itself shows.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from figure import conclude, table
from safetensors import safe_open
from seams import Shot, crossfaded, measured, options, shot

from engine.diffusion.frames import pictures
from engine.diffusion.handover import REACH
from engine.document.take import Take
from engine.families.family import Family
from engine.families.loading import load
from engine.project.takes import LATENTS

GOAL = 0.25


def decoded(take: Take, family: Family) -> np.ndarray:
    """The frames of `take` as the model's decoder gives them, joined to nothing."""
    with safe_open(Path(take.frames_path).with_name(LATENTS), framework="pt") as file:
        latents = file.get_tensor("latents")
        skip = -int(json.loads(file.metadata()["tweenboard"])["first_frame"])
    return np.stack(list(islice(pictures(family, latents, skip + len(take.range)), skip, None)))


def ghosts(scene: Shot, family: Family) -> dict[str, list[float]]:
    """By method, the score of either cut."""
    take, ours = scene.take(family, known=True)
    drawn = decoded(take, family)
    middles = {
        "ours": ours,
        "crossfade": crossfaded(scene, drawn, REACH),
        "drawn": drawn,
        "footage": scene.clip[slice(*scene.cuts)],
    }
    return {name: [each[-1] for each in measured(scene.film(m), scene.cuts)] for name, m in middles.items()}


def main() -> None:
    args = options("Double images at the joins of redrawn middles.", 12)
    family = load(args.model)
    found: dict[str, list[float]] = {}
    for number in range(args.count):
        with shot(number, args) as scene:
            for name, scores in ghosts(scene, family).items():
                found.setdefault(name, []).extend(scores)
        print(f"{number + 1} of {args.count}", end="\r", file=sys.stderr)
    rows: list[list[object]] = [["method", "median", "90 %", "mean"]]
    for name, scores in found.items():
        rows.append([name, *(float(np.percentile(scores, p)) for p in (50, 90)), float(np.mean(scores))])
    table(rows)
    mean = {name: float(np.mean(scores)) for name, scores in found.items()}
    ours, fade = (mean[name] - mean["drawn"] for name in ("ours", "crossfade"))
    conclude("ghost", f"{ours:+.2f}", f"{fade:+.2f} (crossfade)", max(0.0, ours) / max(fade, 1e-3), GOAL)


if __name__ == "__main__":
    main()
