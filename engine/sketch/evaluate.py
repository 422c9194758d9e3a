"""Measures a checkpoint: `python -m engine.sketch.evaluate [--prompts N] [--model FOLDER]`.

Prints every measure, writes them to measures.json (flat: name -> number) and a contact sheet beside the
model. Prompts are worded and drawn from seeds that training never uses.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from engine.sketch import judge as judges
from engine.sketch.captions import caption
from engine.sketch.checkpoint import BUILT_IN, GUIDANCE, STEPS
from engine.sketch.sampling import Sketch, text_to_video
from engine.sketch.vae_train import held_out, psnr
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, PLACES, SUBJECTS, Scene, random_scene

HELD_OUT_SEED = 31_337


def prompts(count: int, seed: int = HELD_OUT_SEED) -> list[tuple[str, Scene]]:
    """Worded scenes, places and subjects taken in turn so that each is asked for equally often."""
    rng = np.random.default_rng(seed)
    found = []
    for k in range(count):
        words = {"place": PLACES[k % len(PLACES)], "subject": SUBJECTS[(k + k // 8) % len(SUBJECTS)]}
        scene = random_scene(rng, NATIVE_SIZE, 17 / NATIVE_FPS, **words)
        found.append((caption(scene, rng), scene))
    return found


def follow(
    model: Sketch,
    judge: judges.Judge,
    count: int,
    frames: int = 17,
    steps: int = STEPS,
    together: int = 4,
    seed: int = HELD_OUT_SEED,
) -> tuple[dict[str, float], list[np.ndarray]]:
    """How often colour and place follow the prompt, and the clips that were judged."""
    asked = prompts(count, seed)
    clips: list[np.ndarray] = []
    for k in range(0, count, together):
        words = [text for text, _ in asked[k : k + together]]
        clips += list(text_to_video(model, words, frames, NATIVE_SIZE, NATIVE_FPS, k, steps, GUIDANCE))
    pairs = list(zip(clips, (scene for _, scene in asked), strict=True))
    colour = np.mean([judge.colour(clip) == scene.colour for clip, scene in pairs])
    place = np.mean([judge.place(clip) == scene.place for clip, scene in pairs])
    return {"colour_accuracy": float(colour), "place_accuracy": float(place)}, clips


def contact_sheet(clips: list[np.ndarray], path: Path, rows: int = 24, columns: int = 6) -> None:
    """Six moments of up to 24 clips, two clips a line, in the order of `prompts`."""
    strips = []
    for clip in clips[:rows]:
        moments = [clip[round(k * (len(clip) - 1) / (columns - 1))] for k in range(columns)]
        strips.append(np.concatenate([m[::2, ::2] for m in moments], axis=1))
    lines = [np.concatenate(strips[k : k + 2], axis=1) for k in range(0, len(strips) - 1, 2)]
    Image.fromarray(np.concatenate(lines)).quantize(192).save(path, optimize=True)


def seconds_for(model: Sketch, frames: int) -> float:
    """Wall seconds for one clip of so many frames at the native size, words to pixels."""
    began = time.monotonic()
    text_to_video(model, ["a red ball rolls to the right in a meadow"], frames, NATIVE_SIZE, NATIVE_FPS)
    return time.monotonic() - began


def measure(folder: Path, count: int) -> tuple[dict[str, float], list[np.ndarray]]:
    """Every measure of a checkpoint, and the clips that it drew for the prompts."""
    model = Sketch.load(folder)
    judge = judges.fit()
    found: dict[str, float] = {}
    found["judge_place_accuracy"], found["judge_colour_accuracy"] = judges.accuracy(judge)
    drawn, real = held_out()
    found["vae_psnr_scenes_db"] = psnr(model.vae, drawn)
    if real is not None:
        found["vae_psnr_real_clips_db"] = psnr(model.vae, real)
    followed, clips = follow(model, judge, count)
    found |= followed | {"prompts": float(count), "seconds_for_33_frames": seconds_for(model, 33)}
    parts = (model.transformer, model.vae, model.text)
    found["parameters_millions"] = sum(p.numel() for part in parts for p in part.parameters()) / 1e6
    found["checkpoint_megabytes"] = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6
    return found, clips


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=BUILT_IN)
    parser.add_argument("--prompts", type=int, default=80)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--out", type=Path, help="folder for measures.json and contact.png; the model's by default"
    )
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    found, clips = measure(given.model, given.prompts)
    rounded = {name: round(value, 4) for name, value in found.items()}
    for name, value in rounded.items():
        print(f"{name:28} {value}")
    out = given.out or given.model
    (out / "measures.json").write_text(json.dumps(rounded, indent=2) + "\n")
    contact_sheet(clips, out / "contact.png")


if __name__ == "__main__":
    main()
