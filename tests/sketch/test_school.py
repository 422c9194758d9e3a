"""Every stage of the school at a tiny size: it learns, goes on where it was, and refuses what cannot be."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from engine.errors import TweenError
from engine.sketch import device, fidelity, flow, plans, train
from engine.sketch.checkpoint import BUILT_IN
from engine.sketch.crops import Crops, check_crops
from engine.sketch.decoder_train import DecoderRun, edge_weight
from engine.sketch.footage import scene_pool
from engine.sketch.sampling import Sketch
from engine.sketch.transformer_train import TransformerRun
from engine.sketch.vae import build_vae, keep, posterior, to_unit

pytestmark = pytest.mark.slow
CROPS = ["batch=2", "frames=5", "crop=32", "clips=4", "real_share=0"]
TINY = plans.DecoderPlan(minutes=1, batch=2, frames=5, crop=32, clips=4, real_share=0)
WHOLE = flow.build_transformer


@pytest.fixture(autouse=True, scope="module")
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(autouse=True, scope="module")
def one_layer() -> Iterator[None]:
    """Of the transformer's six: how deep it is changes nothing in how it is taught."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flow, "build_transformer", partial(WHOLE, layers=1))
        yield


def school(folder: Path, stage: str, *words: str, where: str = "cpu") -> None:
    train.run([stage, "--folder", str(folder), "--threads", "1", "--device", where, *words])


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A training folder that has been through every stage for about a second each."""
    folder = tmp_path_factory.mktemp("school")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fidelity, "held_out", few_held_out)
        go_through(folder, "cpu")
    return folder


def few_held_out() -> tuple[np.ndarray, None]:
    return scene_pool(1, 1, 5, (64, 64)), None


@pytest.fixture(autouse=True)
def without_real_clips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fidelity, "held_out", few_held_out)


def go_through(folder: Path, where: str) -> None:
    keep(build_vae(), folder / "vae")  # as the vae stage leaves it; tests/sketch/test_linear_vae.py
    school(folder, "latents", "shards=2", "clips=3", "half=true", "book=false", where=where)
    school(folder, "transformer", "minutes=0.02", "tokens=60", where=where)
    school(folder, "decoder", "minutes=0.02", "save_every=0.5", *CROPS, where=where)


def same(mine: dict[str, Tensor], theirs: dict[str, Tensor]) -> bool:
    return mine.keys() == theirs.keys() and all(torch.equal(mine[k], theirs[k]) for k in mine)


def test_every_stage_learns_and_what_it_learned_is_exported(taught: Path, tmp_path: Path) -> None:
    assert [json.loads(line)["step"] for line in (taught / "decoder.jsonl").read_text().splitlines()]
    assert torch.load(taught / "transformer.pt")["step"] > 0
    (taught / "transformer.jsonl").touch()  # twenty steps make a line of the curve, and it made fewer
    school(taught, "export", "--checkpoint", str(tmp_path / "out"))
    model = Sketch.load(tmp_path / "out")
    assert torch.isfinite(model.vae.decoder.conv_in.conv.weight).all()


def test_a_stage_whose_minutes_are_spent_learns_no_more(taught: Path) -> None:
    before = torch.load(taught / "transformer.pt")["step"]
    school(taught, "transformer", "minutes=0.0001", "tokens=60")
    assert torch.load(taught / "transformer.pt")["step"] == before


def test_a_call_that_must_stop_saves_what_it_has(taught: Path) -> None:
    run = TransformerRun(plans.TransformerPlan(tokens=60), taught, replace(device.Session(), deadline=0.0))
    assert list(run.steps()) == []
    school(taught, "decoder", "--stop-after", "0", "minutes=9", *CROPS)
    assert (taught / "vae" / "config.json").exists()


@pytest.mark.parametrize("kind", [DecoderRun, TransformerRun])
def test_a_resumed_run_is_the_run_that_was_saved(kind: type, taught: Path) -> None:
    plan = {
        DecoderRun: TINY,
        TransformerRun: plans.TransformerPlan(tokens=60),
    }[kind]
    run = kind(plan, taught)
    for _ in range(2):
        run.learn()
    run.save()
    again = kind(plan, taught)
    assert (again.step, again.spent) == (run.step, run.spent)
    name = "student" if kind is TransformerRun else "vae"
    assert same(getattr(run, name).state_dict(), getattr(again, name).state_dict())
    assert same(run.average.state_dict(), again.average.state_dict())
    first = [float(again.learn()) for _ in range(2)]
    anew = kind(plan, taught)
    assert [float(anew.learn()) for _ in range(2)] == first
    assert all(math.isfinite(loss) for loss in first)


def test_shards_do_not_depend_on_how_many_drew_them(taught: Path) -> None:
    """Nor on how many clips were encoded at once, but for rounding."""
    school(taught, "latents", "shards=2", "clips=3", "half=true", "seed=20", "book=false")
    alone = [torch.load(taught / "latents" / f"half-20-{k:04}.pt") for k in range(2)]
    for k in range(2):
        (taught / "latents" / f"half-20-{k:04}.pt").unlink()
    school(
        taught,
        "latents",
        "shards=2",
        "clips=3",
        "half=true",
        "seed=20",
        "renderers=2",
        "encode=2",
        "book=false",
    )
    for k, one in enumerate(alone):
        two = torch.load(taught / "latents" / f"half-20-{k:04}.pt")
        assert one["notes"] == two["notes"]
        for mine, theirs in zip(one["latents"], two["latents"], strict=True):
            assert torch.allclose(mine.float(), theirs.float(), atol=0.05)


def test_the_decoder_learns_from_a_checkpoint_whose_latents_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flow, "build_transformer", WHOLE)
    school(tmp_path, "begin")
    before = Sketch.load(BUILT_IN)
    school(tmp_path, "decoder", "minutes=0.02", *CROPS)
    school(tmp_path, "export", "--checkpoint", str(tmp_path / "out"))
    after = Sketch.load(tmp_path / "out")
    pixels = to_unit(scene_pool(3, 1, 5, (64, 64)))
    with torch.no_grad():
        assert torch.equal(posterior(before.vae, pixels).mode(), posterior(after.vae, pixels).mode())
    assert torch.equal(before.vae.latents_mean, after.vae.latents_mean)
    assert torch.equal(before.vae.latents_std, after.vae.latents_std)
    assert same(before.transformer.state_dict(), after.transformer.state_dict())
    assert not same(before.vae.decoder.state_dict(), after.vae.decoder.state_dict())


def test_a_decoders_state_is_not_taken_to_another_encoder(taught: Path, tmp_path: Path) -> None:
    torch.manual_seed(99)
    keep(build_vae(), tmp_path / "vae")
    (tmp_path / "decoder.pt").write_bytes((taught / "decoder.pt").read_bytes())
    assert DecoderRun(TINY, tmp_path).step == 0
    assert DecoderRun(TINY, taught).step > 0


def test_edges_count_more_than_flat_areas() -> None:
    true = torch.zeros(1, 3, 1, 16, 16)
    assert (edge_weight(true, 4.0) == 1).all()
    true[..., 8:] = 1
    weight = edge_weight(true, 4.0)[0, 0, 0, 5]
    assert weight[7] == weight[8] == 5
    assert (weight[:5] == 1).all()
    assert (weight[11:] == 1).all()


def test_fresh_clips_take_the_place_of_others() -> None:
    for fresh, differs in ((0, False), (4, True)):
        crops = Crops(replace(TINY, fresh=fresh))
        before = [pool.copy() for pool in crops.drawn]
        assert crops.batch().shape == (2, 5, 32, 32, 3)
        assert differs == any(not np.array_equal(a, b) for a, b in zip(before, crops.drawn, strict=True))


def test_channels_last_changes_how_weights_lie_and_not_what_they_are(taught: Path, tmp_path: Path) -> None:
    shutil.copytree(taught / "vae", tmp_path / "vae")
    plain, last = (DecoderRun(replace(TINY, channels_last=c), tmp_path) for c in (False, True))
    assert same(plain.vae.state_dict(), last.vae.state_dict())
    assert last.vae.decoder.conv_in.conv.weight.is_contiguous(memory_format=torch.channels_last_3d)
    last.learn()
    last.save()
    again = DecoderRun(replace(TINY, channels_last=True), tmp_path)
    moment = again.optimizer.state[again.vae.decoder.conv_in.conv.weight]["exp_avg"]
    assert moment.is_contiguous(memory_format=torch.channels_last_3d)
    assert math.isfinite(float(again.learn()))
    assert math.isfinite(float(DecoderRun(TINY, tmp_path).learn()))


def test_words_overrule_the_preset_wherever_they_stand() -> None:
    plan = plans.read(plans.TransformerPlan, ["tokens=100", "preset=h100", "compiled=false"])
    assert (plan.tokens, plan.feeders, plan.compiled) == (100, 6, False)
    assert plans.read(plans.DecoderPlan, ["preset=h100"]).minutes == 3
    assert plans.read(plans.VaePlan, ["scenes=3"]) == plans.VaePlan(scenes=3)


@pytest.mark.parametrize("word", ["tokns=3", "preset=h1", "tokens=many", "compiled=maybe"])
def test_a_setting_that_cannot_be_is_refused(word: str) -> None:
    with pytest.raises(TweenError):
        plans.read(plans.TransformerPlan, [word])


@pytest.mark.parametrize("plan", [{"crop": 40}, {"crop": 144}, {"frames": 8}, {"frames": 21}])
def test_crops_that_cannot_be_cut_are_refused(plan: dict[str, int]) -> None:
    with pytest.raises(TweenError, match="cannot be cut"):
        check_crops(plans.DecoderPlan(**plan))  # type: ignore[arg-type]


@pytest.mark.parametrize("stage", ["decoder", "latents"])
def test_a_stage_before_its_turn_is_refused(stage: str, tmp_path: Path) -> None:
    with pytest.raises(TweenError, match="holds no autoencoder"):
        school(tmp_path, stage)


def test_a_broken_loss_is_not_saved_over_a_good_state() -> None:
    with pytest.raises(TweenError, match=r"go on from transformer\.pt"):
        device.check_finite(math.nan, 7, "transformer.pt")


def test_cuda_is_refused_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(TweenError, match="no CUDA device"):
        school(tmp_path, "decoder", where="cuda")
    assert device.choose("auto").device.type == "cpu"


@pytest.mark.gpu
def test_every_stage_learns_on_a_card_and_goes_on_without_one(tmp_path: Path) -> None:
    go_through(tmp_path, "cuda")
    school(tmp_path, "decoder", "minutes=0.03", "preset=h100", "renderers=2", where="cuda")
    school(tmp_path, "transformer", "minutes=9", "feeders=2", "--stop-after", "0.3", where="cuda")
    assert math.isfinite(float(TransformerRun(plans.TransformerPlan(tokens=60), tmp_path).learn()))
    assert math.isfinite(float(DecoderRun(TINY, tmp_path).learn()))
