"""Files that are not what they seem are refused with one sentence, and nothing else is opened."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import pytest

from engine.errors import TweenError
from engine.media.audio import AudioReader
from engine.media.fingerprint import fingerprint
from engine.media.open import open_reader
from engine.media.probe import probe
from tests.media.clips import picture, write_video


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_video(tmp_path_factory.mktemp("film") / "film.mp4", [picture(n) for n in range(24)])


def refused(path: Path, *words: str) -> None:
    """Every way in says no, in one sentence that names the file."""
    for way in (probe, open_reader, AudioReader):
        with pytest.raises(TweenError) as error:
            way(path)
        text = str(error.value)
        assert f"“{path.name}”" in text
        assert text.endswith(".")
        assert "\n" not in text
        assert all(word in text for word in words), text


def png(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"x\x9c") + chunk(b"IEND", b"")


def test_a_missing_file(tmp_path: Path) -> None:
    refused(tmp_path / "gone.mp4", "was not found")
    with pytest.raises(TweenError, match="was not found"):
        fingerprint(tmp_path / "gone.mp4")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder.mp4").mkdir()
    refused(tmp_path / "folder.mp4", "is a folder")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    refused(tmp_path / "empty.mp4", "is empty")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    refused(tmp_path / "pipe.mp4", "not an ordinary file")


def test_text_named_like_a_film(tmp_path: Path) -> None:
    path = tmp_path / "notes.mp4"
    path.write_text("Dear diary, this is no video.\n" * 50)
    refused(path, "not a video")


def test_a_truncated_film(tmp_path: Path, film: Path) -> None:
    data = film.read_bytes()
    path = tmp_path / "cut.mp4"
    path.write_bytes(data[: len(data) * 2 // 3])
    refused(path, "cut short")


def test_a_truncated_matroska_gives_the_frames_it_has(tmp_path: Path) -> None:
    whole = write_video(tmp_path / "whole.mkv", [picture(n) for n in range(48)], options={"g": "12"})
    data = whole.read_bytes()
    path = tmp_path / "cut.mkv"
    path.write_bytes(data[: len(data) * 2 // 3])
    with open_reader(path) as reader:
        assert 8 < reader.frames < 48
        reader.frame(reader.frames - 1)


PLAYLISTS = {
    "concat.mp4": "ffconcat version 1.0\nfile film.mp4\n",
    "hls.mp4": "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfilm.mp4\n#EXT-X-ENDLIST\n",
    "dash.mp4": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
    "sdp.mp4": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
}


@pytest.mark.parametrize(("name", "text"), PLAYLISTS.items())
def test_a_playlist_in_disguise_opens_nothing(tmp_path: Path, film: Path, name: str, text: str) -> None:
    (tmp_path / "film.mp4").write_bytes(film.read_bytes())
    (tmp_path / name).write_text(text)
    refused(tmp_path / name)


@pytest.mark.parametrize("name", ["concat:a.mp4", "subfile,,start,0,end,9,,:a.mp4", "http://localhost/a.mp4"])
def test_a_protocol_is_only_a_file_name(name: str) -> None:
    with pytest.raises(TweenError):
        probe(name)


def test_a_picture_that_claims_to_be_huge(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    path.write_bytes(png(60_000, 60_000))
    for way in (probe, open_reader):
        with pytest.raises(TweenError, match=r"too large") as error:
            way(path)
        assert str(error.value).endswith(".")


def test_a_damaged_picture(tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(png(64, 64))
    with pytest.raises(TweenError, match="damaged"):
        probe(path)


def test_names_in_any_script_open(tmp_path: Path, film: Path) -> None:
    for name in ("電影 ütf.mp4", "100%03d.mp4", "a:b.mp4", "-i.mp4", "“quoted”.mp4"):
        path = tmp_path / name
        path.write_bytes(film.read_bytes())
        assert probe(path).frames == 24


def test_a_name_that_is_not_text_opens(tmp_path: Path, film: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.mp4")
    try:
        Path(path).write_bytes(film.read_bytes())
    except OSError:
        pytest.skip("this file system takes no such names")
    assert probe(path).frames == 24


def test_a_relative_path_opens(tmp_path: Path, film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a:b.mp4").write_bytes(film.read_bytes())
    monkeypatch.chdir(tmp_path)
    assert probe("a:b.mp4").frames == 24


def test_probing_does_not_import_av_early() -> None:
    import subprocess
    import sys

    code = (
        "import sys, engine.media.probe, engine.media.open, engine.media.images, engine.media.safety,"
        " engine.media.fingerprint; sys.exit('av' in sys.modules or 'PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
