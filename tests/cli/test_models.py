"""`tween models` and `tween loras`, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import constants

from engine.families.memory.machine import Facts, installed_torch, write_down
from tests.cli.tween import ask, tree, tween
from tests.families.models.hub import REVISION, Served, serve
from tests.families.models.originals import lora_file, wan_file
from tests.families.tiny_wan import tiny_wan


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("TWEENBOARD_CACHE", str(tmp_path / "cache"))
    write_down(Facts("cpu", 0, installed_torch()))  # else a process would load torch to look
    monkeypatch.delenv("TWEENBOARD_MODELS", raising=False)
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)


@pytest.fixture(scope="module")
def wan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_wan(tmp_path_factory.mktemp("checkpoints") / "tiny-wan")


@pytest.fixture
def hub(wan: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The first model of the list, tiny, under its own name."""
    with serve() as served:
        served.repositories["Wan-AI/Wan2.1-T2V-1.3B-Diffusers"] = wan
        monkeypatch.setenv("TWEENBOARD_MIRROR", served.endpoint)
        yield served


def test_a_model_of_the_list_is_got_checked_repaired_and_removed(hub: Served, tmp_path: Path) -> None:
    refused = tween("models", "get", "wan-2.1-t2v-1.3b")
    assert refused.status == 1
    assert "Apache 2.0, see https://huggingface.co/Wan-AI/" in refused.err
    assert "Accept it with --accept-licence." in refused.err
    assert not (tmp_path / "data").exists()

    got = ask("models", "get", "wan-2.1-t2v-1.3b", "--accept-licence", "--to", tmp_path / "disk")
    place = tmp_path / "disk" / "wan-2.1-t2v-1.3b"
    assert (got["path"], got["revision"]) == (str(place), REVISION)
    listed = {model["name"]: model for model in ask("models")}
    assert list(listed) == ["sketch", "wan-2.1-t2v-1.3b"]
    mine = listed["wan-2.1-t2v-1.3b"]
    assert (mine["title"], mine["licence"], mine["revision"]) == ("Wan 2.1 T2V 1.3B", "Apache 2.0", REVISION)
    assert (mine["removable"], listed["sketch"]["removable"]) == (True, False)
    assert "wan-2.1-t2v-1.3b" not in {model["name"] for model in ask("models", "list", "--available")}

    assert ask("models", "check")[0]["problems"] == []
    (place / "vae" / "config.json").write_text("{}")
    bad = tween("models", "check", "wan-2.1-t2v-1.3b")
    assert bad.status == 1
    assert "vae/config.json is not what it was." in bad.out
    assert ask("models", "get", "wan-2.1-t2v-1.3b")["repaired"] == ["vae/config.json"]
    assert "every file is as it was" in tween("models", "check", "wan-2.1-t2v-1.3b").out

    assert ask("models", "remove", "wan-2.1-t2v-1.3b")["left"] == []
    assert tree(tmp_path / "disk") == {}
    assert [model["name"] for model in ask("models")] == ["sketch"]


def test_a_stopped_download_goes_on_by_its_name_where_it_lies(hub: Served, wan: Path, tmp_path: Path) -> None:
    hub.repositories["studio/mine"] = wan
    hub.faults["vae/diffusion_pytorch_model.safetensors"] = "flip"
    disk = tmp_path / "disk"
    stopped = tween("models", "get", "studio/mine", "--accept-licence", "--to", disk)
    assert "another content" in stopped.err
    assert f"mine: not whole, in {disk}; go on: tween models get mine" in tween("models").out
    hub.faults.clear()
    hub.asked.clear()
    assert ask("models", "get", "mine", "--accept-licence")["path"] == str(disk / "mine")
    assert "model_index.json" not in {path for path, _ in hub.asked}
    assert tween("models", "get", "mine").out.rstrip().endswith("and whole.")
    (disk / "mine" / "vae" / "config.json").unlink()
    assert ask("models", "get", "mine")["repaired"] == ["vae/config.json"]


def test_what_an_interrupted_copy_left_can_be_cleared(tmp_path: Path) -> None:
    left = tmp_path / "data" / "models" / ".half.download"
    left.mkdir(parents=True)
    (left / "part").write_bytes(b"x" * 1000)
    assert "clear: tween models remove half" in tween("models").out
    assert ask("models", "remove", "half")["freed"] == 1000
    assert not left.exists()


def test_what_could_be_got_says_whether_it_fits() -> None:
    rows = {row["name"]: row for row in ask("models", "list", "--available")}
    row = rows["wan-2.1-vace-1.3b"]
    assert row["fits"] in (True, False)
    assert "GB" in row["plan"]
    assert row["weights"] > 10e9
    assert "from 16 GB  Apache 2.0" in tween("models", "list", "--available").out


def test_progress_comes_as_lines_for_other_programs(hub: Served) -> None:
    answer = tween("models", "get", "wan-2.1-t2v-1.3b", "--accept-licence", "--progress-lines")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    done = [line["done"] for line in lines if "done" in line]
    assert done == sorted(done)
    assert done[-1] == next(line["total"] for line in lines if "total" in line)
    assert lines[-1]["result"]["size"] == done[-1]


def test_a_single_file_is_added_and_drawn_with_by_its_name(wan: Path, tmp_path: Path) -> None:
    ask("models", "add", wan, "--name", "base")
    file = wan_file(wan, tmp_path / "mine.safetensors")
    assert ask("models", "add", file, "--base", "base")["name"] == "mine"
    assert {model["name"] for model in ask("models")} == {"sketch", "base", "mine"}
    assert tween("models", "remove", "mine").status == 0


def test_loras(tmp_path: Path) -> None:
    assert "No LoRA is at hand" in tween("loras").out
    file = lora_file(tmp_path / "ink.safetensors", rank=8)
    assert ask("loras", "add", file)["name"] == "ink"
    (row,) = ask("loras")
    assert (row["name"], row["rank"]) == ("ink", 8)
    assert ask("loras", "check")[0]["problems"] == []
    assert ask("loras", "remove", "ink")["freed"] == file.stat().st_size
    assert ask("loras", "list") == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("models", "get", "nonesuch"), "There is no “nonesuch” in the list"),
        (("models", "remove", "sketch"), "was not put there by Tweenboard"),
        (("models", "check", "sketch"), "there is nothing to compare it with"),
        (("models", "add", "nowhere"), "is not a model folder"),
        (("loras", "remove", "none"), "There is no LoRA “none”"),
    ],
)
def test_refusals_are_one_sentence(words: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    answer = tween(*words)
    assert (answer.status, answer.out) == (1, "")
    assert sentence in answer.err
    assert answer.err.count("\n") == 1
