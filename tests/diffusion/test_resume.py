"""What a cut-off job goes on from: whole and its own, or as if it were not there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.diffusion.generate import draw
from engine.diffusion.options import Options
from engine.diffusion.progress import Progress
from engine.diffusion.resume import State, StateFile, key_of
from engine.document.request import Request
from engine.errors import Cancelled, TweenError
from engine.families import speed
from engine.families.family import Family
from engine.families.loading import open_folder
from engine.families.ltx import LTX
from engine.families.speed import Speed
from engine.project.takes import TakeLibrary
from tests.diffusion.wishes import footage, request

CPU = torch.device("cpu")


class PowerCut(Exception):
    """Ends a job as a kill would: nothing of the program's own runs on it."""


def a_state(x: bool = True) -> State:
    dice = torch.Generator().manual_seed(1)
    x0, m = torch.randn((1, 4, 5, 2, 3), generator=dice), torch.rand((1, 1, 5, 2, 3), generator=dice)
    return State(x0, m, (range(3), range(2, 5)), 1, 4, x0[:, :, 2:] + 1 if x else None, first=1)


@pytest.mark.parametrize("x", [True, False])
def test_a_state_comes_back_bit_for_bit(tmp_path: Path, x: bool) -> None:
    file, state = StateFile(tmp_path / "takes" / ".state-a", "a"), a_state(x)
    file.keep(state)
    found = file.load(CPU)
    assert found is not None
    assert torch.equal(found.x0, state.x0)
    assert torch.equal(found.m, state.m)
    assert (found.plan, found.window, found.step, found.first) == (state.plan, 1, 4, 1)
    assert (found.x is None) == (not x)
    if state.x is not None and found.x is not None:
        assert torch.equal(found.x, state.x)
    assert [path.name for path in file.path.parent.iterdir()] == [".state-a"]
    file.drop()
    assert file.load(CPU) is None


def test_anothers_state_is_not_taken(tmp_path: Path) -> None:
    StateFile(tmp_path / "s", "a").keep(a_state())
    assert StateFile(tmp_path / "s", "b").load(CPU) is None
    assert key_of("request", "model") != key_of("request", "other model")


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_damage_anywhere_is_as_if_there_were_none(tmp_path: Path, data: st.DataObject) -> None:
    file = StateFile(tmp_path / "s", "a")
    file.keep(a_state())
    whole = file.path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        file.path.write_bytes(whole[:at])
        assert file.load(CPU) is None
        return
    changed = bytearray(whole)
    changed[at] ^= data.draw(st.integers(1, 255))
    file.path.write_bytes(changed)
    found = file.load(CPU)
    if found is not None:  # a byte of the header that says nothing: spaces, another spelling of the same
        assert torch.equal(found.x0, a_state().x0)
        assert torch.equal(found.m, a_state().m)


def test_a_disk_without_room_keeps_the_old_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = StateFile(tmp_path / "s", "a")
    file.keep(a_state())

    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    file.keep(a_state(x=False))
    monkeypatch.undo()
    found = file.load(CPU)
    assert found is not None
    assert found.x is not None
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


def test_writing_is_bounded_by_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[State] = []

    def make() -> State:
        made.append(a_state())
        return made[-1]

    monkeypatch.setenv("TWEENBOARD_STATE_SECONDS", "1000")
    patient = StateFile(tmp_path / "s", "a")
    patient.offer(make)
    assert not made
    monkeypatch.setenv("TWEENBOARD_STATE_SECONDS", "0")
    eager = StateFile(tmp_path / "s", "a")
    eager.offer(make)
    eager.offer(make)
    assert len(made) == 2


def cut_off(
    wish: Request,
    takes: TakeLibrary,
    family: Family,
    stage: str,
    done: int,
    how: Options | None = None,
    seen: list[Progress] | None = None,
) -> None:
    def report(progress: Progress) -> None:
        if seen is not None:
            seen.append(progress)
        if (progress.stage, progress.done) == (stage, done):
            raise PowerCut

    with pytest.raises(PowerCut):
        draw(wish, takes, report, family=family, options=how)


def digests(takes: TakeLibrary) -> list[str]:
    (take,) = takes.takes()
    assert take.latents_path
    return [hashlib.sha256(Path(p).read_bytes()).hexdigest() for p in (take.frames_path, take.latents_path)]


@pytest.mark.parametrize("how", [Options(), Options(long_axis="fuse")], ids=["carry", "fuse"])
def test_cut_off_after_any_step_it_gives_the_same_take(
    tmp_path: Path, clip: Path, family: LTX, monkeypatch: pytest.MonkeyPatch, how: Options
) -> None:
    monkeypatch.setenv("TWEENBOARD_STATE_SECONDS", "0")
    wish = request(5, 45, footage(clip, 0, 5), steps=3)
    calm = TakeLibrary(tmp_path / "calm.takes")
    steps = draw(wish, calm, family=family, options=how).stats["model_calls"] / 2
    takes = TakeLibrary(tmp_path / "film.takes")
    last = 3 if how.long_axis == "fuse" else 9
    for done in (1, last - 1, last):
        cut_off(wish, takes, family, "sample", done, how)
    cut_off(wish, takes, family, "decode", 2, how)
    seen: list[Progress] = []
    take = draw(wish, takes, seen.append, family=family, options=how)
    assert steps > 0
    assert take.stats["model_calls"] == 0
    assert f"Going on from step {last} of {last}, where the drawing was cut off." in [p.note for p in seen]
    assert not [p for p in seen if p.stage in ("read", "encode")]
    assert digests(takes) == digests(calm)
    assert not list(takes.folder.glob(".state-*"))


@pytest.mark.parametrize("step_cache", speed.CACHES)
def test_with_a_step_cache_it_gives_the_same_take(
    tmp_path: Path, tiny_folder: Path, family: LTX, monkeypatch: pytest.MonkeyPatch, step_cache: str
) -> None:
    """Two windows of 12 steps, cut off before and after the cache begins anew in the second one."""
    monkeypatch.setenv("TWEENBOARD_STATE_SECONDS", "0")
    quick = open_folder(tiny_folder, Speed(cache=step_cache))
    wish = request(0, 33, steps=12)
    calm, takes = TakeLibrary(tmp_path / "calm.takes"), TakeLibrary(tmp_path / "film.takes")
    slow = TakeLibrary(tmp_path / "slow.takes")
    draw(wish, calm, family=quick)
    draw(wish, slow, family=family)
    assert digests(calm) != digests(slow), "the cache was idle"
    for done, begun in ((19, 12), (23, 22)):
        cut_off(wish, takes, quick, "sample", done)
        seen: list[Progress] = []
        cut_off(wish, takes, quick, "sample", begun + 1, seen=seen)
        assert f"Going on from step {begun} of 24, where the drawing was cut off." in [p.note for p in seen]
    draw(wish, takes, family=quick)
    assert digests(takes) == digests(calm)


def test_fused_windows_take_no_step_cache(takes: TakeLibrary, tiny_folder: Path) -> None:
    quick = open_folder(tiny_folder, Speed(cache="taylorseer"))
    with pytest.raises(TweenError, match=r"step cache in fused windows.*; take TWEENBOARD_STEP_CACHE away"):
        draw(request(0, 45), takes, family=quick, options=Options(long_axis="fuse"))
    assert draw(request(0, 9), takes, family=quick, options=Options(long_axis="fuse")).frames_path


def test_what_was_begun_without_a_step_cache_does_not_go_on_with_one(
    takes: TakeLibrary, tiny_folder: Path, family: LTX
) -> None:
    cut_off(request(0, 9), takes, family, "decode", 1)
    take = draw(request(0, 9), takes, family=open_folder(tiny_folder, Speed(cache="firstblock")))
    assert take.stats["model_calls"] == 4


def test_a_person_who_stops_wants_nothing_kept(
    takes: TakeLibrary, family: LTX, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWEENBOARD_STATE_SECONDS", "0")
    seen: list[str] = []
    with pytest.raises(Cancelled):
        draw(request(0, 9), takes, lambda p: seen.append(p.stage), lambda: "decode" in seen, family)
    assert list(takes.folder.iterdir()) == []


def test_another_wish_begins_anew(takes: TakeLibrary, family: LTX) -> None:
    cut_off(request(0, 9), takes, family, "decode", 1)
    take = draw(request(0, 9, seed=6), takes, family=family)
    assert take.stats["model_calls"] == 4
    (left,) = takes.folder.glob(".state-*")
    assert left.is_file()  # the first wish can still be gone on with
    assert draw(request(0, 9), takes, family=family).stats["model_calls"] == 0
