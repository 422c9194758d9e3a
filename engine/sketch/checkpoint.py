"""Writes what was learned as a diffusers LTX checkpoint that stock pipelines load."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKLLTXVideo, FlowMatchEulerDiscreteScheduler

from engine.sketch import curve
from engine.sketch.text import build_tokenizer
from engine.sketch.transformer_train import Student
from engine.sketch.world import LONGEST_WINDOW, NATIVE_FPS, NATIVE_SIZE

#: Where the program looks for its built-in model.
BUILT_IN = Path(__file__).resolve().parents[2] / "resources" / "models" / "sketch"
LARGEST_FILE = "14MB"
STEPS, GUIDANCE = 20, 2.0


def scheduler() -> FlowMatchEulerDiscreteScheduler:
    """Euler over the sigmas that the pipeline gives it, LTX's linear-quadratic ones, which it does not
    move."""
    return FlowMatchEulerDiscreteScheduler(num_train_timesteps=1000, shift=1.0)


def _edit_json(path: Path, edit: Callable[[dict[str, Any]], object]) -> None:
    data = json.loads(path.read_text())
    edit(data)
    path.write_text(json.dumps(data, indent=2) + "\n")


def export(state: Path, target: Path = BUILT_IN) -> None:
    """Write a training folder's averaged weights to `target`, float16, in files of at most 14 MB."""
    vae = AutoencoderKLLTXVideo.from_pretrained(state / "vae")
    student = Student(len(vae.latents_std))
    run = torch.load(state / "transformer.pt", weights_only=True, map_location="cpu")
    student.load_state_dict(run["average"])
    parts = {"transformer": student.transformer, "text_encoder": student.text, "vae": vae}
    target.mkdir(parents=True, exist_ok=True)
    for name, part in parts.items():
        shutil.rmtree(target / name, ignore_errors=True)
        part.half().save_pretrained(target / name, max_shard_size=LARGEST_FILE)
    # Where the weights lay while they were trained is nobody else's business.
    _edit_json(target / "vae" / "config.json", lambda config: config.pop("_name_or_path", None))
    # transformers loads in the type that the config names, diffusers in float32: let both be float32.
    _edit_json(target / "text_encoder" / "config.json", lambda config: config.update(dtype="float32"))
    build_tokenizer().save_pretrained(target / "tokenizer")
    scheduler().save_pretrained(target / "scheduler")
    index = {
        "_class_name": "LTXConditionPipeline",
        "_diffusers_version": "0.42.1",
        "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
        "text_encoder": ["transformers", "T5EncoderModel"],
        "tokenizer": ["transformers", "PreTrainedTokenizerFast"],
        "transformer": ["diffusers", "LTXVideoTransformer3DModel"],
        "vae": ["diffusers", "AutoencoderKLLTXVideo"],
    }
    about = {
        "name": "Sketch", "native_fps": NATIVE_FPS, "native_size": list(NATIVE_SIZE),
        "longest_window": LONGEST_WINDOW, "steps": STEPS, "guidance": GUIDANCE, "family": "ltx",
        "references": 1,
    }  # fmt: skip
    (target / "model_index.json").write_text(json.dumps(index, indent=2) + "\n")
    (target / "tweenboard.json").write_text(json.dumps(about, indent=2) + "\n")
    points = curve.read(state / "transformer.jsonl")
    if len(points) > 1:  # none when only the decoder went on from a checkpoint that kept no curve
        curve.draw(points, "loss of the transformer by step", target / "curve.png")
    thinned = [{"step": step, "loss": loss} for step, loss in points[:: max(1, len(points) // 100)]]
    come = {"step": run["step"], "seconds": round(run["spent"]), "curve": thinned}
    (target / "training.json").write_text(json.dumps(come) + "\n")
    for file in target.rglob("*.safetensors"):
        file.chmod(0o644)
