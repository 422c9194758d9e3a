"""What training rests on: the blocks of the linear codec, positions like the pipeline's, and caps of every
kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import LTXConditionPipeline
from PIL import Image

from engine.sketch import curve, flow, together
from engine.sketch.codec import CHANNELS, LinearCodec, Moments, blocks_of
from engine.sketch.examples import subject_cells
from engine.sketch.scenes import on_screen
from engine.sketch.vae import build_vae, decoded, posterior
from engine.sketch.world import random_scene


def test_blocks_follow_the_causal_encoder():
    """Latent 0 is the first frame four times, latent 1 is frames 1 to 4."""
    pixels = torch.arange(9.0).view(1, 1, 9, 1, 1).expand(1, 3, 9, 16, 16)
    blocks = blocks_of(pixels).view(3, 3, 4, 16, 16)[:, 0, :, 0, 0]
    assert blocks.tolist() == [[0, 0, 0, 0], [1, 2, 3, 4], [5, 6, 7, 8]]


def test_the_linear_codec_keeps_what_few_components_explain() -> None:
    generator = torch.Generator().manual_seed(0)
    patterns = torch.randn(10, 3, 4, 32, 32, generator=generator)
    mixed = torch.einsum("bk,kcfhw->bcfhw", torch.randn(60, 10, generator=generator), patterns)
    pixels = torch.cat([mixed[:, :, :1], mixed], 2)  # the first frame has a latent of its own
    moments = Moments()
    moments.add(pixels)
    codec = LinearCodec(moments)
    z = codec.encode(pixels).movedim(1, -1)
    back = (z / codec.deviation * codec.spread) @ codec.basis.T + codec.mean
    blocks = blocks_of(pixels)
    assert torch.allclose(back, blocks, atol=0.01)
    assert codec.deviation.square().mean() == pytest.approx(1)
    assert (codec.deviation.diff() <= 1e-6).all()


def test_positions_are_the_condition_pipelines():
    ids = LTXConditionPipeline._prepare_video_ids(1, 4, 3, 5, device=torch.device("cpu"))
    theirs = LTXConditionPipeline._scale_video_ids(ids, 16, 4, 0, torch.device("cpu")).float()
    theirs[:, 0] /= 24
    assert torch.allclose(flow.positions(4, 3, 5, 24.0), theirs)


def test_positions_of_an_inner_window_start_at_zero_and_step_by_the_stride():
    seconds = flow.positions(3, 1, 1, 24.0, first=2)[0, 0]
    assert torch.allclose(seconds, torch.tensor([0.0, 4, 8]) / 24)


def test_caps_of_every_kind_occur_and_leave_something_to_draw():
    caps = flow.random_caps([True] * 400, 5, 8, 14, torch.Generator().manual_seed(1))
    whole = (caps == 1).all(dim=(1, 2, 3, 4))
    kept = (caps == 0).flatten(1).any(1)
    soft = ((caps > 0) & (caps < 1)).flatten(1).any(1)
    boxed = kept & (caps.std(dim=(3, 4)) > 0).flatten(1).any(1)
    assert 0.4 < whole.float().mean() < 0.6
    for kind in (kept, soft, boxed):
        assert kind.float().mean() > 0.04
    assert (caps > 0).flatten(1).any(1).all()


@pytest.mark.parametrize("t", [1, 2, 5])
def test_clips_that_words_do_not_tell_always_show_something(t: int):
    caps = flow.random_caps([False] * 200, t, 8, 14, torch.Generator().manual_seed(2))
    assert (caps < 1).flatten(1).any(1).float().mean() > 0.98
    assert (caps > 0).flatten(1).any(1).all()


def test_the_autoencoder_has_the_stated_strides():
    vae = build_vae()
    assert (vae.temporal_compression_ratio, vae.spatial_compression_ratio) == (4, 16)
    with torch.no_grad():
        latents = posterior(vae, torch.zeros(1, 3, 9, 32, 48)).mode()
        assert latents.shape == (1, CHANNELS, 3, 2, 3)
        assert decoded(vae, latents).shape == (1, 3, 9, 32, 48)


def test_the_subjects_cells_cover_its_centre():
    scene = random_scene(np.random.default_rng(3), motion="stays", camera="static")
    cells = subject_cells(scene, 3, 24)
    x, y, _ = on_screen(scene, 0)
    assert cells.shape == (3, 8, 14)
    assert cells[:, int(y // 16), int(x // 16)].all()
    assert cells.float().mean() < 0.6


def test_a_curve_is_drawn_from_a_log(tmp_path: Path):
    log = tmp_path / "log.jsonl"
    log.write_text('{"step": 20, "loss": 2.0}\n{"step": 40, "loss": 0.5}\n')
    points = curve.read(log)
    assert points == [(20, 2.0), (40, 0.5)]
    curve.draw(points, "loss", tmp_path / "curve.png")
    assert Image.open(tmp_path / "curve.png").size == (900, 420)


def test_processes_learn_as_one(tmp_path: Path):
    """Each of two processes brings its own gradient and goes on with the mean of both."""
    together.run(2, share_a_gradient, tmp_path)
    assert [(tmp_path / name).read_text() for name in "01"] == ["1.5", "1.5"]


def share_a_gradient(folder: Path) -> None:
    weight = torch.nn.Parameter(torch.zeros(1))
    weight.grad = torch.tensor([1.0 + together.rank()])
    together.share_gradients([weight])
    (folder / str(together.rank())).write_text(str(float(weight.grad)))
