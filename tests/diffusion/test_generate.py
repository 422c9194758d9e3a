"""A request becomes a take: the whole way on a tiny checkpoint, with real files in and out."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors import safe_open

from engine.diffusion.generate import draw
from engine.diffusion.progress import Progress
from engine.document.request import Known, Request
from engine.document.time import FrameRange
from engine.errors import Cancelled, TweenError
from engine.families.ltx import LTX
from engine.media.open import open_reader
from engine.project.takes import TakeLibrary
from tests.diffusion.wishes import FILM, HEIGHT, NOTES, WIDTH, footage, frames_of, request
from tests.families.tiny import tiny_ltx


def test_a_range_becomes_a_take_of_exactly_its_frames(takes: TakeLibrary, clip: Path, family: LTX) -> None:
    take = draw(request(10, 21, footage(clip, 0, 10), footage(clip, 21, 40)), takes, family=family)
    assert takes.takes() == (take,)
    assert (take.range.start, take.range.stop) == (10, 21)
    # Beside footage a take is written at the film's size, so that the footage carried into it stays sharp.
    assert frames_of(take).shape == (11, FILM[1], FILM[0], 3)
    assert (take.width, take.height) == FILM
    for name in ("total", "model", "encode", "decode", "sample"):
        assert take.stats[f"{name}_seconds"] > 0
    assert take.stats["model_calls"] == 4  # two steps, with and without the prompt
    assert take.stats["frames"] == 11


@pytest.fixture
def no_room() -> Iterator[Callable[[int], None]]:
    """Call it with a number of bytes: no file may grow beyond them, as on a disk that fills up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda limit: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("limit", [500, 12_000], ids=["latents", "frames"])
def test_a_disk_without_room_is_one_sentence_and_no_take(
    takes: TakeLibrary, family: LTX, no_room: Callable[[int], None], limit: int
) -> None:
    wish = request(0, 25)
    before = draw(request(0, 5), takes, family=family)
    no_room(limit)
    with pytest.raises(TweenError) as refused:
        draw(wish, takes, family=family)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)
    kept = [path.name for path in takes.folder.iterdir() if not path.name.startswith(".state-")]
    assert kept == [before.id]


def test_the_latents_are_kept_with_their_place(takes: TakeLibrary, clip: Path, family: LTX) -> None:
    take = draw(request(10, 21, footage(clip, 0, 10), footage(clip, 21, 40)), takes, family=family)
    assert take.latents_path
    with safe_open(take.latents_path, framework="pt") as file:
        latents, facts = file.get_tensor("latents"), json.loads(file.metadata()["tweenboard"])
    assert (facts["frame_stride"], facts["first_frame"], facts["home"], facts["first"]) == (4, -9, 3, 0)
    assert (facts["model"], facts["fingerprint"], facts["rate"]) == ("tiny", family.fingerprint, "24/1")
    # The kept latents at the start are the encoding of frames 1 … 9, bit for bit.
    with open_reader(clip, size=(WIDTH, HEIGHT)) as reader:
        kept = np.stack([reader.frame(i) for i in range(1, 10)])
    pixels = torch.from_numpy(kept).permute(3, 0, 1, 2)[None].float() / 127.5 - 1
    assert torch.equal(latents[:, :, :3], family.encode(pixels))


def test_the_same_request_gives_the_same_take(
    takes: TakeLibrary, clip: Path, family: LTX, tmp_path: Path
) -> None:
    wish = request(10, 21, footage(clip, 0, 10))
    one = draw(wish, takes, family=family)
    two = draw(wish, TakeLibrary(tmp_path / "other.takes"), family=family)
    other = draw(replace(wish, seed=6), takes, family=family)
    files = [Path(take.frames_path).read_bytes() for take in (one, two, other)]
    assert files[0] == files[1] != files[2]
    assert (one.id == two.id) != (one.id == other.id)
    latents = [Path(take.latents_path or "").read_bytes() for take in (one, two, other)]
    assert latents[0] == latents[1] != latents[2]


def test_a_moved_card_draws_the_same_frames(takes: TakeLibrary, clip: Path, family: LTX) -> None:
    here = draw(request(10, 21, footage(clip, 0, 10)), takes, family=family)
    moved = Known(FrameRange(100, 110), str(clip), "f", source_start=0)
    there = draw(request(110, 121, moved), takes, family=family)
    assert np.array_equal(frames_of(here), frames_of(there))


def test_a_range_longer_than_the_window_goes_on_from_what_was_drawn(
    takes: TakeLibrary, clip: Path, family: LTX
) -> None:
    seen: list[Progress] = []
    take = draw(request(5, 75, footage(clip, 0, 5)), takes, report=seen.append, family=family)
    assert len(frames_of(take)) == 70
    samples = [p for p in seen if p.stage == "sample"]
    assert samples[-1].done == samples[-1].total == take.stats["model_calls"] / 2 > 4


def test_a_remix_without_strength_is_the_footage_through_the_vae(
    takes: TakeLibrary, clip: Path, family: LTX
) -> None:
    take = draw(request(10, 22, footage(clip, 0, 40)), takes, family=family)
    assert take.stats["model_calls"] == 0


def test_the_softer_the_cap_the_fewer_the_calls(takes: TakeLibrary, clip: Path, family: LTX) -> None:
    wish = request(10, 22, footage(clip, 0, 40), footage(clip, 10, 22, cap=0.5), steps=4, guidance=1.0)
    assert draw(wish, takes, family=family).stats["model_calls"] == 2


def test_a_still_is_the_first_frame(takes: TakeLibrary, family: LTX, tmp_path: Path) -> None:
    still = tmp_path / "still.png"
    Image.new("RGB", (300, 200), (200, 30, 60)).save(still)
    known = Known(FrameRange(0, 1), str(still), "f")
    take = draw(request(0, 9, known), takes, family=family)
    latents = safe_open(take.latents_path or "", framework="pt").get_tensor("latents")
    colour = torch.tensor([200, 30, 60]).view(1, 3, 1, 1, 1) / 127.5 - 1
    expected = family.encode(colour.expand(1, 3, 1, HEIGHT, WIDTH))
    assert torch.equal(latents[:, :, :1], expected)


def test_progress_goes_through_every_stage_with_a_picture(
    takes: TakeLibrary, clip: Path, family: LTX
) -> None:
    seen: list[Progress] = []
    draw(request(10, 21, footage(clip, 0, 10)), takes, report=seen.append, family=family)
    stages = list(dict.fromkeys(p.stage for p in seen))
    assert stages == ["load", "read", "encode", "text", "sample", "decode", "write"]
    pictures = [p.preview for p in seen if p.preview is not None]
    assert 1 <= len(pictures) <= 2  # more only where there is time for them
    assert pictures[0].shape == (HEIGHT // 8, WIDTH // 8, 3)
    assert pictures[0].dtype == np.uint8
    assert all(p.seconds_left is not None for p in seen if p.stage == "sample" and p.done)


@pytest.mark.parametrize("stage", ["read", "encode", "text", "sample", "decode"])
def test_a_stop_at_any_stage_keeps_nothing(takes: TakeLibrary, clip: Path, family: LTX, stage: str) -> None:
    reached: list[str] = []

    def report(progress: Progress) -> None:
        reached.append(progress.stage)

    with pytest.raises(Cancelled):
        draw(
            request(10, 21, footage(clip, 0, 10), footage(clip, 21, 40)),
            takes,
            report=report,
            cancelled=lambda: stage in reached,
            family=family,
        )
    assert nothing_kept(takes)


def nothing_kept(takes: TakeLibrary) -> bool:
    return not takes.takes() and (not takes.folder.exists() or not list(takes.folder.iterdir()))


def zero_steps(wish: Request) -> Request:
    return replace(wish, steps=0)


def empty_range(wish: Request) -> Request:
    return replace(wish, draw=FrameRange(10, 10))


def missing_file(wish: Request) -> Request:
    return replace(wish, known=(replace(wish.known[0], path="/nowhere/clip.mp4"),))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [(zero_steps, "0 steps draw nothing"), (empty_range, "range is empty"), (missing_file, "clip.mp4")],
)
def test_a_bad_request_is_told_in_one_sentence(
    takes: TakeLibrary, clip: Path, family: LTX, spoil: Callable[[Request], Request], sentence: str
) -> None:
    with pytest.raises(TweenError, match=sentence):
        draw(spoil(request(10, 21, footage(clip, 0, 10))), takes, family=family)
    assert nothing_kept(takes)


def test_broken_numbers_stop_at_once_and_name_the_step(takes: TakeLibrary, tmp_path: Path) -> None:
    folder = tiny_ltx(tmp_path / "broken", **NOTES)
    from safetensors.torch import load_file, save_file

    path = folder / "transformer" / "diffusion_pytorch_model.safetensors"
    weights = load_file(path)
    weights["proj_out.bias"][0] = 3e38  # finite by itself
    save_file(weights, path, metadata={"format": "pt"})
    with pytest.raises(TweenError, match=r"NaN.* in step 1"):
        draw(replace(request(0, 9), model=str(folder)), takes)
    assert nothing_kept(takes)


def test_a_model_is_found_by_its_folder(takes: TakeLibrary, tmp_path: Path) -> None:
    folder = tiny_ltx(tmp_path / "tiny", **NOTES)
    take = draw(replace(request(0, 5), model=str(folder)), takes)
    assert json.loads(json.dumps(take.request.to_json()))["model"] == str(folder)
