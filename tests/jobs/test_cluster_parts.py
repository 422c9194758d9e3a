"""What a cluster needs on either side, without one: addresses, places, parcels, windows, the store."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from engine.document.grade import Grade, Lut
from engine.document.request import Known, KnownPart, Request
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.families.identity import folder_fingerprint
from engine.jobs.cluster import parcel
from engine.jobs.cluster.address import check_address
from engine.jobs.cluster.cluster import connect, machines
from engine.jobs.cluster.homecoming import KeptSteps
from engine.jobs.cluster.parcel import Packer
from engine.jobs.cluster.seat import _model, _with_paths
from engine.jobs.cluster.store import Store
from engine.jobs.cluster.window import Window
from engine.media.fingerprint import fingerprint
from engine.media.output.writer import TakeWriter
from engine.media.reader import VideoReader
from engine.project.takes import LATENTS, TakeLibrary
from engine.tools.regenerate import take_fingerprint
from tests.cli.tween import tween
from tests.media.cubes import solid, write_solid
from tests.render.films import RATE, footage, picture


def nothing() -> None:
    pass


@pytest.mark.parametrize(
    "address", ["auto", "studio:6379", " 10.0.0.7:6379 ", "[::1]:80", "ray://a-b.c:10001"]
)
def test_an_address_is_taken_as_ray_prints_it(address: str) -> None:
    assert check_address(address) == address.strip()


@pytest.mark.parametrize("address", ["", "local", "studio", "studio:", "studio:99999", "http://a:1", "a b:1"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(TweenError, match="no address of a cluster"):
        check_address(address)


def test_nothing_at_the_address_and_no_ray_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TweenError, match=r"No cluster answers at 127\.0\.0\.1:9 \(.*\); start it there with"):
        connect("127.0.0.1:9")
    monkeypatch.setitem(sys.modules, "ray", None)
    film = tmp_path / "film.tween"
    assert tween("new", film, footage(tmp_path / "clip.mp4", 16)).status == 0
    assert tween("card", film, "0-8", "--prompt", "a red ball").status == 0
    answer = tween("generate", film, "--cluster", "auto")
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.splitlines()[-1].startswith(
        "Drawing on a cluster needs Ray, which is not on this computer; get it with: pip install"
    )
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(TweenError, match="get it with: tween setup --with cluster"):
        connect("auto")


def node(name: str, host: str = "", alive: bool = True, **resources: float) -> dict:
    return {
        "NodeID": f"id-{name}", "Alive": alive, "Resources": resources, "NodeName": name or "10.0.0.1",
        "NodeManagerAddress": "10.0.0.1", "NodeManagerHostname": host,
    }  # fmt: skip


def test_a_seat_an_accelerator_or_else_a_machine() -> None:
    gpus = [node("b", GPU=2, CPU=8), node("a", CPU=64), node("c", GPU=1), node("d", alive=False, GPU=8)]
    assert [(each.name, each.seats, each.accelerator) for each in machines(gpus)] == [
        ("b", 2, True), ("c", 1, True),
    ]  # fmt: skip
    plain = [node("", "studio", CPU=4), node("z", CPU=2), node("head", CPU=0)]
    assert [(each.name, each.seats, each.accelerator) for each in machines(plain)] == [
        ("studio", 1, False), ("z", 1, False),
    ]  # fmt: skip
    assert [each.name for each in machines([node("x", CPU=1), node("x", CPU=1)])] == ["x 1", "x 2"]


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return footage(tmp_path / "影片 clip.mp4", 24, sound=False)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkpoint as far as its name and its small files go."""
    folder = tmp_path / "models" / "little"
    folder.mkdir(parents=True)
    (folder / "model_index.json").write_text('{"_class_name": "LTXPipeline"}')
    monkeypatch.setenv("TWEENBOARD_MODELS", str(folder.parent))
    return folder


def wish(*known: Known) -> Request:
    return Request(
        card="c", lineage="c", origin=8, draw=FrameRange(8, 16), rate=RATE, width=160, height=96,
        model="little", prompt="a red ball", known=known,
    )  # fmt: skip


def test_files_travel_by_their_content_and_a_take_with_its_latents(
    tmp_path: Path, clip: Path, model: Path
) -> None:
    take = tmp_path / "film.takes" / "3f1c0a9b5e7d2468"
    take.mkdir(parents=True)
    with TakeWriter(take / "frames.mkv", (160, 96), RATE) as writer:
        writer.write(picture(0))
    (take / LATENTS).write_bytes(b"latents")
    copy = tmp_path / "copy.MP4"
    copy.write_bytes(clip.read_bytes())
    request = wish(
        Known(FrameRange(0, 8), str(clip), fingerprint(clip)),
        Known(FrameRange(16, 24), str(copy), fingerprint(copy), 16),
        Known(FrameRange(16, 17), str(take / "frames.mkv"), take_fingerprint(take.name)),
    )
    packed = Packer(tmp_path).pack(request, nothing)
    digest = hashlib.sha256(clip.read_bytes()).hexdigest()
    paths = [entry["path"] for entry in packed.request["known"]]
    assert paths == [f"{digest[:24]}.mp4", f"{digest[:24]}.mp4", f"{take.name}/frames.mkv"]
    assert set(packed.files) == {*paths, f"{take.name}/{LATENTS}"}
    assert sorted(piece.path.name for piece in packed.pieces) == ["copy.MP4", "frames.mkv", LATENTS]
    assert str(tmp_path) not in json.dumps(packed.request)
    assert packed.model == folder_fingerprint(model)
    with pytest.raises(TweenError, match="gone"):
        Packer(tmp_path).pack(wish(Known(FrameRange(0, 8), str(tmp_path / "gone.mp4"), "")), nothing)


def test_all_that_a_mixed_picture_is_made_of_travels_and_nothing_else_is_read(
    tmp_path: Path, clip: Path, model: Path
) -> None:
    other = write_picture(tmp_path / "other.png")
    parts = (KnownPart(str(clip), "", 3, 0.5), KnownPart(str(other), "", 0, 0.5, 1, True))
    packed = Packer(tmp_path).pack(wish(Known(FrameRange(0, 1), str(clip), "", 3, parts=parts)), nothing)
    assert len(packed.files) == 2
    (known,) = packed.request["known"]
    assert {known["path"], *(part["path"] for part in known["parts"])} == set(packed.files)
    placed = _with_paths(packed.request, tmp_path / "job", set(packed.files))
    (there,) = Request.from_json(placed).known
    assert [Path(part.path).parent for part in there.parts] == [tmp_path / "job"] * 2
    known["parts"][1]["path"] = "../elsewhere.png"
    with pytest.raises(ValueError, match="was not sent"):
        _with_paths(packed.request, tmp_path / "job", set(packed.files))


def test_the_tables_of_grades_travel_and_no_other_file_is_read_for_one(
    tmp_path: Path, clip: Path, model: Path
) -> None:
    table = write_solid(tmp_path / "look.cube", solid(2))
    grade = Grade(exposure=1, lut=Lut(str(table), fingerprint(table), 0.5))
    part = KnownPart(str(clip), "", 3, 0.5, grade=grade)
    known = Known(FrameRange(0, 1), str(clip), "", 3, parts=(part,), grade=grade)
    packed = Packer(tmp_path).pack(wish(known, Known(FrameRange(1, 8), str(clip), "", grade=grade)), nothing)
    assert len(packed.files) == 2
    assert str(tmp_path) not in json.dumps(packed.request)
    placed = _with_paths(packed.request, tmp_path / "job", set(packed.files))
    for there in Request.from_json(placed).known:
        for each in (there, *there.parts):
            assert each.grade is not None
            assert each.grade.lut is not None
            assert Path(each.grade.lut.path).parent == tmp_path / "job"
            assert each.grade.lut.fingerprint == fingerprint(table)
    packed.request["known"][1]["grade"]["lut"]["path"] = "../secret.cube"
    with pytest.raises(ValueError, match="was not sent"):
        _with_paths(packed.request, tmp_path / "job", set(packed.files))


def write_picture(path: Path) -> Path:
    Image.new("RGBA", (8, 8), (1, 2, 3, 4)).save(path)
    return path


def test_of_long_footage_the_frames_that_are_looked_at_travel(
    tmp_path: Path, clip: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcel, "WHOLE", 1000)
    monkeypatch.setattr(Window, "cut", lambda self, folder, each: clip if self.frames == 8 else None)
    known = Known(FrameRange(0, 8), str(clip), fingerprint(clip), 4)
    request = wish(known, replace(known, place=FrameRange(0, 20)))
    first, second = Packer(tmp_path).pack(request, nothing).request["known"]
    assert (first["source_start"], second["source_start"]) == (0, 4)


@pytest.mark.parametrize("rate", [Fraction(24), Fraction(25), Fraction(12), Fraction(30000, 1001)])
def test_a_window_gives_the_same_pictures_to_the_bit(tmp_path: Path, rate: Fraction) -> None:
    noisy = tmp_path / "noisy.mp4"
    dice = np.random.default_rng(1)
    long = footage(tmp_path / "long.mp4", 60, sound=False)
    with noisy.open("wb") as file:  # a long file, of which the window is a small part
        file.write(long.read_bytes())
        file.write((4 << 20).to_bytes(4) + b"free" + dice.bytes((4 << 20) - 8))
    cut = Window(str(noisy), 7, 6, rate).cut(tmp_path, nothing)
    assert cut is not None
    assert cut.stat().st_size < noisy.stat().st_size
    for size in ((160, 96), (64, 32), (320, 192)):
        with VideoReader(noisy, size, exact=True) as whole, VideoReader(cut, size, exact=True) as part:
            for n in range(6):
                assert np.array_equal(whole.frame_at_rate(7 + n, rate), part.frame_at_rate(n, rate))


def test_a_window_that_is_no_smaller_is_none(tmp_path: Path, clip: Path) -> None:
    assert Window(str(clip), 0, 24, RATE).cut(tmp_path, nothing) is None
    assert list(tmp_path.glob("window-*")) == []
    with pytest.raises(TweenError):
        Window(str(tmp_path / "gone.mp4"), 0, 24, RATE).cut(tmp_path, nothing)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("TWEENBOARD_CACHE", str(tmp_path / "cache"))
    return Store()


def test_what_was_sent_once_is_there_for_the_next_job(store: Store) -> None:
    data = b"pictures" * 100
    name = hashlib.sha256(data).hexdigest()
    assert store.lacking([name]) == [name]
    for offset in range(0, len(data), 300):
        store.put(name, offset, data[offset : offset + 300])
    assert store.lacking([name]) == [name]
    store.seal(name)
    assert store.lacking([name]) == []
    for job in ("a1", "b2"):
        folder = store.open_job(job, {"clip.mp4": name, f"take/{LATENTS}": name, "lora-x.safetensors": name})
        assert (folder / "clip.mp4").read_bytes() == (folder / "take" / LATENTS).read_bytes() == data
        assert (folder / "lora-x.safetensors").stat().st_mtime == 0
        store.close_job(job)
        assert not folder.exists()
    assert Store().lacking([name]) == []


def test_what_was_damaged_on_the_way_is_not_kept(store: Store) -> None:
    name = hashlib.sha256(b"what was sent").hexdigest()
    store.put(name, 0, b"what arrived")
    with pytest.raises(TweenError, match="damaged on its way"):
        store.seal(name)
    assert store.lacking([name]) == [name]


@given(st.text(max_size=30))
def test_no_name_leads_out_of_a_jobs_folder(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        place = tmp_path_factory.mktemp("store")
        patched.setenv("TWEENBOARD_CACHE", str(place))
        store, data = Store(), hashlib.sha256(b"").hexdigest()
        store.put(data, 0, b"")
        store.seal(data)
        for tried in (name, f"../{name}", f"/{name}", f"a/{name}"):
            try:
                folder = store.open_job("ab", {tried: data})
            except TweenError:
                continue
            assert (folder / tried).resolve().is_relative_to(folder.resolve())
        with pytest.raises(TweenError):
            store.lacking([name])


def test_the_machine_finds_the_model_by_what_is_in_it(tmp_path: Path, model: Path) -> None:
    wanted = folder_fingerprint(model)
    assert _model("little", wanted, "studio") == model
    assert _model("/somewhere/else/other-name", wanted, "studio") == model
    with pytest.raises(TweenError, match="The machine studio has another edition of the model “little”"):
        _model("little", "0" * 64, "studio")
    with pytest.raises(TweenError, match="The machine studio of the cluster has no model “gone”"):
        _model("/models/gone", "0" * 64, "studio")


def test_kept_steps_are_whole_or_not_there(tmp_path: Path) -> None:
    takes = TakeLibrary(tmp_path / "film.takes")
    steps = KeptSteps(takes, wish())
    steps.keep(b"one")
    steps.keep(b"another")
    assert [path.read_bytes() for path in takes.folder.iterdir()] == [b"another"]
    assert KeptSteps(takes, replace(wish(), card="x", lineage="y")).path == steps.path
    assert KeptSteps(takes, replace(wish(), seed=1)).path != steps.path
    steps.keep(b"")
    steps.keep(b"")
    assert list(takes.folder.iterdir()) == []
