"""Downloads from a hub on this machine: whole, resumed, verified, and refused when they are not right."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from huggingface_hub import constants
from safetensors.torch import save_file

from engine.errors import Cancelled, TweenError
from engine.families import catalog
from engine.families.models import getting
from engine.families.models.getting import get, plan, repair
from engine.families.models.hub import Hub, Listing, Remote
from engine.families.models.lock import LOCK, check, read_lock, sha256
from engine.families.models.removing import remove, unfinished
from tests.cli.tween import tree
from tests.families.models.hub import REVISION, WAIT, Served

WEIGHTS = "transformer/diffusion_pytorch_model.safetensors"


def got(served: Served, **options: str) -> Path:
    hub = Hub(served.endpoint)
    return get(hub, plan(hub, "studio/tiny", **options))


def test_a_model_comes_whole_and_its_lock_pins_revision_and_hashes(
    hub: Served, tiny: Path, own_folders: Path
) -> None:
    place = got(hub)
    assert place == own_folders / "tiny"
    here, there = tree(place), tree(tiny)
    assert {name: here[name] for name in there} == there
    assert set(here) - set(there) == {LOCK, "tweenboard.json"}
    lock = read_lock(place)
    assert lock is not None
    assert (lock.repository, lock.revision, lock.licence) == ("studio/tiny", REVISION, "apache-2.0")
    assert check(place, lock).problems == ()
    assert catalog.resolve("tiny") == place
    assert not unfinished()


def test_pickles_code_and_other_programs_files_are_not_fetched(
    hub: Served, tiny: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "repository"
    shutil.copytree(tiny, folder)
    for name in ("vae/diffusion_pytorch_model.bin", "vae/weights.pt", "transformer/model.py", "run.sh"):
        (folder / name).write_bytes(b"x" * 2000)
    for name in ("all-in-one.safetensors", "vae/diffusion_pytorch_model.fp16.safetensors", "assets/a.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"x" * 2000)
    hub.repositories["studio/tiny"] = folder
    place = got(hub)
    fetched = {path for path, _ in hub.asked}
    assert fetched == set(tree(tiny))
    assert catalog.describe(place).able is not None


@pytest.mark.parametrize(
    "name", ["../escape.json", "vae/../../x.json", "C:/x.json", "/etc/x.json", "a\\b.json"]
)
def test_a_name_that_leaves_the_folder_is_not_fetched(
    hub: Served, tiny: Path, name: str, tmp_path: Path
) -> None:
    own = Hub(hub.endpoint)
    listing = own.listing("studio/tiny")
    evil = Listing(listing.repository, listing.revision, (*listing.files, Remote(name, 3, "0" * 64)))
    assert name not in {file.path for file in getting.of_parts(evil, ("vae",)).files}


def test_killed_in_the_middle_it_goes_on_where_it_was(
    hub: Served, tiny: Path, tmp_path: Path, own_folders: Path
) -> None:
    folder = tmp_path / "repository"
    shutil.copytree(tiny, folder)
    save_file({"much": torch.zeros(12 << 20, dtype=torch.float16)}, folder / WEIGHTS)
    size = (folder / WEIGHTS).stat().st_size
    hub.repositories["studio/tiny"] = folder
    hub.faults[WEIGHTS] = "stall"
    command = [sys.executable, "-m", "engine.cli", "models", "get", "studio/tiny", "--accept-licence"]
    environment = {**os.environ, "TWEENBOARD_MIRROR": hub.endpoint}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    assert hub.stalled.wait(WAIT)
    part = own_folders / ".tiny.download" / f"{WEIGHTS}.part"
    while process.poll() is None and not (part.is_file() and part.stat().st_size >= 10 << 20):
        os.sched_yield()
    process.kill()
    process.wait()
    kept = part.stat().st_size
    assert 10 << 20 <= kept < size
    assert [model.name for model in catalog.known()] == ["sketch"]
    assert list(unfinished()) == ["tiny"]
    hub.asked.clear()
    hub.go_on.set()
    place = got(hub)
    assert (WEIGHTS, kept) in hub.asked
    assert "model_index.json" not in {path for path, _ in hub.asked}
    assert sha256(place / WEIGHTS) == sha256(folder / WEIGHTS)


def test_a_connection_that_breaks_is_taken_up_again(
    hub: Served, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "DOWNLOAD_CHUNK_SIZE", 4096)
    hub.faults[WEIGHTS] = "cut"
    place = got(hub)
    assert [first > 0 for path, first in hub.asked if path == WEIGHTS] == [False, True]
    assert (place / WEIGHTS).read_bytes() == (tiny / WEIGHTS).read_bytes()


def test_an_attempt_that_began_at_one_revision_ends_at_it(hub: Served, tiny: Path) -> None:
    own = Hub(hub.endpoint)
    with pytest.raises(Cancelled):
        get(own, plan(own, "studio/tiny"), cancelled=lambda: len(hub.asked) > 3)
    assert list(unfinished()) == ["tiny"]
    begun = plan(own, "studio/tiny")
    assert 0 < begun.left < begun.size
    assert begun.listing.revision == REVISION


@pytest.mark.parametrize("path", [WEIGHTS, "scheduler/scheduler_config.json"])
def test_a_flipped_byte_is_refused_and_thrown_away(hub: Served, path: str, own_folders: Path) -> None:
    hub.faults[path] = "flip"
    with pytest.raises(TweenError, match="another content than it is said to have"):
        got(hub)
    assert not (own_folders / "tiny").exists()
    assert not list(own_folders.rglob("*.part"))
    del hub.faults[path]
    assert got(hub).is_dir()


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data://x/y"])
def test_a_redirect_to_another_scheme_is_refused(hub: Served, address: str, own_folders: Path) -> None:
    hub.faults[WEIGHTS] = address
    with pytest.raises(TweenError, match="was not followed"):
        got(hub)
    assert not (own_folders / "tiny").exists()


def test_from_https_no_redirect_leads_to_http() -> None:
    import httpx2

    from engine.families.models.hub import _Foreign

    careful = Hub("https://example.org")
    careful._keep_scheme(httpx2.Request("GET", "https://elsewhere.example/x"))
    with pytest.raises(_Foreign):
        careful._keep_scheme(httpx2.Request("GET", "http://example.org/x"))


REFUSED = {
    "no such repository": ("studio/none", {}, "has no studio/none; look at its name"),
    "no such revision": ("studio/tiny", {"revision": "v2"}, "no such revision of studio/tiny"),
    "no name of a repository": ("studio/a b/c", {}, "has no studio/a b/c"),
    "no name of a model": ("studio/tiny", {"name": "../up"}, "cannot be the name of a model"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_got_is_told_in_one_sentence(hub: Served, case: str, tmp_path: Path) -> None:
    what, options, sentence = REFUSED[case]
    with pytest.raises(TweenError, match=sentence) as told:
        plan(Hub(hub.endpoint), what, **options)
    assert "\n" not in str(told.value)
    assert not (tmp_path / "data").exists()


def test_a_repository_of_another_kind_costs_a_few_bytes_only(hub: Served, tiny: Path, tmp_path: Path) -> None:
    folder = tmp_path / "repository"
    shutil.copytree(tiny, folder)
    (folder / "model_index.json").write_text(json.dumps({"_class_name": "FluxPipeline"}))
    hub.repositories["studio/tiny"] = folder
    with pytest.raises(TweenError, match="is a FluxPipeline, which Tweenboard cannot draw with"):
        got(hub)
    assert [path for path, _ in hub.asked] == ["model_index.json"]
    assert not unfinished()


def test_room_is_looked_for_before_anything_is_fetched(
    hub: Served, monkeypatch: pytest.MonkeyPatch, own_folders: Path
) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(
        TweenError, match=r"tiny needs .* MB more on the disk .* choose another place with --to"
    ):
        got(hub)
    assert [path for path, _ in hub.asked] == ["model_index.json"]
    assert not own_folders.exists()


def test_a_disk_that_fills_up_is_one_sentence_and_keeps_what_came(
    hub: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    calls: list[int] = []

    def full(fd: int) -> None:
        calls.append(fd)
        if len(calls) == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(fd)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(TweenError, match="no room left on the disk"):
        got(hub)
    assert list(unfinished()) == ["tiny"]
    assert got(hub).is_dir()


def test_another_disk_is_remembered_and_a_taken_name_refused(hub: Served, tmp_path: Path) -> None:
    place = got(hub, to=str(tmp_path / "big disk"))
    assert place == tmp_path / "big disk" / "tiny"
    assert catalog.resolve("tiny") == place
    with pytest.raises(TweenError, match="There is something called"):
        got(hub, to=str(tmp_path / "big disk"))


def test_two_at_once_do_not_mix(hub: Served, own_folders: Path) -> None:
    own = Hub(hub.endpoint)
    want = plan(own, "studio/tiny")
    with (
        getting._alone(own_folders / ".tiny.download"),
        pytest.raises(TweenError, match="by another program already"),
    ):
        get(own, want)
    assert get(own, want).is_dir()


def test_a_damaged_model_is_repaired_by_its_own_hashes(hub: Served, tiny: Path) -> None:
    place = got(hub)
    content = (place / WEIGHTS).read_bytes()
    (place / WEIGHTS).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    (place / "vae" / "config.json").unlink()
    lock = read_lock(place)
    assert lock is not None
    assert check(place, lock).problems == (f"{WEIGHTS} is not what it was.", "vae/config.json is missing.")
    hub.asked.clear()
    assert set(repair(Hub(hub.endpoint), place)) == {WEIGHTS, "vae/config.json"}
    assert {path for path, _ in hub.asked} == {WEIGHTS, "vae/config.json"}
    assert check(place, lock).problems == ()
    hub.faults[WEIGHTS] = "flip"
    (place / WEIGHTS).write_bytes(b"")
    with pytest.raises(TweenError, match="another content"):
        repair(Hub(hub.endpoint), place)


def test_the_endpoint_is_chosen_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Hub().endpoint == "https://huggingface.co"
    monkeypatch.setenv("HF_ENDPOINT", "https://a.example/")
    assert Hub().endpoint == "https://a.example"
    monkeypatch.setenv("TWEENBOARD_MIRROR", "http://b.example/hub")
    assert Hub().endpoint == "http://b.example/hub"
    with pytest.raises(TweenError, match="is no address"):
        Hub("ftp://a.example")


def test_a_token_is_not_sent_over_http(hub: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    got(hub)
    assert hub.tokens == {""}


def test_nothing_is_asked_while_the_program_is_told_to_stay_offline(
    hub: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(TweenError, match="while HF_HUB_OFFLINE is set"):
        got(hub)


def test_removing_takes_what_was_got_and_leaves_what_was_not(hub: Served) -> None:
    place = got(hub)
    (place / "notes of mine.txt").write_text("mine")
    freed, stays = remove(place)
    assert freed > 10_000
    assert stays == ("notes of mine.txt",)
    assert tree(place) == {"notes of mine.txt": b"mine"}
    with pytest.raises(TweenError, match="was not put there by Tweenboard"):
        remove(place)
