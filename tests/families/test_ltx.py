"""LTX-Video through the protocol, on tiny checkpoints of three generations in the real format."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from diffusers import LTXConditionPipeline, LTXPipeline

from engine.errors import TweenError
from engine.families import ltx, streaming
from engine.families.checkpoint import Checkpoint
from engine.families.ltx import LTX, pack, unpack
from tests.families.tiny import VAES, tiny_ltx

SIZES = {"0.9.0": (4, 8), "0.9.1": (4, 8), "0.9.5": (4, 8)}


@pytest.fixture(scope="module", params=sorted(VAES))
def family(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> LTX:
    return opened(tiny_ltx(tmp_path_factory.mktemp("ltx") / "tiny", request.param))


def opened(folder: Path) -> LTX:
    return LTX(Checkpoint.open(folder), torch.device("cpu"), torch.float32)


def pixels(frames: int, seed: int = 0) -> torch.Tensor:
    return torch.rand((1, 3, frames, 32, 48), generator=torch.Generator().manual_seed(seed)) * 2 - 1


def test_strides_come_from_the_checkpoint(family: LTX) -> None:
    assert (family.spec.frame_stride, family.spec.space_stride, family.spec.channels) == (4, 8, 4)
    assert family.encode(pixels(9)).shape == (1, 4, 3, 4, 6)
    assert sum(chunk.shape[2] for chunk in family.decode(torch.zeros(1, 4, 3, 4, 6), 9)) == 9


def test_a_plain_checkpoint_gets_the_defaults_and_its_own_notes_win(tmp_path: Path) -> None:
    plain = opened(tiny_ltx(tmp_path / "plain")).spec
    assert (plain.native_size, plain.native_fps, plain.longest_window) == ((704, 512), 25.0, 161)
    assert (plain.default_steps, plain.default_guidance) == (30, 3.0)
    notes = {"name": "Sketch", "native_fps": 24, "native_size": [224, 128], "longest_window": 50, "steps": 8}
    noted = opened(tiny_ltx(tmp_path / "noted", **notes, guidance=1.5)).spec
    assert (noted.name, noted.native_size, noted.native_fps) == ("Sketch", (224, 128), 24.0)
    assert noted.longest_window == 49
    assert (noted.default_steps, noted.default_guidance) == (8, 1.5)


def test_going_on_mid_clip_gives_latents_without_the_first_one(family: LTX) -> None:
    clip = pixels(8)
    z = family.encode(clip, mid_clip=True)
    assert z.shape[2] == 2
    alone = family.encode(torch.cat([clip[:, :, :1], clip], dim=2))
    assert torch.equal(z, alone[:, :, 1:])


def test_long_clips_are_decoded_in_stretches_that_equal_the_whole(family: LTX, monkeypatch) -> None:
    z = torch.randn((1, 4, 20, 4, 6), generator=torch.Generator().manual_seed(2))
    whole = torch.cat(list(family.decode(z, 77)), dim=2)
    monkeypatch.setattr(ltx, "CHUNK_PIXELS", 32 * 48 * 4 * 6)
    chunks = list(family.decode(z, 77))
    assert len(chunks) == 4
    assert chunks[0].shape[2] == 21
    streamed = torch.cat(chunks, dim=2)
    assert streamed.shape == whole.shape
    assert (streamed - whole).abs().max() < 4 * streaming.TOLERANCE


def test_decoding_stops_at_the_frames_asked_for(family: LTX) -> None:
    z = torch.zeros(1, 4, 5, 4, 6)
    assert torch.cat(list(family.decode(z, 15)), dim=2).shape[2] == 15


def test_decoding_twice_gives_the_same_pixels(family: LTX) -> None:
    z = torch.randn((1, 4, 4, 4, 6), generator=torch.Generator().manual_seed(2))
    first, second = (torch.cat(list(family.decode(z, 13)), dim=2) for _ in range(2))
    assert torch.equal(first, second)


def test_long_clips_are_encoded_in_stretches_that_equal_the_whole(family: LTX, monkeypatch) -> None:
    clip = pixels(45)
    whole = family.encode(clip)
    monkeypatch.setattr(ltx, "CHUNK_PIXELS", 32 * 48 * 4 * 6)
    streamed = family.encode(clip)
    assert streamed.shape == whole.shape
    assert (streamed - whole).abs().max() < 4 * streaming.TOLERANCE * whole.std()


def test_a_preview_is_one_colour_a_latent(family: LTX) -> None:
    rgb = family.preview(torch.randn(1, 4, 3, 4, 6))
    assert rgb.shape == (1, 3, 3, 4, 6)
    assert rgb.min() >= 0
    assert rgb.max() <= 1


@pytest.mark.parametrize("p", [1, 2])
def test_packing_is_undone_by_unpacking_and_orders_as_diffusers_does(p: int) -> None:
    x = torch.randn(2, 4, 3, 4, 6)
    assert torch.equal(unpack(pack(x, p), (3, 4, 6), p), x)
    assert torch.equal(pack(x, p), LTXPipeline._pack_latents(x, p, 1))


def test_positions_are_those_of_the_condition_pipeline(tmp_path: Path) -> None:
    family = opened(tiny_ltx(tmp_path / "tiny"))
    ids = LTXConditionPipeline._prepare_video_ids(1, 5, 4, 6)
    expected = LTXConditionPipeline._scale_video_ids(ids, scale_factor=8, scale_factor_t=4).float()
    expected[:, 0] /= 24
    torch.testing.assert_close(family._positions(5, 4, 6, 0, 24), expected)


def test_a_later_window_begins_at_zero_and_keeps_its_steps(tmp_path: Path) -> None:
    family = opened(tiny_ltx(tmp_path / "tiny"))
    seconds = family._positions(4, 1, 1, 3, 24)[0, 0] * 24
    assert seconds.tolist() == pytest.approx([0, 4, 8, 12])


def test_tokens_with_one_noise_level_cost_one_time_embedding(family: LTX) -> None:
    """And give what a level for every token gives."""
    x, cond = torch.randn(1, 4, 3, 4, 6), family.encode_text(["a red ball"])
    level = torch.full((1, 1, 3, 4, 6), 0.5)
    nearly = level.clone()
    nearly[0, 0, 0, 0, 0] += 1e-6
    one, many = (family.velocity(x, s, cond, first_latent=0, fps=24, key="k") for s in (level, nearly))
    assert (one - many).abs().max() < 1e-3


def test_time_inside_the_transformer_is_counted(tmp_path: Path) -> None:
    family = opened(tiny_ltx(tmp_path / "tiny"))
    cond = family.encode_text(["a red ball"])
    for _ in range(3):
        family.velocity(
            torch.zeros(1, 4, 1, 4, 6), torch.ones(1, 1, 1, 4, 6), cond, first_latent=0, fps=24, key="k"
        )
    assert family.meter.calls == 3
    assert family.meter.seconds > 0


def test_a_checkpoint_that_was_taught_references_is_led_by_them(tmp_path: Path) -> None:
    taught = opened(tiny_ltx(tmp_path / "taught", "0.9.5", references=1))
    assert taught.spec.references == 1
    blank, mask = torch.zeros(1, 3, 1, 32, 48), torch.ones(1, 1, 1, 32, 48)
    pictures = [torch.rand(3, 50, 40, generator=torch.Generator().manual_seed(k)) * 2 - 1 for k in range(2)]
    assert taught.condition(blank, mask) is None
    x = torch.randn((1, 4, 3, 4, 6), generator=torch.Generator().manual_seed(3))
    text = taught.encode_text(["a ball"])

    def asked(picture: torch.Tensor | None) -> torch.Tensor:
        control = None if picture is None else taught.condition(blank, mask, [picture])
        cond = text.controlled(control)
        return taught.velocity(x, torch.ones(1, 1, 3, 4, 6), cond, first_latent=0, fps=24.0, key="w")

    alone, first, other = asked(None), asked(pictures[0]), asked(pictures[1])
    assert alone.shape == first.shape == x.shape
    assert not torch.equal(alone, first)
    assert not torch.equal(first, other)
    with pytest.raises(TweenError, match="follows at most 1 reference pictures, not 2"):
        taught.condition(blank, mask, pictures)


@pytest.mark.parametrize("size", [(50, 40), (20, 200), (32, 48)])
def test_a_reference_picture_of_any_size_covers_the_frame(size: tuple[int, int]) -> None:
    found = ltx.covering(torch.ones(3, *size), 32, 48)
    assert found.shape == (1, 3, 1, 32, 48)
    assert torch.allclose(found, torch.ones_like(found), atol=1e-5)
