"""What every family must do, on a tiny random checkpoint in its real format, loaded by the real loader."""

from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from engine.diffusion.sampler import sample
from engine.errors import TweenError
from engine.families import loading, speed
from engine.families.capabilities import capabilities, require
from engine.families.family import Family, TextCond
from engine.families.speed import Speed
from tests.families.cases import CASES, Case

LATENTS = 3
STEPS = 4


@pytest.fixture(scope="module", params=CASES)
def saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, Path]:
    case = CASES[request.param]
    return case, case.make(tmp_path_factory.mktemp(request.param) / "model")


@pytest.fixture(scope="module")
def family(saved: tuple[Case, Path]) -> Family:
    return loading.open_folder(saved[1])


@pytest.fixture(scope="module")
def cond(family: Family) -> TextCond:
    return family.encode_text(["blurry", "a red ball"])


@pytest.fixture
def side(saved: tuple[Case, Path]) -> int:
    return saved[0].side


def clip(frames: int, side: int, seed: int = 0) -> Tensor:
    return torch.rand((1, 3, frames, side, side), generator=torch.Generator().manual_seed(seed)) * 2 - 1


def noise(family: Family, side: int, latents: int = LATENTS, seed: int = 7) -> Tensor:
    s = side // family.spec.space_stride
    size = (1, family.spec.channels, latents, s, s)
    return torch.randn(size, generator=torch.Generator().manual_seed(seed))


def draw(family: Family, cond: TextCond, x0: Tensor, m: Tensor, eps: Tensor, steps: int = STEPS) -> Tensor:
    def velocity(x: Tensor, sigma: Tensor, step: int) -> Tensor:
        return family.velocity(x, sigma, cond.one(1), first_latent=0, fps=24, key="w0/prompt")

    return sample(velocity, x0, m, eps, family.sigmas(steps, *x0.shape[2:]), level=family.spec.sigma)


def test_the_spec_says_what_the_small_files_say(saved: tuple[Case, Path], family: Family) -> None:
    case, folder = saved
    known = capabilities(json.loads((folder / "model_index.json").read_text()), {}, folder.name)
    assert known is not None
    assert known.family == case.family == family.spec.family
    for name in ("sigma", "native_mask", "references", "distilled", "lora", "caches", "notes"):
        assert getattr(known, name) == getattr(family.spec, name)


def test_the_longest_window_follows_the_frame_rule(family: Family) -> None:
    spec = family.spec
    assert spec.pixel_frames(spec.latent_frames(spec.longest_window)) == spec.longest_window
    assert all(length % spec.size_multiple() == 0 for length in spec.native_size)
    assert spec.default_steps > 0
    assert spec.native_fps > 0


def test_encoding_and_decoding_keep_the_shape(family: Family, side: int) -> None:
    spec = family.spec
    frames = spec.pixel_frames(LATENTS)
    z = family.encode(clip(frames, side))
    assert z.shape == (1, spec.channels, LATENTS, side // spec.space_stride, side // spec.space_stride)
    assert z.dtype == torch.float32
    pixels = torch.cat(list(family.decode(z, frames)), dim=2)
    assert pixels.shape == (1, 3, frames, side, side)
    assert pixels.isfinite().all()


def test_going_on_mid_clip_gives_latents_without_the_first_one(family: Family, side: int) -> None:
    pixels = clip(2 * family.spec.frame_stride, side)
    z = family.encode(pixels, mid_clip=True)
    alone = family.encode(torch.cat([pixels[:, :, :1], pixels], dim=2))
    assert z.shape[2] == 2
    assert torch.equal(z, alone[:, :, 1:])


def test_a_clip_comes_in_pieces_that_do_not_grow_with_it(
    family: Family, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if family.spec.family.startswith("ltx"):
        monkeypatch.setattr("engine.families.ltx.CHUNK_PIXELS", 4 * side * side * family.spec.frame_stride)
    z = noise(family, side, latents=9)
    frames = family.spec.pixel_frames(9)
    chunks = [chunk.shape[2] for chunk in family.decode(z, frames)]
    assert sum(chunks) == frames
    assert max(chunks) <= 4 * family.spec.frame_stride + 1
    cut = list(family.decode(z, frames - 2))
    assert sum(chunk.shape[2] for chunk in cut) == frames - 2


def test_decoding_in_pieces_equals_the_stock_vae(family: Family, side: int) -> None:
    """All of one clip, and of the first latents alone where the decoder is causal; twice, side by side."""
    z = noise(family, side, latents=5)
    frames = family.spec.pixel_frames(5)
    one, two = family.decode(z, frames), family.decode(z, frames)
    pairs = list(zip(one, two, strict=True))
    assert all(torch.equal(a, b) for a, b in pairs)
    whole = torch.cat([a for a, _ in pairs], dim=2)
    inside: Any = family
    vae = inside.vae
    if hasattr(vae, "module"):  # LTX draws a noise of its own before decoding; tests/families/test_ltx.py
        stock = vae.module.decode(z * vae._std + vae._mean).sample
        assert (whole - stock).abs().max() < 1e-5
        assert torch.equal(torch.cat(list(family.decode(z[:, :, :3], 9)), dim=2), whole[:, :, :9])


def test_a_preview_is_one_colour_a_latent(family: Family, side: int) -> None:
    z = noise(family, side)
    rgb = family.preview(z)
    assert rgb.shape == (1, 3, *z.shape[2:])
    assert 0 <= rgb.min() <= rgb.max() <= 1


@pytest.mark.parametrize("steps", [1, 4, 30])
def test_the_schedule_falls_to_zero_and_wastes_no_step(family: Family, steps: int) -> None:
    sigmas = family.sigmas(steps, 5, 60, 104)
    assert len(sigmas) == steps + 1
    assert sigmas[0] <= 1
    assert sigmas[-1] == 0
    assert (sigmas.diff() < 0).all()
    assert sigmas[-2] > 0.3 / steps


def test_velocity_takes_two_prompts_of_different_length_at_once(
    family: Family, cond: TextCond, side: int
) -> None:
    x = noise(family, side)
    sigma = torch.full((1, 1, *x.shape[2:]), 0.6)
    both = family.velocity(
        torch.cat([x, x]), torch.cat([sigma, sigma]), cond, first_latent=0, fps=24, key="w0/both"
    )
    assert both.shape == (2, *x.shape[1:])
    assert both.dtype == torch.float32
    for i in range(2):
        alone = family.velocity(x, sigma, cond.one(i), first_latent=0, fps=24, key=f"w0/{i}")
        assert (both[i : i + 1] - alone).abs().max() < 1e-5


def test_the_same_noise_gives_the_same_latents_bit_for_bit(family: Family, cond: TextCond, side: int) -> None:
    eps = noise(family, side)
    m = torch.ones(1, 1, *eps.shape[2:])
    first, second = (draw(family, cond, torch.zeros_like(eps), m, eps) for _ in range(2))
    assert torch.equal(first, second)
    other = draw(family, cond, torch.zeros_like(eps), m, noise(family, side, seed=8))
    assert not torch.allclose(first, other)


def test_kept_latents_come_back_bit_for_bit(family: Family, cond: TextCond, side: int) -> None:
    """A whole latent frame, and a corner of another one, whatever has a noise level of its own."""
    eps, x0 = noise(family, side), noise(family, side, seed=9)
    m = torch.ones(1, 1, *eps.shape[2:])
    m[:, :, 0] = 0
    m[:, :, 1, :4, :4] = 0
    got = draw(family, cond, x0, m, eps)
    kept = (m == 0).expand_as(x0)
    assert torch.equal(got[kept], x0[kept])
    assert not torch.allclose(got[~kept], x0[~kept])
    free = draw(family, cond, torch.zeros_like(x0), torch.ones_like(m), eps)
    assert not torch.allclose(got[:, :, 2], free[:, :, 2], atol=1e-4), "what is kept must be looked at"


def test_a_soft_cap_stays_nearer_to_what_was_there(family: Family, cond: TextCond, side: int) -> None:
    eps, x0 = noise(family, side), noise(family, side, seed=9)
    away = []
    for cap in (0.25, 0.5, 1.0):
        m = torch.full((1, 1, *eps.shape[2:]), cap)
        away.append((draw(family, cond, x0, m, eps) - x0).norm().item())
    assert away == sorted(away)


def test_words_are_encoded_without_what_they_stand_beside(family: Family, cond: TextCond) -> None:
    alone = family.encode_text(["a red ball"])
    pair = cond.one(1)
    assert pair.embeds.shape == alone.embeds.shape
    assert torch.allclose(pair.embeds, alone.embeds, atol=1e-5)
    if family.spec.family != "ltx":
        assert not cond.embeds[~cond.mask].any()


def test_an_empty_prompt_can_be_drawn(family: Family, side: int) -> None:
    x = noise(family, side)
    cond = family.encode_text([""])
    v = family.velocity(x, torch.ones(1, 1, *x.shape[2:]), cond, first_latent=0, fps=24, key="w0/prompt")
    assert v.isfinite().all()


def test_references_are_taken_or_refused_with_the_name_of_one_that_can(family: Family) -> None:
    if family.spec.references:
        require(family.spec, references=family.spec.references)
        with pytest.raises(TweenError, match="follows at most 4 reference pictures, not 5"):
            require(family.spec, references=5)
    else:
        with pytest.raises(TweenError, match=r"cannot follow reference pictures.*such as Wan VACE\.$"):
            require(family.spec, references=1)


def test_a_family_without_a_mask_of_its_own_asks_for_no_control(family: Family, side: int) -> None:
    pixels = clip(family.spec.pixel_frames(LATENTS), side)
    control = family.condition(pixels, torch.ones_like(pixels[:, :1]))
    assert (control is not None) == family.spec.native_mask


@pytest.mark.parametrize("step_cache", speed.CACHES)
def test_a_step_cache_is_exact_where_nothing_changes_or_it_is_refused(
    saved: tuple[Case, Path], family: Family, cond: TextCond, side: int, step_cache: str
) -> None:
    """The same input again and again must give the same answer, whatever is skipped; and what one window has
    left behind must not be seen by another, nor by the same one once it is begun anew."""
    if step_cache not in family.spec.caches:
        with pytest.raises(TweenError, match=f"with the step cache {step_cache}; it can use "):
            loading.open_folder(saved[1], Speed(cache=step_cache))
        return
    quick = loading.open_folder(saved[1], Speed(cache=step_cache))
    x, other = noise(family, side), noise(family, side, seed=8)
    sigma = torch.full((1, 1, *x.shape[2:]), 0.5)

    def ask(model: Family, x: Tensor, key: str) -> Tensor:
        return model.velocity(x, sigma, cond.one(1), first_latent=0, fps=24, key=key)

    expected, calls = ask(family, x, "w0"), 9
    assert all((ask(quick, x, "w0") - expected).abs().max() < 1e-5 for _ in range(calls))
    slowly = [x + 0.002 * n * other for n in range(calls)]
    assert any((ask(quick, each, "w0") - ask(family, each, "w0")).abs().max() > 1e-7 for each in slowly), (
        "idle"
    )
    assert torch.equal(ask(quick, other, "w1"), ask(family, other, "w1"))
    quick.fresh()
    assert torch.equal(ask(quick, other, "w0"), ask(family, other, "w0"))


def test_an_attention_backend_that_is_not_there_is_told(saved: tuple[Case, Path]) -> None:
    with pytest.raises(TweenError, match=r"cannot be drawn with attention by nonesuch here \(.*\)\.$"):
        loading.open_folder(saved[1], Speed(attention="nonesuch"))
    assert loading.open_folder(saved[1], Speed(attention="native")).spec.name == "model"


def test_the_memory_comes_back(saved: tuple[Case, Path]) -> None:
    family: Any = loading.open_folder(saved[1])
    family.encode_text(["a red ball"])
    parts = [weakref.ref(part) for part in (*family.denoisers(), family.text.encoder)]
    family.free()
    gc.collect()
    assert all(part() is None for part in parts)
