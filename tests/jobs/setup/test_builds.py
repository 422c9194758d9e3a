"""Which graphics card is found, and which torch goes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.errors import TweenError
from engine.jobs.setup import graphics as cards
from engine.jobs.setup.builds import builds
from engine.jobs.setup.graphics import Graphics, graphics
from engine.jobs.setup.wanted import Lists, read_report


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TWEENBOARD_TORCH_INDEX", raising=False)
    monkeypatch.setattr(cards.sys, "platform", "linux")
    monkeypatch.setattr(cards.shutil, "which", lambda name: None)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_a_machine_without_a_card_draws_on_its_processor(tmp_path: Path) -> None:
    assert graphics(tmp_path).kind == "cpu"


def test_cards_are_told_by_their_drivers(tmp_path: Path) -> None:
    amd, intel, nvidia = (tmp_path / name for name in ("amd", "intel", "nvidia"))
    nodes = amd / "sys/class/kfd/kfd/topology/nodes"
    write(nodes / "0/properties", "cpu_cores_count 16\ngfx_target_version 0\n")
    assert graphics(amd).kind == "cpu"
    write(nodes / "1/properties", "simd_count 96\ngfx_target_version 110000\n")
    assert graphics(amd).kind == "rocm"
    write(intel / "sys/class/drm/card0/device/vendor", "0x8086\n")
    (intel / "drivers/xe").mkdir(parents=True)
    (intel / "sys/class/drm/card0/device/driver").symlink_to(intel / "drivers/xe")
    assert graphics(intel).kind == "xpu"
    told = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  Sun Jul 27 07:00:00 UTC 2025\n"
    write(nvidia / "proc/driver/nvidia/version", told)
    assert graphics(nvidia) == Graphics("cuda", "NVIDIA graphics", "580.65.06")


@pytest.mark.parametrize(
    ("card", "system", "wanted"),
    [
        (Graphics("cuda", "", "580.65.06"), "linux", [("torch==2.13.0", "")]),
        (Graphics("cuda", "", ""), "linux", [("torch==2.13.0", "")]),
        (Graphics("cuda", "", "550.54"), "linux", [("torch==2.13.0+cu126", "/cu126")]),
        (Graphics("cuda", "", "591.10"), "win32", [("torch==2.13.0+cu130", "/cu130")]),
        (Graphics("cpu", ""), "linux", [("torch==2.13.0+cpu", "/cpu")]),
        (Graphics("xpu", ""), "win32", [("torch==2.13.0+xpu", "/xpu")]),
        (Graphics("mps", ""), "darwin", [("torch==2.13.0", "")]),
        (Graphics("cpu", ""), "darwin", [("torch==2.13.0", "")]),
    ],
)
def test_each_card_has_its_torch(card: Graphics, system: str, wanted: list[tuple[str, str]]) -> None:
    found = [
        (build.requirement("2.13.0"), build.index.rpartition("/whl")[2]) for build in builds(card, system)
    ]
    assert found == wanted


def test_rocm_is_tried_from_the_newest_on() -> None:
    tags = [build.tag for build in builds(Graphics("rocm", ""), "linux")]
    assert len(tags) > 1
    assert tags == sorted(tags, reverse=True)


def test_a_mirror_goes_before_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEENBOARD_TORCH_INDEX", "https://mirror.test/torch")
    assert [build.index for build in builds(Graphics("cuda", "", "100.0"), "linux")] == [
        "https://mirror.test/torch"
    ]


@pytest.mark.parametrize(
    ("card", "system", "words"),
    [
        (Graphics("cuda", "", "470.82"), "linux", "driver 470.82 is too old"),
        (Graphics("rocm", ""), "win32", "only there for Linux"),
        (Graphics("mps", ""), "linux", "only in a Mac"),
    ],
)
def test_what_cannot_draw_says_why(card: Graphics, system: str, words: str) -> None:
    with pytest.raises(TweenError, match=words):
        builds(card, system)


def item(url: str, digest: str = "ab") -> dict:
    archive = {"hashes": {"sha256": digest}} if digest else {}
    return {
        "download_info": {"url": url, "archive_info": archive},
        "metadata": {"name": "Some_Thing", "version": "1"},
    }


def test_the_report_of_pip_is_read() -> None:
    (wheel,) = read_report(
        {"install": [item("https://x.test/a%2Bb/some_thing-1%2Bcpu-py3-none-any.whl#frag")]}
    )
    assert (wheel.name, wheel.file) == ("some-thing", "some_thing-1+cpu-py3-none-any.whl")


@pytest.mark.parametrize("url", ["https://x.test/thing-1.tar.gz", "https://x.test/.."])
def test_only_wheels_are_taken(url: str) -> None:
    with pytest.raises(TweenError, match="not to be had as a wheel"):
        read_report({"install": [item(url)]})


def test_a_file_without_a_hash_is_left() -> None:
    with pytest.raises(TweenError, match="tells no hash"):
        read_report({"install": [item("https://x.test/thing-1-py3-none-any.whl", "")]})


@pytest.mark.parametrize("path", ["%2e%2e%2fevil.whl", "..%5Cevil.whl", "a/..%2f..%2fevil.whl"])
def test_no_address_leads_out_of_the_folder(path: str) -> None:
    (wheel,) = read_report({"install": [item(f"https://x.test/{path}")]})
    assert wheel.file == "evil.whl"


def test_the_programs_own_lists_name_torch(repo: Path) -> None:
    pins = (repo / "packaging/constraints.txt").read_text()
    lists = Lists("", pins)
    assert lists.torch().startswith("2.")
    assert lists.key("cpu") != lists.key("cuda") != Lists("", pins + "x==1\n").key("cuda")
