"""Proxies: the same frames, smaller; whole or not there; and never for anything but a preview."""

from __future__ import annotations

import multiprocessing
import resource
import signal
import subprocess
import sys
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.errors import Cancelled, TweenError
from engine.media import cache, proxy
from engine.media.decoder import Decoder
from engine.media.open import open_reader
from engine.media.proxy import (
    ProxyReader,
    Quality,
    Scale,
    find_proxy,
    is_heavy,
    make_proxy,
    open_preview,
    open_proxy,
)
from engine.media.reader import VideoReader
from engine.media.scan import scan
from engine.project.importing import asset_from_file
from engine.render.compose import Composer
from engine.render.export import export
from tests.conftest import REPO
from tests.media.clips import digest, picture, write_video

COUNT = 40
KINDS = {
    "long GOP": {"options": {"g": "250", "bf": "3", "preset": "veryfast"}},
    "uneven": {"times": [n * 40 + n % 3 * 9 for n in range(COUNT)], "time_base": Fraction(1, 1000)},
    "wide pixels": {"sample_aspect_ratio": Fraction(4, 3)},
    "rgb": {"codec": "ffv1", "pixel_format": "bgr0"},
    "ten bits": {"codec": "ffv1", "pixel_format": "yuv420p10le"},
    "fields": {"options": {"preset": "veryfast", "x264-params": "tff=1"}},
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_video(tmp_path / "a.mp4", [picture(n, 128, 96) for n in range(COUNT)])


def left_over(folder: Path) -> list[str]:
    return [path.name for path in (folder / "proxies").iterdir()]


@pytest.mark.parametrize("kind", KINDS)
def test_frame_by_frame_it_is_the_original(tmp_path: Path, kind: str) -> None:
    path = write_video(tmp_path / "a.mkv", [picture(n, 130, 100) for n in range(COUNT)], **KINDS[kind])
    make_proxy(path, 2)
    reader = open_proxy(path, 2, size=(64, 48))
    assert reader is not None
    with reader, VideoReader(path, (64, 48)) as original:
        assert reader.info == original.info
        assert reader.timing == original.timing
        whole = np.stack([original.frame(i) for i in range(COUNT)]).astype(int)
        for i in (COUNT - 1, 0, 17, 16, 18, 30):
            off = np.abs(whole - reader.frame(i)).mean(axis=(1, 2, 3))
            assert int(off.argmin()) == i
            assert off[i] < 8
        rate = Fraction(30)
        conformed = range(original.conformed_length(rate))
        assert [reader.source_index(i, rate) for i in conformed] == [
            original.source_index(i, rate) for i in conformed
        ]


def test_half_and_quarter_are_so_large(clip: Path) -> None:
    sizes: dict[Scale, tuple[int, int]] = {2: (64, 48), 4: (32, 24)}
    for scale, size in sizes.items():
        with open_reader(make_proxy(clip, scale)) as reader:
            assert (reader.info.width, reader.info.height, reader.frames) == (*size, COUNT)


def test_a_jump_forward_decodes_one_frame(clip: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_proxy(clip, 2)
    decoded: list[int] = []
    advance = Decoder._advance
    monkeypatch.setattr(Decoder, "_advance", lambda self: (decoded.append(1), advance(self))[1])
    with opened(clip) as reader:
        whole = [digest(reader.frame(i)) for i in range(COUNT)]
    with opened(clip) as reader:
        decoded.clear()
        wanted = [0, 3, 12, 20, 39]
        assert [digest(reader.frame(i)) for i in wanted] == [whole[i] for i in wanted]
    assert len(decoded) == len(wanted)


def opened(clip: Path) -> ProxyReader:
    reader = open_proxy(clip, 2)
    assert reader is not None
    return reader


def test_it_belongs_to_the_content(clip: Path, tmp_path: Path) -> None:
    made = make_proxy(clip, 2)
    moved = clip.rename(tmp_path / "moved.mp4")
    assert find_proxy(moved, 2) == made
    assert find_proxy(moved, 4) is None
    write_video(moved, [picture(n + 5, 128, 96) for n in range(COUNT)])
    assert find_proxy(moved, 2) is None


def test_it_is_made_once(clip: Path) -> None:
    told: list[tuple[int, int]] = []
    make_proxy(clip, 2, progress=lambda done, total: told.append((done, total)))
    assert told == [(n + 1, COUNT) for n in range(COUNT)]
    make_proxy(clip, 2, progress=lambda done, total: told.append((done, total)))
    assert len(told) == COUNT


def test_cancelling_leaves_nothing(clip: Path, folder: Path) -> None:
    looks = iter([False] * 10 + [True])
    with pytest.raises(Cancelled):
        make_proxy(clip, 2, cancelled=lambda: next(looks))
    assert left_over(folder) == []


@pytest.mark.parametrize("harm", ["empty", "cut", "foreign", "another's"])
def test_what_is_not_whole_is_removed(clip: Path, tmp_path: Path, harm: str) -> None:
    made = make_proxy(clip, 2)
    whole = made.read_bytes()
    if harm == "another's":
        other = write_video(tmp_path / "b.mp4", [picture(n + 9, 128, 96) for n in range(COUNT)])
        make_proxy(other, 2).replace(made)
    else:
        made.write_bytes(
            {"empty": b"", "cut": whole[: len(whole) // 2], "foreign": b"ffconcat version 1.0\n"}[harm]
        )
    assert find_proxy(clip, 2) is None
    assert not made.exists()
    assert make_proxy(clip, 2) == made
    reader = open_proxy(clip, 2)
    assert reader is not None
    reader.close()


def _with_little_room(path: str, answer) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
    try:
        make_proxy(path, 2)
    except TweenError as error:
        answer.put(str(error))
    else:
        answer.put("made")


def test_a_full_disk_is_said_and_leaves_nothing(clip: Path, folder: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    answer = spawn.Queue()
    child = spawn.Process(target=_with_little_room, args=(str(clip), answer))
    child.start()
    sentence = answer.get(timeout=240)
    child.join()
    assert "a.mp4" in sentence
    assert sentence.endswith(".")
    assert left_over(folder) == []


KILLED = """
import os, signal, sys
from engine.media.proxy import make_proxy
make_proxy(sys.argv[1], 2, progress=lambda done, total: done == 30 and os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_crash_leaves_no_proxy(clip: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(clip)], cwd=REPO, check=False)
    assert done.returncode == -signal.SIGKILL
    assert find_proxy(clip, 2) is None
    assert make_proxy(clip, 2).is_file()


def false_proxy(clip: Path) -> Path:
    """A proxy that says it is the clip's, and shows white instead."""
    made = make_proxy(clip, 2)
    found = scan(str(clip))

    class White(proxy._Coder):
        def __call__(self, reader, i):
            frame = super().__call__(reader, i)
            frame.planes[0].update(bytes([235]) * frame.planes[0].buffer_size)
            return frame

    original, proxy._Coder = proxy._Coder, White
    try:
        proxy._write(found, 2, str(made), lambda: False, lambda done, total: None)
    finally:
        proxy._Coder = original
    return made


def test_only_who_asks_for_a_proxy_gets_one(clip: Path) -> None:
    with open_reader(clip, (64, 48)) as reader:
        expected = [digest(reader.frame(i)) for i in range(COUNT)]
    false_proxy(clip)
    seen = open_proxy(clip, 2)
    assert seen is not None
    with seen:
        assert seen.frame(3).mean() > 200
    with open_reader(clip, (64, 48)) as reader:
        assert [digest(reader.frame(i)) for i in range(COUNT)] == expected


def test_a_preview_takes_the_proxy_that_suffices(clip: Path) -> None:
    def seen(size: tuple[int, int], quality: Quality) -> tuple[int, int] | None:
        with open_preview(str(clip), size, quality) as reader:
            assert reader.frame(1).shape == (size[1], size[0], 3)
            coded = reader.coded(1) if isinstance(reader, ProxyReader) else None
        return (coded.width, coded.height) if coded is not None else None

    assert seen((32, 24), "auto") is None
    make_proxy(clip, 2)
    assert seen((32, 24), "quarter") == (64, 48)
    make_proxy(clip, 4)
    half, quarter = (64, 48), (32, 24)
    assert [seen((32, 24), "auto"), seen((33, 25), "auto"), seen((65, 49), "auto")] == [quarter, half, None]
    assert [seen((128, 96), "half"), seen((128, 96), "quarter"), seen((32, 24), "full")] == [
        half,
        quarter,
        None,
    ]


def test_a_picture_has_no_proxy(tmp_path: Path) -> None:
    import PIL.Image

    PIL.Image.new("RGB", (64, 48), "red").save(tmp_path / "a.png")
    with open_preview(str(tmp_path / "a.png"), (64, 48), "half") as reader:
        assert reader.frame(0)[0, 0].tolist() == [255, 0, 0]


def test_a_film_goes_out_without_proxies(clip: Path) -> None:
    asset = asset_from_file(clip)
    document = Document(rate=asset.rate, width=64, height=48)
    document = append_clip(add_asset(document, asset), asset.id)
    with Composer(document, lambda card: None) as composer:
        expected = [digest(composer.frame(n)) for n in range(COUNT)]
    false_proxy(clip)
    with Composer(document, lambda card: None) as composer:  # as exports and generations compose
        assert [digest(composer.frame(n)) for n in range(COUNT)] == expected
    preview = partial(open_preview, quality="half")
    with Composer(document, lambda card: None, open_file=preview) as composer:
        assert all(composer.frame(n).mean() > 200 for n in range(COUNT))


def test_an_export_decodes_the_original(clip: Path, tmp_path: Path) -> None:
    asset = asset_from_file(clip)
    document = Document(rate=asset.rate, width=128, height=96)
    document = append_clip(add_asset(document, asset), asset.id)
    false_proxy(clip)
    export(document, lambda card: None, tmp_path / "out.mp4")
    with open_reader(tmp_path / "out.mp4") as out, open_reader(clip) as original:
        for i in (0, 20, COUNT - 1):
            assert np.abs(out.frame(i).astype(int) - original.frame(i)).mean() < 6


def test_what_is_heavy(tmp_path: Path, clip: Path) -> None:
    assert not is_heavy(clip)
    large = [np.zeros((1440, 2560, 3), np.uint8)] * 2
    assert is_heavy(write_video(tmp_path / "large.mp4", large, options={"preset": "ultrafast"}))
    long = [np.zeros((720, 1280, 3), np.uint8)] * 110
    options = {"preset": "ultrafast", "g": "250"}
    assert is_heavy(write_video(tmp_path / "long.mp4", long, options=options))
    options["g"] = "25"
    assert not is_heavy(write_video(tmp_path / "short.mp4", long, options=options))


def test_transparent_footage_has_none(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.mov", [picture(0)] * 3, codec="prores_ks", pixel_format="yuva444p10le")
    with pytest.raises(TweenError, match="transparent"):
        make_proxy(path, 2)
