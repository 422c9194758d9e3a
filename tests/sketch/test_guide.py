"""What is asked of the transformer's middle while it learns."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional

from engine.sketch import flow, guide
from engine.sketch.scenes import on_screen
from engine.sketch.world import NATIVE_FPS, NATIVE_SIZE, SPACE_STRIDE, random_scene

T, H, W = 3, 4, 5


def called(reference: bool) -> guide.Guide:
    torch.manual_seed(0)
    model = flow.build_transformer(64, 16, layers=4, heads=1)
    heads = guide.Guide(model)
    x, sigma = torch.randn(2, 64, T, H, W), torch.ones(2, 1, T, H, W)
    picture = torch.randn(2, 64, 1, H, W) if reference else None
    words, mask = torch.randn(2, 6, 16), torch.ones(2, 6)
    flow.velocity(model, x, sigma, words, mask, flow.positions(T, H, W, 24), picture)
    return heads


@pytest.mark.parametrize("reference", [False, True])
def test_the_heads_learn_where_cells_are_and_what_covers_them(reference: bool):
    heads = called(reference)
    cover = torch.zeros(2, T, H * guide.FINE, W * guide.FINE)
    cover[:, :, : H * 2] = 1
    before = heads.loss(cover)
    optimizer = torch.optim.Adam(heads.parameters(), lr=0.05)
    for ear in heads.ears:
        assert ear.heard is not None
        ear.heard = ear.heard.detach()
    for _ in range(60):
        optimizer.zero_grad()
        loss = heads.loss(cover)
        loss.backward()
        optimizer.step()
    assert float(loss.detach()) < 0.5 * float(before.detach())


def test_nothing_is_asked_of_a_transformer_that_was_not_called():
    heads = guide.Guide(flow.build_transformer(64, 16, layers=4, heads=1))
    with pytest.raises(RuntimeError, match="not been called"):
        heads.loss(torch.zeros(1, T, H * 4, W * 4))


def test_the_cover_is_where_the_subject_is():
    scene = random_scene(np.random.default_rng(2), NATIVE_SIZE, 9 / NATIVE_FPS, subject="box", motion="stays")
    found = guide.cover(scene, 3, NATIVE_FPS)
    assert found.shape == (3, NATIVE_SIZE[1] // 4, NATIVE_SIZE[0] // 4)
    coarse = functional.avg_pool2d(found.float(), 4)
    x, y, _ = on_screen(scene, 0.0)
    row, column = divmod(int(coarse[0].argmax()), coarse.shape[-1])
    assert abs((column + 0.5) * SPACE_STRIDE - x) <= 2.5 * SPACE_STRIDE
    assert abs((row + 0.5) * SPACE_STRIDE - y) <= 2.5 * SPACE_STRIDE
