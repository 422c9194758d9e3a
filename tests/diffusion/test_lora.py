"""LoRAs for one job: laid over, taken off bit for bit, and refused in one sentence where they do not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from engine.diffusion.generate import draw
from engine.document.request import LoraUse
from engine.errors import TweenError
from engine.families.lora import laid_over
from engine.families.lora_files import lora_file, lora_files
from engine.families.ltx import LTX
from engine.project.takes import TakeLibrary
from tests.diffusion.wishes import frames_of, request

PLACE = "transformer_blocks.0.attn1.to_q"


def lora(
    path: Path,
    place: str = PLACE,
    size: int = 24,
    names: str = "diffusers",
    more: dict[str, Tensor] | None = None,
) -> Path:
    dice = torch.Generator().manual_seed(3)
    down, up = torch.randn((2, size), generator=dice), torch.randn((size, 2), generator=dice)
    if names == "diffusers":
        weights = {f"transformer.{place}.lora_A.weight": down, f"transformer.{place}.lora_B.weight": up}
    else:
        weights = {
            f"diffusion_model.{place}.lora_down.weight": down,
            f"diffusion_model.{place}.lora_up.weight": up,
            f"diffusion_model.{place}.alpha": torch.tensor(1.0),
        }
    path.parent.mkdir(parents=True, exist_ok=True)
    save_file(weights | (more or {}), path)
    return path


def weights_of(family: LTX) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in family.transformer.state_dict().items()}


@pytest.mark.parametrize(("names", "factor"), [("diffusers", 1.0), ("trainer", 0.5)])
def test_a_lora_is_added_by_its_weight_and_taken_off_bit_for_bit(
    family: LTX, tmp_path: Path, names: str, factor: float
) -> None:
    path = lora(tmp_path / "style.safetensors", names=names)
    dice = torch.Generator().manual_seed(3)
    down, up = torch.randn((2, 24), generator=dice), torch.randn((24, 2), generator=dice)
    before = weights_of(family)
    with laid_over(family, (LoraUse(str(path), 0.5), LoraUse(str(path), 0.25))):
        inside = weights_of(family)
    changed = [name for name in before if not torch.equal(before[name], inside[name])]
    assert changed == [f"{PLACE}.weight"]
    expected = before[changed[0]] + 0.75 * factor * (up @ down)
    torch.testing.assert_close(inside[changed[0]], expected)
    after = weights_of(family)
    assert all(torch.equal(before[name], after[name]) for name in before)


def test_it_is_taken_off_after_any_end(family: LTX, tmp_path: Path) -> None:
    path, before = lora(tmp_path / "style.safetensors"), weights_of(family)
    with pytest.raises(KeyError), laid_over(family, (LoraUse(str(path)),)):
        raise KeyError
    assert all(torch.equal(before[name], value) for name, value in weights_of(family).items())


def test_a_card_with_a_lora_draws_something_else_and_the_next_one_does_not(
    takes: TakeLibrary, family: LTX, tmp_path: Path
) -> None:
    path = lora(tmp_path / "style.safetensors")
    plain = draw(request(0, 9), takes, family=family)
    styled = draw(request(0, 9, loras=(LoraUse(str(path), 2.0),)), takes, family=family)
    again = draw(request(0, 9), takes, family=family)
    assert (frames_of(plain) != frames_of(styled)).any()
    assert again.id == plain.id


def test_loras_are_found_in_the_models_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEENBOARD_MODELS", str(tmp_path))
    path = lora(tmp_path / "loras" / "Ink.safetensors")
    assert lora_files() == [path]
    assert lora_file("ink") == lora_file("Ink.safetensors") == lora_file(str(path)) == path


def no_file(folder: Path) -> Path:
    return folder / "nowhere.safetensors"


def a_pickle(folder: Path) -> Path:
    (folder / "style.pt").write_bytes(b"x")
    return folder / "style.pt"


def torn(folder: Path) -> Path:
    path = lora(folder / "torn.safetensors")
    path.write_bytes(path.read_bytes()[:90])
    return path


def broken(folder: Path) -> Path:
    return lora(folder / "nan.safetensors", more={f"{PLACE}.alpha": torch.tensor(float("nan"))})


def another_model(folder: Path) -> Path:
    return lora(folder / "wan.safetensors", "blocks.0.attn1.to_q")


def another_size(folder: Path) -> Path:
    return lora(folder / "large.safetensors", size=48)


def half(folder: Path) -> Path:
    path = folder / "half.safetensors"
    save_file({f"transformer.{PLACE}.lora_A.weight": torch.ones(2, 24)}, path)
    return path


def no_lora(folder: Path) -> Path:
    path = folder / "whole.safetensors"
    save_file({"proj_in.weight": torch.ones(2, 2)}, path)
    return path


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (no_file, "There is no LoRA"),
        (a_pickle, "could run code"),
        (torn, "cannot be read"),
        (broken, "broken numbers"),
        (another_model, "made for another model"),
        (another_size, "made for another model"),
        (half, "made for another model"),
        (no_lora, "is no LoRA that Tweenboard can read"),
    ],
)
def test_what_does_not_fit_is_told_in_one_sentence_and_changes_nothing(
    takes: TakeLibrary, family: LTX, tmp_path: Path, make: object, sentence: str
) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    good, before = lora(tmp_path / "good.safetensors"), weights_of(family)
    wish = request(0, 9, loras=(LoraUse(str(good)), LoraUse(str(path))))
    with pytest.raises(TweenError, match=sentence) as told:
        draw(wish, takes, family=family)
    message = str(told.value)
    assert path.name in message
    assert message.endswith(".")
    assert "\n" not in message
    assert all(torch.equal(before[name], value) for name, value in weights_of(family).items())
    assert not takes.takes()
