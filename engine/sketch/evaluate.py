"""Measures a checkpoint: `python -m engine.sketch.evaluate [--prompts N] [--model FOLDER]`.

Prints every measure as it is found, writes them to measures.json (flat: name -> number) and contact sheets
beside the model. A call that was cut off is gone on with by the next. Prompts are worded and drawn from seeds
that training never uses.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from engine.families.book import Book
from engine.sketch import judge as judges
from engine.sketch import look_judge, trials, watcher
from engine.sketch.captions import caption, read_back
from engine.sketch.checkpoint import BUILT_IN, GUIDANCE, STEPS
from engine.sketch.fidelity import held_out, psnr
from engine.sketch.sampling import Sketch, text_to_video
from engine.sketch.vae import normalise, posterior, to_unit
from engine.sketch.world import LOOKS, NATIVE_FPS, NATIVE_SIZE, PLACES, SUBJECTS, Scene, random_scene

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
    watching: watcher.Watcher | None = None,
    book: Book | None = None,
) -> tuple[dict[str, float], list[np.ndarray]]:
    """How often colour and place follow the prompt, and what the watcher tells where there is one, and the
    clips that were judged. Scenes whose motion no picture can show count for no motion. With a book the model
    is shown its pictures, as the program does; else it has words alone."""
    asked = prompts(count, seed)
    clips: list[np.ndarray] = []
    for k in range(0, count, together):
        words = [text for text, _ in asked[k : k + together]]
        shown = looked_up(model, book, words)
        clips += list(text_to_video(model, words, frames, NATIVE_SIZE, NATIVE_FPS, k, steps, GUIDANCE, shown))
    pairs = list(zip(clips, (scene for _, scene in asked), strict=True))
    colour = np.mean([judge.colour(clip) == scene.colour for clip, scene in pairs])
    place = np.mean([judge.place(clip) == scene.place for clip, scene in pairs])
    found = {"colour_accuracy": float(colour), "place_accuracy": float(place)}
    if watching is not None:
        told = [
            (watching.tell(clip), text, scene) for (clip, scene), (text, _) in zip(pairs, asked, strict=True)
        ]
        for name in watcher.QUESTIONS:
            right = [
                answer[name] == getattr(scene, name)
                for answer, text, scene in told
                # What the words leave out cannot be followed.
                if name in {**read_back(text), "camera": ""} and (name != "motion" or watcher.fair(scene))
            ]
            found[f"{name}_accuracy"] = float(np.mean(right))
    return found, clips


def looked_up(model: Sketch, book: Book | None, words: list[str]) -> torch.Tensor | None:
    """Latents [B, C, 1, h, w] of the book's pictures for the words; None without a book, or where it has no
    picture for one of them."""
    pictures = [book.picture(text) for text in words] if book else []
    found = [picture for picture in pictures if picture is not None]
    if not found or len(found) < len(words):
        return None
    with torch.no_grad():
        return normalise(model.vae, posterior(model.vae, to_unit(np.stack(found)[:, None])).mode())


def dressed(
    model: Sketch, judge: look_judge.LookJudge, count: int, frames: int = 17, book: Book | None = None
) -> tuple[float, list[np.ndarray]]:
    """How often the look follows the prompt, all looks asked for equally often, and the clips."""
    rng = np.random.default_rng(HELD_OUT_SEED + 1)
    asked = [replace(scene, look=LOOKS[k % len(LOOKS)]) for k, (_, scene) in enumerate(prompts(count))]
    words = [caption(scene, rng) for scene in asked]
    clips: list[np.ndarray] = []
    for k in range(0, count, 4):
        some = words[k : k + 4]
        shown = looked_up(model, book, some)
        clips += list(text_to_video(model, some, frames, NATIVE_SIZE, NATIVE_FPS, 500 + k, reference=shown))
    right = [judge.look(clip) == scene.look for clip, scene in zip(clips, asked, strict=True)]
    return float(np.mean(right)), clips


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


class Notebook:
    """What parts of an evaluation have found, on the disk after each. One of another checkpoint, or of other
    counts (`of`), begins empty."""

    def __init__(self, path: Path, of: dict[str, str | int]) -> None:
        self.path, self._of = path, of
        noted = json.loads(path.read_text()) if path.exists() else {}
        same = noted.get("of") == of
        self.found: dict[str, float] = noted["found"] if same else {}
        self.done: list[str] = noted["done"] if same else []

    def note(self, part: str, found: dict[str, float]) -> None:
        self.found |= found
        self.done.append(part)
        self.path.write_text(json.dumps({"of": self._of, "done": self.done, "found": self.found}, indent=2))


class Evaluation:
    """One checkpoint's measures, part by part. A call that was cut off is gone on with by the next, as long
    as its notebook is there."""

    def __init__(self, folder: Path, count: int, tries: int, watcher_file: Path, notebook: Path) -> None:
        self.folder, self.count, self.tries = folder, count, tries
        self.model, self.book = Sketch.load(folder), Book.open(folder)
        self.judge, self.watching = judges.fit(), watcher.kept(watcher_file)
        counts: dict[str, str | int] = {"prompts": count, "trials": tries}
        self._notebook = Notebook(notebook, {"weights": _digest(folder), **counts})

    @property
    def parts(self) -> tuple[Callable[[], dict[str, float]], ...]:
        always = (self.judges, self.autoencoder, self.words, self.looks, self.with_book, self.looks_with_book)
        return (*always, *((self.given_clips, self.references) if self.tries else ()), self.size)

    def run(self) -> dict[str, float]:
        """Every part that is not noted yet; prints what each found."""
        for part in self.parts:
            if part.__name__ in self._notebook.done:
                continue
            found = {name: round(value, 4) for name, value in part().items()}
            for name, value in found.items():
                print(f"{name:32} {value}", flush=True)
            self._notebook.note(part.__name__, found)
        return self._notebook.found

    def judges(self) -> dict[str, float]:
        """How often the judges are right on drawn truth."""
        place, colour = judges.accuracy(self.judge)
        found = {"judge_place_accuracy": place, "judge_colour_accuracy": colour}
        for name, right in watcher.accuracy(self.watching).items():
            found[f"judge_{name}_accuracy"] = right
        return found | trials.judged()

    def autoencoder(self) -> dict[str, float]:
        drawn, real = held_out()
        found = {"vae_psnr_scenes_db": psnr(self.model.vae, drawn)}
        return found if real is None else found | {"vae_psnr_real_clips_db": psnr(self.model.vae, real)}

    def words(self) -> dict[str, float]:
        found, clips = follow(self.model, self.judge, self.count, watching=self.watching)
        contact_sheet(clips, self._notebook.path.with_name("contact.png"))
        return found | {"prompts": float(self.count)}

    def looks(self) -> dict[str, float]:
        ruler = look_judge.fit()
        told, clips = dressed(self.model, ruler, max(10, self.count // 2))
        contact_sheet(clips, self._notebook.path.with_name("looks.png"), rows=10)
        return {"judge_look_accuracy": look_judge.accuracy(ruler), "look_accuracy": told}

    def with_book(self) -> dict[str, float]:
        if self.book is None:
            return {}
        found, clips = follow(self.model, self.judge, self.count, watching=self.watching, book=self.book)
        contact_sheet(clips, self._notebook.path.with_name("contact.png"))  # as the program draws
        return {name.replace("_accuracy", "_with_book"): value for name, value in found.items()}

    def looks_with_book(self) -> dict[str, float]:
        if self.book is None:
            return {}
        told, clips = dressed(self.model, look_judge.fit(), max(10, self.count // 2), book=self.book)
        contact_sheet(clips, self._notebook.path.with_name("looks.png"), rows=10)
        return {"look_with_book": told}

    def given_clips(self) -> dict[str, float]:
        """What the model does with clips that it is given (a quarter as many remixes, which are ten drawings
        each)."""
        return {
            **trials.between(self.model, self.tries),
            **trials.goes_on(self.model, self.tries),
            **trials.recoloured(self.model, self.judge.colour, self.tries),
            **trials.remixed(self.model, max(1, self.tries // 4)),
            "trials": float(self.tries),
        }

    def references(self) -> dict[str, float]:
        return trials.referred(self.model, self.judge.colour, self.watching, self.tries)

    def size(self) -> dict[str, float]:
        parts = (self.model.transformer, self.model.vae, self.model.text)
        held = sum(f.stat().st_size for f in self.folder.rglob("*") if f.is_file())
        return {
            "seconds_for_33_frames": seconds_for(self.model, 33),
            "parameters_millions": sum(p.numel() for part in parts for p in part.parameters()) / 1e6,
            "checkpoint_megabytes": held / 1e6,
        }


def _digest(folder: Path) -> str:
    """SHA-256 over the weights of a checkpoint."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*.safetensors")):
        found.update(path.read_bytes())
    return found.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=BUILT_IN)
    parser.add_argument("--prompts", type=int, default=80)
    parser.add_argument("--trials", type=int, default=20, help="clips given to each trial; 0 for none")
    parser.add_argument(
        "--watcher", type=Path, default=Path(tempfile.gettempdir()) / "sketch-watcher.safetensors",
        help="where the network that reads subject and motion is kept",
    )  # fmt: skip
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--out", type=Path, help="folder for measures.json and contact.png; the model's by default"
    )
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    out = given.out or given.model
    notebook = out / "measures.partial.json"
    found = Evaluation(given.model, given.prompts, given.trials, given.watcher, notebook).run()
    (out / "measures.json").write_text(json.dumps(found, indent=2) + "\n")
    notebook.unlink()


if __name__ == "__main__":
    main()
