"""Words are encoded once: the text encoder is loaded for new ones only."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.diffusion import text
from engine.families.checkpoint import Checkpoint
from engine.families.ltx import LTX


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEENBOARD_CACHE", str(tmp_path / "cache"))


def opened(folder: Path) -> LTX:
    return LTX(Checkpoint.open(folder), torch.device("cpu"), torch.float32)


def loaded(family: LTX) -> bool:
    return "encoder" in vars(family.text)


def test_the_encoder_is_loaded_for_new_words_only(tiny_folder: Path) -> None:
    first = opened(tiny_folder)
    assert not loaded(first)
    fresh = text.encode(first, ("blurry", "a red ball"))
    assert loaded(first)
    later = opened(tiny_folder)
    kept = text.encode(later, ("blurry", "a red ball"))
    assert not loaded(later)
    assert torch.equal(kept.embeds, fresh.embeds)
    assert torch.equal(kept.mask, fresh.mask)
    text.encode(later, ("a blue boat",))
    assert loaded(later)
    later.free_text()
    assert not loaded(later)


def test_a_prompt_alone_and_beside_a_longer_one_has_the_same_embedding(tiny_folder: Path) -> None:
    family = opened(tiny_folder)
    both = text.encode(family, ("blurry", "a red ball rolls through a meadow"))
    alone = text.encode(family, ("blurry",))
    assert torch.equal(both.one(0).embeds, alone.embeds)
    assert not both.mask[0, alone.embeds.shape[1] :].any()


def test_damaged_words_are_encoded_again(tiny_folder: Path, tmp_path: Path) -> None:
    fresh = text.encode(opened(tiny_folder), ("a red ball",))
    (entry,) = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    entry.write_bytes(entry.read_bytes()[:-4] + b"oops")
    again = opened(tiny_folder)
    assert torch.equal(text.encode(again, ("a red ball",)).embeds, fresh.embeds)
    assert loaded(again)


def test_another_model_has_words_of_its_own(tiny_folder: Path) -> None:
    family = opened(tiny_folder)
    text.encode(family, ("a red ball",))
    other = opened(tiny_folder)
    other.fingerprint = "another"
    text.encode(other, ("a red ball",))
    assert loaded(other)
