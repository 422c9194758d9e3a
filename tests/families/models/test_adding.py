"""Models and LoRAs from this machine: folders, single files, links; and what is refused."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.errors import Cancelled, TweenError
from engine.families import catalog, loading
from engine.families.lora_files import lora_file as find_lora
from engine.families.models.adding import add_folder, add_lora
from engine.families.models.lock import LOCK, check, read_lock, sizes_match
from engine.families.models.removing import remove
from engine.families.models.single_file import add_single_file
from tests.cli.tween import tree
from tests.families.models.originals import WEIGHTS, lora_file, ltx_file, wan_file


@pytest.fixture
def copy(tiny: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "mine" / "my model"
    shutil.copytree(tiny, folder)
    return folder


def test_a_folder_is_copied_without_its_pickles_and_draws(copy: Path, tiny: Path, own_folders: Path) -> None:
    (copy / "vae" / "diffusion_pytorch_model.bin").write_bytes(b"x")
    (copy / "transformer" / "model.py").write_text("1")
    (copy / "book").mkdir()
    for name in ("book.json", "flat.webp", "more.svg", "weights.safetensors"):
        (copy / "book" / name).write_bytes(b"{}")
    place = add_folder(copy)
    assert place == own_folders / "my model"
    assert set(tree(place)) - set(tree(tiny)) == {LOCK, "book/book.json", "book/flat.webp"}
    lock = read_lock(place)
    assert lock is not None
    assert check(place, lock).problems == ()
    assert loading.load("my model").spec.family == "ltx"
    loading.unload()


def test_a_linked_folder_stays_where_it_is_and_is_never_deleted(copy: Path, own_folders: Path) -> None:
    before = tree(copy)
    assert add_folder(copy, link=True) == copy
    assert tree(copy) == before
    assert catalog.resolve("my model") == copy
    lock = read_lock(copy)
    assert lock is not None
    assert check(copy, lock).problems == ()
    (copy / "scheduler" / "scheduler_config.json").write_text("{}")
    assert check(copy, lock).damaged == ("scheduler/scheduler_config.json",)
    with pytest.raises(TweenError, match="among the models already"):
        add_folder(copy, link=True)
    assert remove(copy) == (0, ())
    assert set(tree(copy)) == set(before)
    with pytest.raises(TweenError, match="There is no model"):
        catalog.resolve("my model")


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "no index": (lambda f: (f / "model_index.json").unlink(), "it has no model_index.json"),
    "another kind": (
        lambda f: (f / "model_index.json").write_text(json.dumps({"_class_name": "FluxPipeline"})),
        "is a FluxPipeline, which Tweenboard cannot draw with",
    ),
    "only pickles": (
        lambda f: (f / WEIGHTS).rename(f / "transformer" / "diffusion_pytorch_model.bin"),
        "The transformer of the model .* has no safetensors weights",
    ),
    "a torn file": (
        lambda f: os.truncate(f / WEIGHTS, (f / WEIGHTS).stat().st_size - 9),
        "is not whole: its end is missing",
    ),
    "no safetensors": (lambda f: (f / WEIGHTS).write_bytes(b"\xff" * 900), "is no safetensors file"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_whole_model_is_refused(copy: Path, case: str, own_folders: Path) -> None:
    damage, sentence = REFUSED[case]
    damage(copy)
    with pytest.raises(TweenError, match=sentence) as told:
        add_folder(copy)
    assert "\n" not in str(told.value)
    assert not own_folders.exists()


def test_pickles_cannot_be_linked(copy: Path) -> None:
    (copy / "vae" / "weights.bin").write_bytes(b"x")
    with pytest.raises(TweenError, match="holds a pickle"):
        add_folder(copy, link=True)


def test_a_stopped_copy_leaves_nothing(copy: Path, own_folders: Path) -> None:
    with pytest.raises(Cancelled):
        add_folder(copy, cancelled=lambda: True)
    assert tree(own_folders) == {}


def test_a_model_that_lost_a_file_is_not_loaded(copy: Path) -> None:
    place = add_folder(copy)
    sizes_match(place)
    os.truncate(place / WEIGHTS, 8000)
    with pytest.raises(TweenError, match="has changed its size; add the model again"):
        loading.load(place)


def test_a_single_file_of_wan_becomes_a_model(wan: Path, tmp_path: Path) -> None:
    add_folder(wan)
    file = wan_file(wan, tmp_path / "wan2.1_tiny_fp16.safetensors", torch.float16)
    place = add_single_file(file)
    assert place.name == "wan2.1_tiny_fp16"
    made, original = load_file(place / WEIGHTS), load_file(wan / WEIGHTS)
    assert set(made) == set(original)
    for name, value in original.items():
        torch.testing.assert_close(made[name], value.half(), rtol=0, atol=0)
    lock = read_lock(place)
    assert lock is not None
    assert str(file) in lock.source
    assert loading.load(place).spec.family == "wan"
    loading.unload()


def test_a_single_file_with_diffusers_own_names_becomes_a_model(wan: Path, tmp_path: Path) -> None:
    add_folder(wan)
    file = tmp_path / "mine.safetensors"
    shutil.copyfile(wan / WEIGHTS, file)
    made, original = load_file(add_single_file(file) / WEIGHTS), load_file(wan / WEIGHTS)
    assert {name: weight.tolist() for name, weight in made.items()} == {
        name: weight.tolist() for name, weight in original.items()
    }


def test_a_quantised_file_is_refused(wan: Path, tmp_path: Path, own_folders: Path) -> None:
    add_folder(wan, name="base")
    file = wan_file(wan, tmp_path / "fp8.safetensors", torch.float8_e4m3fn)
    with pytest.raises(TweenError, match=r"is quantised \(F8_E4M3\), .* use its unquantised edition, or"):
        add_single_file(file)
    assert [place.name for place in own_folders.iterdir()] == ["base"]


def test_a_single_file_of_ltx_becomes_a_model_like_the_one_that_is_named(tiny: Path, tmp_path: Path) -> None:
    add_folder(tiny, name="base")
    file = ltx_file(tiny, tmp_path / "ltxv.safetensors")
    place = add_single_file(file, base="base", name="ltxv-mine")
    made, original = load_file(place / WEIGHTS), load_file(tiny / WEIGHTS)
    assert {name: value.tolist() for name, value in made.items()} == {
        name: value.tolist() for name, value in original.items()
    }
    assert loading.load("ltxv-mine").spec.family == "ltx"
    loading.unload()


def test_a_single_file_without_a_model_to_go_with_is_refused(tiny: Path, wan: Path, tmp_path: Path) -> None:
    file = ltx_file(tiny, tmp_path / "ltxv.safetensors")
    with pytest.raises(TweenError, match=r"holds only a transformer \(LTX-Video\); get or add a whole model"):
        add_single_file(file)
    add_folder(wan, name="wan")
    with pytest.raises(TweenError, match="is not of the kind of wan"):
        add_single_file(file, base="wan")


def test_a_file_that_is_not_recognised_is_told_in_one_sentence(tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    save_file({"model.weight": torch.ones(3)}, other)
    with pytest.raises(TweenError, match="holds no transformer that Tweenboard recognises"):
        add_single_file(other)
    with pytest.raises(TweenError, match="is a LoRA, not a model; use: tween loras add"):
        add_single_file(lora_file(tmp_path / "lora.safetensors"))


def test_loras_are_added_checked_and_removed(tmp_path: Path, own_folders: Path) -> None:
    source = lora_file(tmp_path / "Watercolour v2.safetensors")
    place = add_lora(source, name="watercolour")
    assert place == own_folders / "loras" / "watercolour.safetensors"
    assert find_lora("watercolour") == place
    lock = read_lock(place)
    assert lock is not None
    assert check(place, lock).problems == ()
    place.write_bytes(place.read_bytes()[:-1] + b"\x01")
    assert check(place, lock).problems == ("watercolour.safetensors is not what it was.",)
    remove(place)
    assert tree(own_folders / "loras") == {}
    assert source.is_file()


def test_what_is_no_lora_is_refused(tmp_path: Path, own_folders: Path) -> None:
    other = tmp_path / "other.safetensors"
    save_file({"model.weight": torch.ones(3)}, other)
    with pytest.raises(TweenError, match="is no LoRA"):
        add_lora(other)
    (tmp_path / "lora.pt").write_bytes(b"x")
    with pytest.raises(TweenError, match="other kinds could run code"):
        add_lora(tmp_path / "lora.pt")
    assert not own_folders.exists()


def test_a_lora_of_the_user_is_not_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    monkeypatch.setenv("TWEENBOARD_MODELS", str(tmp_path / "models"))
    mine = lora_file(tmp_path / "models" / "mine.safetensors")
    assert find_lora("mine") == mine
    with pytest.raises(TweenError, match="was not put there by Tweenboard"):
        remove(mine)
    assert mine.is_file()


def test_nothing_outside_a_models_folder_is_removed(copy: Path, tmp_path: Path) -> None:
    place = add_folder(copy)
    precious = tmp_path / "precious.json"
    precious.write_text("mine")
    lock = json.loads((place / LOCK).read_text())
    lock["files"]["../../../precious.json"] = {"size": 4, "sha256": ""}
    (place / LOCK).write_text(json.dumps(lock))
    with pytest.raises(TweenError, match="cannot be understood"):
        remove(place)
    assert precious.read_text() == "mine"
    shutil.rmtree(place / "vae")
    (place / "vae").symlink_to(copy / "vae", target_is_directory=True)
    del lock["files"]["../../../precious.json"]
    (place / LOCK).write_text(json.dumps(lock))
    remove(place)
    assert (copy / "vae" / "config.json").is_file()
