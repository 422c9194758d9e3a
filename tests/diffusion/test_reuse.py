"""Latents that a take kept are drawn on from as they are: nothing is encoded again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

from engine.diffusion.generate import draw
from engine.diffusion.layout import lay_out
from engine.diffusion.reuse import facts_of, from_takes
from engine.document.request import Known
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.families.ltx import LTX
from engine.project.takes import TakeLibrary
from tests.diffusion.wishes import HEIGHT, WIDTH, footage, of_take, request


@pytest.fixture
def encoded(family: LTX, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Pixel frames of every call of the encoder."""
    calls: list[int] = []
    real: Callable[..., Tensor] = family.encode

    def counting(pixels: Tensor, mid_clip: bool = False) -> Tensor:
        calls.append(pixels.shape[2])
        return real(pixels, mid_clip)

    monkeypatch.setattr(family, "encode", counting)
    return calls


def latents_of(take: Take) -> Tensor:
    assert take.latents_path
    return safe_open(take.latents_path, framework="pt").get_tensor("latents")


def test_ten_extensions_encode_nothing_and_carry_the_same_latents_on(
    takes: TakeLibrary, family: LTX, encoded: list[int]
) -> None:
    take = draw(request(0, 25), takes, family=family)
    film, known, cut = latents_of(take), [of_take(take, 0, 25)], 25
    for _ in range(10):
        longer = draw(request(cut, cut + 8, *known), takes, family=family)
        latents = latents_of(longer)
        assert torch.equal(latents[:, :, :3], film[:, :, -3:])
        film = torch.cat([film, latents[:, :, 3:]], dim=2)
        known.append(of_take(longer, cut, cut + 8))
        cut += 8
    assert film.shape[2] == 7 + 10 * 2
    assert encoded == []


def test_a_gap_between_two_takes_is_drawn_from_both_their_latents(
    takes: TakeLibrary, family: LTX, encoded: list[int]
) -> None:
    left = draw(request(0, 13), takes, family=family)
    right = draw(request(21, 34), takes, family=family)
    encoded.clear()
    middle = draw(request(13, 21, of_take(left, 0, 13), of_take(right, 21, 34)), takes, family=family)
    # The right take begins with a one-frame latent, so its grid is another one: it is encoded, the left not.
    assert encoded == [8]
    assert torch.equal(latents_of(middle)[:, :, :3], latents_of(left)[:, :, -3:])


@pytest.mark.parametrize("why", ["off the grid", "footage", "another size", "damaged", "another model"])
def test_what_does_not_fit_is_encoded(
    takes: TakeLibrary, family: LTX, encoded: list[int], clip: Path, why: str
) -> None:
    take = draw(request(0, 25), takes, family=family)
    assert take.latents_path
    path = Path(take.latents_path)
    cut, known = 25, of_take(take, 0, 25)
    if why == "off the grid":
        cut, known = 23, of_take(take, 0, 23)
    elif why == "footage":
        known = footage(clip, 0, 25)
    elif why == "another size":
        with safe_open(path, framework="pt") as file:
            notes = file.metadata()
        save_file({"latents": torch.zeros(1, 4, 7, 4, 4)}, path, metadata=notes)
    elif why == "damaged":
        path.write_bytes(path.read_bytes()[:300])
    else:
        with safe_open(path, framework="pt") as file:
            facts = json.loads(file.metadata()["tweenboard"]) | {"fingerprint": "other"}
            latents = file.get_tensor("latents")
        save_file({"latents": latents}, path, metadata={"tweenboard": json.dumps(facts)})
    draw(request(cut, cut + 8, known), takes, family=family)
    assert encoded == [9]


@given(
    length=st.integers(5, 40),
    more=st.integers(1, 20),
    into=st.integers(0, 12),
    context=st.integers(0, 3),
)
def test_a_reused_latent_stands_for_the_frames_that_the_axis_shows(
    tmp_path_factory: pytest.TempPathFactory,
    family: LTX,
    length: int,
    more: int,
    into: int,
    context: int,
) -> None:
    """A made-up take whose latents hold the number of their last frame, counted from its first one."""
    made = request(100, 100 + length)
    axis = lay_out(made, 4)
    last = torch.tensor([float(axis.span(k)[-1]) for k in range(axis.latents)])
    offset = axis.frames.start - axis.draw.start
    folder = tmp_path_factory.mktemp("take")
    latents = (last + offset).view(1, 1, -1, 1, 1).expand(1, 4, -1, HEIGHT // 8, WIDTH // 8).contiguous()
    notes = {"tweenboard": json.dumps(facts_of(made, axis, family, 0))}
    save_file({"latents": latents}, folder / "latents.safetensors", metadata=notes)
    cut = 100 + length - min(into, length - 1)
    known = Known(FrameRange(100, cut), str(folder / "frames.mkv"), f"take:{folder.name}")
    wish = request(cut, cut + more, known)
    layout = lay_out(wish, 4, context)
    reused = from_takes(wish, layout, family, (WIDTH, HEIGHT))
    for k, latent in reused.latents.items():
        shown = [layout.pictures[i] for i in layout.span(k)]
        frames = [picture.frame - 100 for picture in shown if picture is not None]
        assert len(frames) == len(shown)
        assert latent.flatten()[0] == frames[-1]
        assert frames[-1] - len(frames) + 1 == frames[0]
        if len(frames) < 4 and frames[0] > 0:
            assert reused.first == 1
    assert reused.first == 0 or 0 in reused.latents
