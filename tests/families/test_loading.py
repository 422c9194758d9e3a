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
import torch
from diffusers import WanTransformer3DModel
from safetensors.torch import load_file, save_file

from engine.errors import TweenError
from engine.families import catalog, loading
from tests.families.tiny import tiny_ltx
from tests.families.tiny_wan import SHAPE, tiny_wan


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_ltx(tmp_path_factory.mktemp("models") / "tiny", name="Tiny", native_size=[64, 32])


def edit(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def weights_of(
    folder: Path, change: Callable[[dict[str, torch.Tensor]], object], part: str = "transformer"
) -> None:
    path = folder / part / "diffusion_pytorch_model.safetensors"
    weights = load_file(path)
    change(weights)
    save_file(weights, path, metadata={"format": "pt"})


def break_one(
    weights: dict[str, torch.Tensor], name: str = "proj_out.bias", value: float = torch.nan
) -> None:
    weights[name][0] = value


def channels(folder: Path, count: int) -> None:
    """A transformer that reads `count` channels, as those do that take a picture beside the noise."""
    transformer = WanTransformer3DModel(**{**SHAPE, "in_channels": count})
    transformer.save_pretrained(folder / "transformer", safe_serialization=True)


def two_experts(folder: Path) -> None:
    shutil.copytree(folder / "transformer", folder / "transformer_2")
    edit(folder / "model_index.json", transformer_2=["diffusers", "WanTransformer3DModel"])


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no index": (
        lambda f: (f / "model_index.json").unlink(),
        "is not a model folder: it has no model_index.json",
    ),
    "index is no JSON": (lambda f: (f / "model_index.json").write_text("{"), "cannot be read as JSON"),
    "index is a list": (lambda f: (f / "model_index.json").write_text("[]"), "holds no JSON object"),
    "another pipeline": (
        lambda f: edit(f / "model_index.json", _class_name="FluxPipeline"),
        "is a FluxPipeline.*; it knows LTX-Video, .*Wan VACE",
    ),
    "no pipeline": (lambda f: edit(f / "model_index.json", _class_name=None), "is a folder of unknown kind"),
    "a part that is null": (lambda f: edit(f / "model_index.json", vae=[None, None]), "has no vae"),
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
        lambda f: weights_of(f, lambda weights: weights.pop("proj_in.weight")),
        "transformer of the model .* lacks 1 weights, such as proj_in.weight",
    ),
    "a foreign weight": (
        lambda f: weights_of(f, lambda weights: weights.update({"lid.bias": torch.zeros(2)})),
        "transformer of the model .* is not made for 1 weights, such as lid.bias",
    ),
    "a weight of another shape": (
        lambda f: weights_of(f, lambda weights: weights.update({"proj_in.weight": torch.zeros(3, 3)})),
        "transformer of the model",
    ),
    "a NaN": (
        lambda f: weights_of(f, break_one),
        r"transformer of the model .* holds broken numbers \(NaN\), first in proj_out.bias",
    ),
    "an infinity": (
        lambda f: weights_of(f, lambda weights: break_one(weights, "latents_std", torch.inf), "vae"),
        r"vae of the model .* holds broken numbers \(NaN\), first in latents_std",
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


WAN: dict[str, tuple[Callable[[Path], object], str]] = {
    "an image model of 2.1": (
        lambda f: edit(f / "model_index.json", _class_name="WanImageToVideoPipeline"),
        "is a WanImageToVideoPipeline, which Tweenboard cannot draw with",
    ),
    "channels for a picture": (lambda f: channels(f, 9), "do not fit together"),
    "one expert of two": (
        lambda f: edit(f / "model_index.json", transformer_2=["diffusers", "WanTransformer3DModel"]),
        "has no transformer_2",
    ),
    "experts without a boundary": (two_experts, "do not fit together"),
    "another text encoder": (
        lambda f: edit(f / "model_index.json", text_encoder=["transformers", "T5EncoderModel"]),
        "text_encoder of the model .* is a T5EncoderModel, not a UMT5EncoderModel",
    ),
    "a NaN": (
        lambda f: weights_of(f, break_one),
        r"transformer of the model .* holds broken numbers \(NaN\), first in proj_out.bias",
    ),
}


@pytest.fixture(scope="module")
def sound_wan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_wan(tmp_path_factory.mktemp("models") / "wan")


@pytest.mark.parametrize("case", WAN)
def test_a_broken_wan_folder_is_told_in_one_sentence(sound_wan: Path, tmp_path: Path, case: str) -> None:
    damage, sentence = WAN[case]
    folder = tmp_path / "model"
    shutil.copytree(sound_wan, folder)
    damage(folder)
    with pytest.raises(TweenError, match=sentence) as told:
        loading.load(folder)
    assert str(folder) in str(told.value)


def test_a_folder_called_distilled_is_drawn_without_guidance_in_its_own_steps(
    sound: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "LTX-Video-0.9.8-13B-distilled"
    shutil.copytree(sound, folder)
    family = loading.load(folder)
    assert (family.spec.distilled, family.spec.default_guidance, family.spec.default_steps) == (True, 1, 7)
    taught = family.sigmas(7, 3, 4, 6)
    assert taught[[1, 6]].tolist() == pytest.approx([0.9937, 0.725])
    more = family.sigmas(14, 3, 4, 6)
    torch.testing.assert_close(more[::2], taught)
    assert (more.diff() < 0).all()
    loading.unload()


def test_a_model_can_ask_for_refined_guidance(sound: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(sound, folder)
    plain = loading.open_folder(folder).spec
    assert (plain.cfg_zero, plain.rescale) == (False, 0.0)
    edit(folder / "tweenboard.json", cfg_zero=True, rescale=7)
    refined = loading.open_folder(folder).spec
    assert (refined.cfg_zero, refined.rescale) == (True, 1.0)


def test_what_a_model_can_do_is_listed_without_loading_it(sound: Path, sound_wan: Path) -> None:
    able = catalog.describe(sound).able
    assert able is not None
    assert (able.family, able.sigma, able.references) == ("ltx", "token", 0)
    able = catalog.describe(sound_wan).able
    assert able is not None
    assert able.sigma == "scalar"
    assert "Wan VACE" in able.notes


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
