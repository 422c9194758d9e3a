"""Every family the whole way: footage on both sides, a region, references in; a take out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors import safe_open

from engine.diffusion.generate import draw
from engine.diffusion.options import LongAxis, Options
from engine.document.request import ReferencePicture, RegionMask, Request
from engine.document.take import Take
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.families.family import Family
from engine.families.loading import open_folder
from engine.media.open import open_reader
from engine.project.takes import TakeLibrary
from tests.diffusion.wishes import HEIGHT, NOTES, WIDTH, footage, frames_of, request
from tests.families.cases import CASES
from tests.families.tiny import tiny_ltx


@pytest.fixture(scope="module", params=CASES)
def any_family(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Family:
    return open_folder(CASES[request.param].make(tmp_path_factory.mktemp("family") / "tiny", **NOTES))


def kept_latents(take: Take) -> tuple[torch.Tensor, int]:
    """All latents of a take, and the film frame that the first of them shows."""
    assert take.latents_path
    with safe_open(take.latents_path, framework="pt") as file:
        facts = json.loads(file.metadata()["tweenboard"])
        return file.get_tensor("latents"), take.range.start + facts["first_frame"]


def encoded(family: Family, clip: Path, start: int, stop: int) -> torch.Tensor:
    with open_reader(clip, size=(WIDTH, HEIGHT)) as reader:
        frames = np.stack([reader.frame(i) for i in range(start, stop)])
    return family.encode(torch.from_numpy(frames).permute(3, 0, 1, 2)[None].float() / 127.5 - 1)


def test_a_middle_longer_than_the_window_is_drawn(takes: TakeLibrary, clip: Path, any_family: Family) -> None:
    """Two windows; what is kept stands among the take's latents bit for bit."""
    take = draw(request(9, 34, footage(clip, 0, 9), footage(clip, 34, 40)), takes, family=any_family)
    latents, first = kept_latents(take)
    assert first == 0
    assert torch.equal(latents[:, :, :3], encoded(any_family, clip, 0, 9))
    assert len(frames_of(take)) == 25
    assert take.stats["model_calls"] == 2 * 2 * 2  # windows, steps, branches


def test_a_region_is_drawn_and_what_is_outside_is_kept(
    takes: TakeLibrary, clip: Path, any_family: Family
) -> None:
    """Also where one noise level must do for a whole frame, or for all."""
    left = RegionMask(FrameRange(9, 17), "box", ((0.0, 0.0), (0.5, 1.0)))
    take = draw(request(9, 17, footage(clip, 0, 25, cap=1.0), regions=(left,)), takes, family=any_family)
    latents, first = kept_latents(take)
    assert first == 0
    known = encoded(any_family, clip, 0, 4 * latents.shape[2] - 3)
    half = latents.shape[-1] // 2
    assert torch.equal(latents[..., half:], known[..., half:])
    drawn = slice(3, 5)
    assert not torch.isclose(latents[:, :, drawn, :, :half], known[:, :, drawn, :, :half]).all()


def test_references_are_drawn_with_or_refused(takes: TakeLibrary, tmp_path: Path, any_family: Family) -> None:
    picture = tmp_path / "who.png"
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (48, 30, 3), dtype=np.uint8)).save(picture)
    wish = request(0, 9, references=(ReferencePicture(str(picture), "f"),))
    if not any_family.spec.references:
        with pytest.raises(TweenError, match=r"cannot follow reference pictures.*such as Wan VACE"):
            draw(wish, takes, family=any_family)
        assert not takes.takes()
        return
    _changes_what_is_drawn(wish, takes, any_family)


@pytest.mark.parametrize("long_axis", ["carry", "fuse"])
def test_references_lead_a_film_longer_than_a_window(
    takes: TakeLibrary, tmp_path: Path, long_axis: LongAxis
) -> None:
    taught = open_folder(tiny_ltx(tmp_path / "taught", "0.9.5", **NOTES, references=1))
    picture = tmp_path / "who.png"
    Image.new("RGB", (40, 40), (200, 30, 30)).save(picture)
    wish = request(0, 40, references=(ReferencePicture(str(picture), "f"),))
    _changes_what_is_drawn(wish, takes, taught, Options(long_axis=long_axis))


def _changes_what_is_drawn(
    wish: Request, takes: TakeLibrary, any_family: Family, options: Options | None = None
) -> None:
    with_one = frames_of(draw(wish, takes, family=any_family, options=options))
    without = frames_of(draw(replace(wish, references=()), takes, family=any_family, options=options))
    assert with_one.shape == without.shape
    assert not np.array_equal(with_one, without)
