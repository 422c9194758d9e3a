"""Exports that say what was drawn in them, read back: whole, tampered with, remuxed, trusted."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from engine.document.edits import add_asset, append_clip
from engine.document.model import Document
from engine.document.take import ShownTake
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.media.open import open_reader
from engine.media.output.coded import FrameCoder
from engine.media.output.formats import BY_NAME
from engine.media.output.settings import Settings, make_plan
from engine.media.reader import VideoReader
from engine.project.importing import asset_from_file
from engine.project.takes import TakeLibrary
from engine.render.export import export
from engine.render.provenance.claim import ALL_DRAWN, DRAWN_IN, Claim, Footage
from engine.render.provenance.identity import own_identity
from engine.render.provenance.labels import Labels
from engine.render.provenance.mark import Mark
from engine.render.provenance.reading import Ingredient, anchors_from, read_credentials
from engine.render.provenance.signing import Signing
from engine.render.smart import smart_export
from tests.render.films import SIZE, add_take, film, footage
from tests.render.joined import take_over

QUICK = Settings(crf=20, speed="ultrafast")
ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="needs the ffmpeg program")


def red(_: int) -> np.ndarray:
    return np.full((SIZE[1], SIZE[0], 3), [200, 20, 20], np.uint8)


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, ShownTake, Path]:
    """A film of 48 frames, 20 to 48 drawn, and its folder."""
    folder = tmp_path_factory.mktemp("film")
    document = film(footage(folder / "clip.mp4"))
    library = TakeLibrary(folder / "film.takes")
    add_take(library, document, red)
    return document, library.shown, folder


@pytest.fixture(scope="module")
def signed(mixed: tuple[Document, ShownTake, Path]) -> Path:
    document, shown, folder = mixed
    return export(document, shown, folder / "signed.mp4", settings=QUICK).path


def nothing(_: object) -> None:
    return None


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("out.mp4", QUICK),
        ("out.m4v", QUICK),
        ("out.mov", Settings()),
        ("out.gif", Settings()),
        ("out.webp", Settings()),
    ],
)
def test_what_was_exported_is_valid_and_says_what_was_drawn(
    mixed: tuple[Document, ShownTake, Path], tmp_path: Path, name: str, settings: Settings
) -> None:
    document, shown, _ = mixed
    done = export(document, shown, tmp_path / name, FrameRange(8, 40), settings)
    found = read_credentials(done.path)
    assert (found.state, found.reasons, found.self_signed) == ("valid", (), True)
    assert found.source_type == DRAWN_IN
    assert [(part.frames, part.models, part.prompt) for part in found.drawn] == [((12, 32), "test", "")]
    assert found.drawn[0].seconds == pytest.approx((12 / 24, 32 / 24), abs=1e-5)
    assert found.ingredients == (Ingredient("clip.mp4", "parentOf", "none"),)
    assert found.software.startswith("Tweenboard ")
    assert done.notes == ()
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_sound_alone_is_signed_and_says_that_nothing_was_drawn(
    mixed: tuple[Document, ShownTake, Path], tmp_path: Path
) -> None:
    document, shown, _ = mixed
    found = read_credentials(export(document, shown, tmp_path / "out.wav").path)
    assert (found.state, found.source_type, found.drawn) == ("valid", "", ())


def test_every_picture_says_only_what_is_true_of_it(
    mixed: tuple[Document, ShownTake, Path], tmp_path: Path
) -> None:
    document, shown, _ = mixed
    done = export(document, shown, tmp_path / "out", FrameRange(18, 22), Settings("png"))
    found = [read_credentials(done.path / f"out_{n:06d}.png") for n in range(4)]
    assert [one.state for one in found] == ["valid"] * 4
    assert [one.source_type for one in found] == ["", "", ALL_DRAWN, ALL_DRAWN]
    assert [len(one.ingredients) for one in found] == [1, 1, 0, 0]
    assert len(list(done.path.iterdir())) == 4


def test_matroska_says_it_in_its_metadata(mixed: tuple[Document, ShownTake, Path], tmp_path: Path) -> None:
    document, shown, _ = mixed
    done = export(document, shown, tmp_path / "out.mkv", FrameRange(18, 22))
    assert any("no content credentials" in note for note in done.notes)
    found = read_credentials(done.path)
    assert found.state == "none"
    assert json.loads(dict(found.tags)["AIGC"])["Label"] == "1"
    assert "2–4 were drawn by AI" in dict(found.tags)["comment"]


def test_the_metadata_survive_signing(signed: Path) -> None:
    with av.open(str(signed)) as container:
        metadata = container.metadata
    assert json.loads(metadata["AIGC"])["Label"] == "1"
    assert "20–48 were drawn by AI (test)" in metadata["comment"]
    assert metadata["software"].startswith("Tweenboard ")


def test_without_credentials_only_the_metadata_tell(
    mixed: tuple[Document, ShownTake, Path], tmp_path: Path
) -> None:
    document, shown, _ = mixed
    out = export(
        document, shown, tmp_path / "out.mp4", FrameRange(18, 22), QUICK, labels=Labels(credentials=False)
    ).path
    found = read_credentials(out)
    assert found.state == "none"
    assert "AIGC" in dict(found.tags)


def test_prompts_are_told_only_where_it_is_wished(
    mixed: tuple[Document, ShownTake, Path], signed: Path, tmp_path: Path
) -> None:
    document, shown, _ = mixed
    assert b"a red ball" not in signed.read_bytes()
    done = export(document, shown, tmp_path / "out.mp4", settings=QUICK, labels=Labels(prompts=True))
    assert read_credentials(done.path).drawn[0].prompt == "a red ball"


def test_a_signed_file_decodes_to_the_same_frames(
    mixed: tuple[Document, ShownTake, Path], signed: Path, tmp_path: Path
) -> None:
    document, shown, _ = mixed
    plain = export(document, shown, tmp_path / "p.mp4", settings=QUICK, labels=Labels(credentials=False)).path
    assert signed.stat().st_size > plain.stat().st_size + 2000
    with VideoReader(plain) as before, VideoReader(signed) as after:
        assert before.frames == after.frames == 48
        for n in range(48):
            assert np.array_equal(before.coded(n).to_ndarray(), after.coded(n).to_ndarray())
    with av.open(str(plain)) as before, av.open(str(signed)) as after:
        sounds = [
            b"".join(bytes(packet) for packet in one.demux(audio=0) if packet.size) for one in (before, after)
        ]
    assert sounds[0] == sounds[1]


def test_one_flipped_byte_is_seen(signed: Path, tmp_path: Path) -> None:
    data = bytearray(signed.read_bytes())
    data[data.index(b"mdat") + 400] ^= 1
    (tmp_path / "changed.mp4").write_bytes(data)
    found = read_credentials(tmp_path / "changed.mp4")
    assert found.state == "invalid"
    assert found.reasons == ("its content was changed after it was signed",)


def test_a_changed_statement_is_seen(signed: Path, tmp_path: Path) -> None:
    data = signed.read_bytes()
    assert data.count(b"Frames 20") > 0
    (tmp_path / "lie.mp4").write_bytes(data.replace(b"Frames 20", b"Frames 40"))
    found = read_credentials(tmp_path / "lie.mp4", own_identity().authority.decode())
    assert found.state == "invalid"


@ffmpeg
def test_remuxing_leaves_no_credentials(signed: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.mp4"
    command = ["ffmpeg", "-v", "error", "-i", str(signed), "-c", "copy", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    found = read_credentials(out)
    assert found.state == "none"
    assert "drawn by AI" in dict(found.tags)["comment"]


def test_it_is_trusted_where_the_users_authority_is(signed: Path, tmp_path: Path) -> None:
    assert read_credentials(signed, own_identity().authority.decode()).state == "trusted"
    pem = tmp_path / "authority.pem"
    pem.write_bytes(own_identity().authority)
    assert read_credentials(signed, anchors_from(pem)).state == "trusted"
    with pytest.raises(TweenError, match="holds no certificates"):
        anchors_from(signed)


def film_of(*paths: Path) -> Document:
    assets = [asset_from_file(path) for path in paths]
    document = Document(rate=assets[0].rate, width=assets[0].width, height=assets[0].height)
    for asset in assets:
        document = append_clip(add_asset(document, asset), asset.id)
    return document


def test_footage_untouched_makes_no_claim_of_ai_and_keeps_its_own_credentials(
    signed: Path, tmp_path: Path
) -> None:
    other = footage(tmp_path / "other.mp4", 12)
    out = export(film_of(signed, other), nothing, tmp_path / "out.mp4", settings=QUICK).path
    found = read_credentials(out)
    assert (found.state, found.source_type, found.drawn) == ("valid", "", ())
    assert "AIGC" not in dict(found.tags)
    assert set(found.ingredients) == {
        Ingredient("signed.mp4", "parentOf", "valid"),
        Ingredient("other.mp4", "componentOf", "none"),
    }
    again = export(film_of(out), nothing, tmp_path / "again.mp4", settings=QUICK).path
    assert read_credentials(again).ingredients == (Ingredient("out.mp4", "parentOf", "valid"),)
    assert again.read_bytes().count(b"Frames 20") > 0  # what its footage's footage said is still there


def test_footage_that_was_tampered_with_is_told(signed: Path, tmp_path: Path) -> None:
    data = bytearray(signed.read_bytes())
    data[-20] ^= 1
    (tmp_path / "changed.mp4").write_bytes(data)
    out = export(film_of(tmp_path / "changed.mp4"), nothing, tmp_path / "out.mp4", settings=QUICK).path
    found = read_credentials(out)
    assert found.state == "valid"
    assert found.ingredients == (Ingredient("changed.mp4", "parentOf", "invalid"),)


def test_footage_that_holds_no_credentials_is_named(signed: Path, tmp_path: Path) -> None:
    clip = export(film_of(signed), nothing, tmp_path / "clip.mkv", FrameRange(0, 12)).path
    found = read_credentials(export(film_of(clip), nothing, tmp_path / "out.mp4", settings=QUICK).path)
    assert found.state == "valid"
    assert found.ingredients == (Ingredient("clip.mkv", "parentOf", "none"),)


def test_all_drawn_is_said_to_be(tmp_path: Path) -> None:
    document = film(footage(tmp_path / "clip.mp4", 24, sound=False), cut=None)
    library = TakeLibrary(tmp_path / "film.takes")
    document = take_over(library, document, FrameRange(0, 24), red)
    found = read_credentials(export(document, library.shown, tmp_path / "out.mp4", settings=QUICK).path)
    assert (found.state, found.source_type, found.ingredients) == ("valid", ALL_DRAWN, ())
    assert [part.frames for part in found.drawn] == [(0, 24)]


def test_a_smart_export_is_signed_too(mixed: tuple[Document, ShownTake, Path], tmp_path: Path) -> None:
    document, shown, _ = mixed
    done = smart_export(document, shown, tmp_path / "out.mp4", settings=QUICK)
    assert done.copied
    found = read_credentials(done.path)
    assert (found.state, found.source_type) == ("valid", DRAWN_IN)
    assert "AIGC" in dict(found.tags)
    with pytest.raises(TweenError, match="no mark can be put"):
        smart_export(document, shown, tmp_path / "marked.mp4", labels=Labels(mark="all"))
    assert not (tmp_path / "marked.mp4").exists()


def test_reading_asks_no_network(tmp_path: Path) -> None:
    """A file whose credentials lie elsewhere, on a server that would be asked."""
    from c2pa import Builder, C2paBuilderIntent, C2paDigitalSourceType, Context

    asked: list[str] = []

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/x.c2pa"
        clip = footage(tmp_path / "clip.mp4", 4)
        builder = Builder({"title": "x"}, context=Context.from_dict({"version": 1}))
        builder.set_intent(C2paBuilderIntent.CREATE, C2paDigitalSourceType.DIGITAL_CAPTURE)
        builder.set_no_embed()
        builder.set_remote_url(address)
        signer = Signing(own_identity())._signer
        out = tmp_path / "far.mp4"
        with clip.open("rb") as source, out.open("w+b") as target:
            builder.sign(signer, "video/mp4", source, target)
        assert address.encode() in out.read_bytes()
        assert read_credentials(out).state == "none"
        export(film_of(out), nothing, tmp_path / "film.mp4", settings=QUICK)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert asked == []


@pytest.mark.parametrize(
    "name", ["h264", "h265", "av1", "prores", "prores4444", "ffv1", "gif", "webp", "png"]
)
@pytest.mark.parametrize("size", [(320, 180), (98, 64)])
def test_a_mark_lies_in_its_corner_and_nowhere_else(name: str, size: tuple[int, int]) -> None:
    plan = make_plan(Path("film" + BY_NAME[name].suffix), Settings(name), size, alpha=name == "prores4444")
    coder = FrameCoder(plan)
    frame = coder.from_array(np.full((size[1], size[0], 3), 128, np.uint8))
    before = [bytes(plane) for plane in frame.planes]
    mark = Mark(Claim(100, Fraction(24)), plan, "2s")
    marked = mark.on(frame, 0)
    assert [bytes(plane) for plane in frame.planes] == before
    assert mark.on(frame, 1000) is frame
    rgb = marked.to_ndarray(format="rgb24").astype(int)[: size[1], : size[0]]
    changed = np.argwhere(np.abs(rgb - 128).max(axis=2) > 20)
    top, left = changed.min(axis=0)
    bottom, right = changed.max(axis=0)
    assert left <= size[0] // 10
    assert bottom >= size[1] * 8 // 10
    assert bottom - top < size[1] // 4
    box = rgb[top : bottom + 1, left : right + 1]
    assert box.min() < 30
    assert box.max() > 200  # dark, with light letters


@pytest.mark.parametrize(("wish", "marked"), [("", (0, 0)), ("2s", (48, 0)), ("all", (48, 12))])
def test_a_mark_is_there_for_as_long_as_was_wished(
    tmp_path: Path, wish: str, marked: tuple[int, int]
) -> None:
    document = film(footage(tmp_path / "clip.mp4", 60, sound=False), cut=None)
    library = TakeLibrary(tmp_path / "film.takes")
    document = take_over(library, document, FrameRange(50, 60), red)
    out = tmp_path / "out.mp4"
    export(document, library.shown, out, settings=QUICK, labels=Labels(mark=wish))  # type: ignore[arg-type]
    plain = tmp_path / "plain.mp4"
    export(document, library.shown, plain, settings=QUICK)
    with open_reader(out) as one, open_reader(plain) as other:
        there = [bool(np.abs(one.frame(n).astype(int) - other.frame(n)).max() > 60) for n in range(60)]
    assert (sum(there[:48]), sum(there[48:])) == marked


def test_a_film_of_footage_alone_is_not_marked(tmp_path: Path) -> None:
    document = film(footage(tmp_path / "clip.mp4", 12), cut=None)
    done = export(document, nothing, tmp_path / "out.mp4", settings=QUICK, labels=Labels(mark="all"))
    assert any("no mark" in note for note in done.notes)


def test_damaged_and_misnamed_files_are_no_credentials(tmp_path: Path) -> None:
    (tmp_path / "noise.mp4").write_bytes(bytes(range(256)) * 40)
    Image.new("RGB", (8, 8)).save(tmp_path / "picture.png")
    (tmp_path / "picture.png").rename(tmp_path / "picture.mp4")
    for path in tmp_path.iterdir():
        assert read_credentials(path).state == "none"
    with pytest.raises(TweenError, match="was not found"):
        read_credentials(tmp_path / "gone.mp4")


@ffmpeg
@pytest.mark.parametrize("name", ["bikes.mp4", "displaymatrix.mp4", "video_90.mov", "h264_10bits.mp4"])
def test_real_films_are_signed_without_touching_a_picture(media: Path, tmp_path: Path, name: str) -> None:
    source = media / name
    if not source.is_file():
        pytest.skip(f"{name} is not in the media corpus")
    out = tmp_path / name
    claim = Claim(1, Fraction(24), footage=(Footage(name, "parentOf", str(source)),))
    Signing(own_identity()).sign(source, out, name, claim)
    assert read_credentials(out).state == "valid"
    command = ["-map", "0:v:0", "-c", "copy", "-f", "framehash", "-hash", "md5", "-"]
    before, after = (
        subprocess.run(["ffmpeg", "-v", "error", "-i", str(path), *command], capture_output=True, check=True)
        for path in (source, out)
    )
    assert before.stdout == after.stdout
    with VideoReader(source) as one, VideoReader(out) as other:
        assert one.frames == other.frames
        assert np.array_equal(one.frame(one.frames - 1), other.frame(one.frames - 1))
