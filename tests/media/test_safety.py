"""Files that are not what they seem are refused with one sentence, and nothing else is opened."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from engine.errors import TweenError
from engine.media.audio import AudioReader
from engine.media.fingerprint import fingerprint
from engine.media.open import open_reader
from engine.media.probe import probe
from tests.media.clips import picture, ticks, write_sound, write_video
from tests.media.looking import look
from tests.media.sandbox import run


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


@pytest.mark.parametrize("address", ["https://example.org/film.mp4", "smb://nas/film.mp4"])
@pytest.mark.parametrize("kind", [str, Path])
def test_an_address_is_told_from_a_missing_file(address: str, kind: Callable[[str], str | Path]) -> None:
    with pytest.raises(TweenError, match=r"“film\.mp4” lies on the network; download it first"):
        probe(kind(address))


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


@pytest.mark.parametrize("suffix", ["webp", "tiff", "gif", "bmp"])
def test_other_pictures_that_claim_to_be_huge(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"huge.{suffix}"
    if suffix == "bmp":
        size = struct.pack("<IiiHHIIiiII", 40, 60_000, 60_000, 1, 24, 0, 0, 0, 0, 0, 0)
        path.write_bytes(b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + size)
    elif suffix == "gif":
        path.write_bytes(b"GIF89a" + struct.pack("<HHBBB", 65_000, 65_000, 0, 0, 0) + b";")
    elif suffix == "tiff":
        tags = [(256, 60_000), (257, 60_000), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (279, 1)]
        rows = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        path.write_bytes(b"II*\0" + struct.pack("<IH", 8, len(tags)) + rows + bytes(4))
    else:
        size = struct.pack("<I", 16_383 | 16_383 << 14)
        path.write_bytes(
            b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8L" + struct.pack("<I", 10) + b"\x2f" + size + bytes(5)
        )
    for way in (probe, open_reader):
        with pytest.raises(TweenError, match=f"“huge.{suffix}”") as error:
            way(path)
        assert str(error.value).endswith(".")


def test_a_small_file_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    """A PNG within the caps whose data goes on without end: no more than the picture is unpacked."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(bytes(1 << 20)) for _ in range(256)) + packer.flush()
    chunk = struct.pack(">I", len(data)) + b"IDAT" + data + struct.pack(">I", zlib.crc32(b"IDAT" + data))
    parts = png(64, 64).split(b"\0\0\0\x02IDAT")
    path = tmp_path / "bomb.png"
    path.write_bytes(parts[0] + chunk + parts[1][6:])
    (outcome,) = run(look, [str(path)])
    assert (outcome.state, outcome.bytes < 300 << 20) == ("done", True)


def test_more_frames_than_time_are_refused(tmp_path: Path) -> None:
    path = write_video(tmp_path / "still.mov", [picture(0, 16, 16)] * 1200, Fraction(90_000))
    refused(path, "1200 frames that take no time")


def test_a_stream_without_end_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_video(tmp_path / "long.mkv", [picture(0, 16, 16)] * 300)
    monkeypatch.setattr("engine.media.index.MAX_FRAMES", 200)
    with pytest.raises(TweenError, match=r"“long.mkv” holds more than 200 frames; cut it"):
        probe(path)


def test_a_track_that_appears_on_the_way_stops_nothing(tmp_path: Path) -> None:
    first = write_video(tmp_path / "a.mpg", [picture(n) for n in range(30)], Fraction(25), "mpeg1video")
    write_sound(tmp_path / "b.mpg", ticks(3, 44_100), 44_100, "mp2")
    path = tmp_path / "both.mpg"
    path.write_bytes(first.read_bytes()[:-4] + (tmp_path / "b.mpg").read_bytes())
    with open_reader(path) as reader:
        assert reader.frames >= 28
        reader.frame(reader.frames - 1)


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
