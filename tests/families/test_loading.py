"""Folders that are no model, or a broken or dangerous one: one sentence each, that names the folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.errors import TweenError
from engine.families import catalog, loading
from tests.families.tiny import tiny_ltx


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_ltx(tmp_path_factory.mktemp("models") / "tiny", name="Tiny", native_size=[64, 32])


def edit(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def drop_a_weight(folder: Path) -> None:
    from safetensors.torch import load_file, save_file

    path = folder / "transformer" / "diffusion_pytorch_model.safetensors"
    weights = load_file(path)
    del weights["proj_in.weight"]
    save_file(weights, path, metadata={"format": "pt"})


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no index": (
        lambda f: (f / "model_index.json").unlink(),
        "is not a model folder: it has no model_index.json",
    ),
    "index is no JSON": (lambda f: (f / "model_index.json").write_text("{"), "cannot be read as JSON"),
    "index is a list": (lambda f: (f / "model_index.json").write_text("[]"), "holds no JSON object"),
    "another pipeline": (
        lambda f: edit(f / "model_index.json", _class_name="FluxPipeline"),
        "is a FluxPipeline",
    ),
    "no vae": (lambda f: shutil.rmtree(f / "vae"), "has no vae"),
    "no tokenizer": (lambda f: shutil.rmtree(f / "tokenizer"), "has no tokenizer"),
    "another transformer": (
        lambda f: edit(f / "model_index.json", transformer=["diffusers", "WanTransformer3DModel"]),
        "transformer of the model .* is a WanTransformer3DModel",
    ),
    "another scheduler": (
        lambda f: edit(f / "model_index.json", scheduler=["diffusers", "DDIMScheduler"]),
        "scheduler of the model .* is a DDIMScheduler",
    ),
    "a pickle": (lambda f: (f / "vae" / "weights.bin").write_bytes(b"x"), "holds a pickle"),
    "a torch file": (lambda f: (f / "extra.pt").write_bytes(b"x"), "holds a pickle"),
    "program code": (lambda f: (f / "transformer" / "model.py").write_text("1"), "holds program code"),
    "no weights": (
        lambda f: (f / "transformer" / "diffusion_pytorch_model.safetensors").unlink(),
        "transformer of the model .* cannot be read",
    ),
    "torn weights": (
        lambda f: os.truncate(f / "vae" / "diffusion_pytorch_model.safetensors", 2000),
        "vae of the model .* cannot be read",
    ),
    "a missing weight": (
        drop_a_weight,
        "transformer of the model .* lacks 1 weights, such as proj_in.weight",
    ),
    "another shape": (lambda f: edit(f / "vae" / "config.json", latent_channels=8), "vae of the model"),
    "no text weights": (
        lambda f: (f / "text_encoder" / "model.safetensors").unlink(),
        "text_encoder of the model",
    ),
    "parts of two models": (
        lambda f: edit(f / "transformer" / "config.json", patch_size=2),
        "do not fit together",
    ),
    "wrong notes": (lambda f: edit(f / "tweenboard.json", native_size="large"), "value of the wrong kind"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_folder_is_told_in_one_sentence(sound: Path, tmp_path: Path, case: str) -> None:
    damage, sentence = BROKEN[case]
    folder = tmp_path / "model"
    shutil.copytree(sound, folder)
    damage(folder)
    with pytest.raises(TweenError, match=sentence) as told:
        loading.load(folder)
    message = str(told.value)
    assert str(folder) in message
    assert message.endswith(".")
    assert "\n" not in message
    assert len(message) < 400 + 2 * len(str(folder))


def test_a_model_is_loaded_once_and_again_after_it_changed(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(sound, folder)
    first = loading.load(folder)
    assert loading.load(str(folder)) is first
    os.utime(folder / "model_index.json", ns=(1, 1))
    assert loading.load(folder) is not first
    loading.unload()


def test_models_are_found_by_name_in_the_folders_given(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEENBOARD_MODELS", str(sound.parent))
    (model,) = [model for model in catalog.known() if model.path == sound]
    assert (model.name, model.title, model.native_size) == ("tiny", "Tiny", (64, 32))
    assert catalog.resolve("Tiny") == sound
    with pytest.raises(TweenError, match=r"no model “nonesuch”; models at hand: .*tiny"):
        catalog.resolve("nonesuch")


def test_listing_models_loads_no_torch() -> None:
    code = (
        "import sys, engine.families.catalog, engine.diffusion.progress; engine.families.catalog.known();"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
