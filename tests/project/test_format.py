"""`resources/docs/format.md` against a real film: what it names is there, and what is there it names."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import MISSING, fields, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from engine.document import request as requests
from engine.document.framing import Framing
from engine.document.framing_keys import FramingKey
from engine.document.grade import Grade, Lut
from engine.document.invariants import broken
from engine.document.levels import LevelKey
from engine.document.model import (
    Asset,
    Card,
    Clip,
    Document,
    Keyframe,
    Lora,
    Marker,
    Reference,
    Region,
    Start,
    Track,
)
from engine.document.request import Request
from engine.document.time import CardRange, FrameRange
from engine.media.fingerprint import fingerprint
from engine.paths import resource
from engine.project.codec import Codec
from engine.project.migrations import APPLICATION_ID, VERSION
from engine.project.project import Project
from engine.project.store import WHOLE_EVERY
from engine.project.takes import FRAMES, LATENTS
from engine.project.takes import VERSION as TAKE_VERSION
from tests.document.boards import ASSETS, IMAGE, VIDEO, film

TEXT = resource("docs/format.md").read_text(encoding="utf-8")
CLASSES = {
    "Film": Document, "Asset": Asset, "Track": Track, "Clip": Clip, "Card": Card, "Keyframe": Keyframe,
    "Reference": Reference, "Region": Region, "Lora": Lora, "Start": Start, "Marker": Marker,
    "Framing": Framing, "FramingKey": FramingKey, "LevelKey": LevelKey, "Grade": Grade, "Lut": Lut,
}  # fmt: skip
PARTS = {"known": "Known", "colours": "Known", "spans": "Span", "regions": "Mask", "references": "Picture",
         "loras": "Use", "blends": "Blend"}  # fmt: skip
LUT = Lut("/looks/a.cube", "a" * 64, 0.5)
GRADE = Grade(0.5, 1.1, 0.9, 10.0, -5.0, (0.1, 0.0, 0.0), (1.1, 1.0, 1.0), (1.2, 1.0, 1.0), LUT)
KEY = FramingKey(3, 0.3, 0.6, 0.5, 30.0, 0.1, 0.2, 0.05, 0.15, ease="linear")
LEVELS = LevelKey(2, -6.0, ease="smooth"), LevelKey(9, -12.0)
INNER = ("Part",)
"""Parts of parts."""


def tables() -> dict[str, list[list[str]]]:
    """Rows of the first table below each heading of the third level."""
    found: dict[str, list[list[str]]] = {}
    for section in re.split(r"^##+ ", TEXT, flags=re.MULTILINE)[1:]:
        head, _, body = section.partition("\n")
        rows = [line.strip("|").split(" | ") for line in body.splitlines() if line.startswith("| `")]
        found[head.replace("`", "")] = [[cell.strip() for cell in row] for row in rows]
    return found


TABLES = tables()


def named(section: str) -> list[str]:
    return [row[0].strip("`") for row in TABLES[section]]


def code(language: str) -> Iterator[str]:
    return (block[1] for block in re.finditer(rf"```{language}\n(.*?)```", TEXT, re.DOTALL))


def examples() -> dict[str, Any]:
    """What the page's Python defines."""
    scope: dict[str, Any] = {}
    for block in code("python"):
        exec(block, scope)
    return scope


def full() -> Document:
    """A film in which no field has its default."""
    card = Card(
        "c", FrameRange(10, 60), lineage="l", origin=5, prompt="a ball", negative="fog", strength=0.5, seed=7,
        steps=9, model="sketch", style="noir", keyframes=(Keyframe(VIDEO.id, 2, 3, 4),), pinned="t",
        locked=True, subject="s", action="a", setting="b", shot="c", camera="d", lighting="e", mood="f",
        references=(Reference(VIDEO.id, 3, 0.5),),
        regions=(Region(CardRange(0, 5), "box", ((0.1, 0.1), (0.5, 0.5)), 0.1),),
        loras=(Lora("ink", 0.5),), group="g", cut=True, loop=True, blend=((0.0, 0.2), (1.0, 0.8)), scale=0.5,
        outpaint=True, start=Start("t", 0.5), alone=True, match_colour=False,
        guidance=4.5,
    )  # fmt: skip
    clip = Clip(
        "k", VIDEO.id, FrameRange(10, 50), 3, "link", Fraction(2), Fraction(1, 2), "g", locked=True,
        muted=True, gain=-6.0, opacity=0.5, fade_in=2, fade_out=4, dissolve=3,
        framing=Framing(0.3, 0.6, 0.5, 30.0, 0.1, 0.2, 0.05, 0.15, True, True, "fill", (KEY,)), grade=GRADE,
        gain_keys=LEVELS, opacity_keys=(LevelKey(1, 0.5, ease="hold"),),
    )  # fmt: skip
    track = Track("v", "video", "V1", (Clip("j", VIDEO.id, FrameRange(0, 10)), clip), muted=True, locked=True)
    rest = Card("d", FrameRange(0, 10), "d", 0)
    doc = Document(
        Fraction(24), 640, 480, tuple(replace(a, notes=("odd",), alpha=True) for a in ASSETS), (track,),
        (rest, card), (Marker("m", 4, "here", "red"),), 2, 80, fill=True,
    )  # fmt: skip
    assert list(broken(doc)) == []
    return doc


def whole_request() -> Request:
    place = FrameRange(10, 60)
    framing = Framing(0.3, 0.6, 0.5, 30.0)
    part = requests.KnownPart(
        "/media/a.webm", "f" * 64, 3, 0.5, 1, True, (320, 480), framing=framing, grade=GRADE
    )
    return Request(
        "c", "l", 5, place, Fraction(24), 640, 480, "sketch", "a ball", "fog", 7, 9, 4.5,
        (
            requests.Known(
                FrameRange(0, 10), "/media/a.webm", "f" * 64, 3, 0.5, (320, 480), (part,), framing=framing,
                grade=GRADE,
            ),
        ),
        (requests.PromptSpan(place, "a cube", "rain"),), 8,
        (requests.RegionMask(place, "box", ((0.0, 0.0), (0.5, 1.0)), 0.1),),
        (requests.ReferencePicture("/media/c.png", "d" * 64, 2, 0.5),),
        (requests.LoraUse("ink", 0.5),), False,
        (requests.BlendPart(place, "/media/b.mp4", "e" * 64, 4, ((0.0, 0.1), (1.0, 0.9)), (320, 480),
                            framing=framing, grade=GRADE),),
        0.5, True, True,
        (requests.Known(FrameRange(0, 4), "/media/a.webm", "f" * 64, 3, 0.5, (320, 480), (part,),
                        framing=framing, grade=GRADE),),
    )  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A film on disk with a history, an undone edit, moved footage and a take."""
    made = tmp_path / "film.tween"
    with Project.create(made, film()) as project:
        project.commit(full(), "Everything")
        doc = full()
        for number in range(WHOLE_EVERY):
            card = replace(doc.cards[1], prompt=f"a ball, {number}")
            doc = replace(doc, cards=(doc.cards[0], card))
            project.commit(doc, f"Prompt {number}")
        before, clip = doc.tracks[0].clips
        clips = (before, replace(clip, source_start=4))
        doc = replace(doc, tracks=(replace(doc.tracks[0], clips=clips),))
        project.commit(doc, "Slip")
        doc = replace(doc, markers=(), mark_in=None, assets=doc.assets[:2], width=720)
        project.commit(doc, "Fewer")
        project.commit(Document(), "Nothing")
        project.relocate(
            {VIDEO.fingerprint: str(tmp_path / "moved" / "a.webm"), IMAGE.fingerprint: "/else/c.png"}
        )
        project.undo()
        draft = project.takes.begin(whole_request())
        draft.frames_path.write_bytes(b"frames")
        draft.write_latents(b"latents")
        draft.commit(width=64, height=48, stats={"seconds": 1.5}, score=1.1)
    return made


def record(path: Path) -> tuple[str, dict[str, Any]]:
    """The take's id and its `take.json`."""
    (folder,) = path.with_suffix(".takes").iterdir()
    return folder.name, json.loads((folder / "take.json").read_text())


def test_the_tables_and_their_columns(path: Path) -> None:
    db = sqlite3.connect(path)
    there = [name for (name,) in db.execute("SELECT name FROM sqlite_master")]
    assert sorted(f"Table {name}" for name in there) == sorted(h for h in TABLES if h.startswith("Table "))
    for name in there:
        columns = [(row[1], row[2]) for row in db.execute(f"PRAGMA table_info({name})")]
        assert columns == [(row[0].strip("`"), row[1]) for row in TABLES[f"Table {name}"]]
    db.close()
    assert f"`PRAGMA user_version` {VERSION}." in TEXT
    assert f"0x{APPLICATION_ID:X} ({APPLICATION_ID}," in TEXT
    assert f"Every {WHOLE_EVERY}th row is whole" in TEXT
    assert f"| `version` | integer | {TAKE_VERSION} |" in TEXT


def test_every_field_of_a_document_is_named_with_its_default(path: Path) -> None:
    db = sqlite3.connect(path)
    bodies = [
        json.loads(zlib.decompress(body)) for (body,) in db.execute("SELECT body FROM revision WHERE whole")
    ]
    db.close()
    data = bodies[-1]
    (track,), card = data["tracks"], data["cards"][-1]
    framing = track["clips"][1]["framing"]
    objects = {
        "Film": data, "Asset": data["assets"][0], "Track": track, "Clip": track["clips"][1], "Card": card,
        "Keyframe": card["keyframes"][0], "Reference": card["references"][0], "Region": card["regions"][0],
        "Lora": card["loras"][0], "Start": card["start"], "Marker": data["markers"][0],
        "Framing": framing, "FramingKey": framing["keys"][0], "LevelKey": track["clips"][1]["gain_keys"][0],
        "Grade": track["clips"][1]["grade"],
        "Lut": track["clips"][1]["grade"]["lut"],
    }  # fmt: skip
    for section, found in objects.items():
        assert sorted(found) == sorted(named(section)), section
        for field in fields(CLASSES[section]):
            if field.name != "extra":
                (told,) = (row[2] for row in TABLES[section] if row[0] == f"`{field.name}`")
                assert told == default(section, field), (section, field.name)


def default(section: str, field: Any) -> str:
    """As the page writes it: what a reader takes for a field that is left out."""
    always = section == "Film" and field.name in ("rate", "width", "height", "assets", "tracks", "cards")
    if always or field.default is MISSING:
        return "–"
    value = field.default
    if isinstance(value, Fraction):
        return f'`"{value.numerator}/{value.denominator}"`'
    return f"`{json.dumps(list(value) if isinstance(value, tuple) else value)}`"


def test_every_field_of_a_take_and_its_request_is_named(path: Path) -> None:
    _, data = record(path)
    request = data["request"]
    assert sorted(data) == sorted(named("take.json"))
    assert sorted(request) == sorted(named("Request"))
    for name, section in PARTS.items():
        assert sorted(request[name][0]) == sorted(named(section)), section
    assert sorted(request["known"][0]["parts"][0]) == sorted(named("Part"))
    bare = replace(
        Request("c", "l", 5, FrameRange(10, 60), Fraction(24), 640, 480, "sketch", "a ball"),
        known=(requests.Known(FrameRange(0, 10), "/media/a.webm", "f" * 64),),
    ).to_json()
    for section, left in (("Request", request.keys() - bare.keys()),
                          ("Known", request["known"][0].keys() - bare["known"][0].keys())):  # fmt: skip
        assert left == {row[0].strip("`") for row in TABLES[section] if row[1].endswith("*")}


def test_every_name_of_a_file_is_one_that_the_program_writes(path: Path) -> None:
    (folder,) = path.with_suffix(".takes").iterdir()
    assert {entry.name for entry in folder.iterdir()} == {FRAMES, LATENTS, "take.json"}
    assert all(f"{name} " in TEXT for name in (FRAMES, LATENTS, "take.json"))


def test_the_pages_own_reader_reads_the_film(path: Path) -> None:
    with Project.open(path) as project:
        wanted = project.document
    read = examples()["document"](path)
    for asset in read["assets"]:
        asset["path"] = str(path.parent / asset["path"])
    assert Codec(path.parent).unpack(read) == wanted


def test_the_queries_run(path: Path) -> None:
    db = sqlite3.connect(path)
    (block,) = code("sql")
    history, current, undone, places = [db.execute(line).fetchall() for line in block.strip().splitlines()]
    db.close()
    assert [row[1] for row in history][:3] == ["New film", "Everything", "Prompt 0"]
    assert current == [("Fewer",)]
    assert undone == [(1,)]
    assert dict(places) == {VIDEO.fingerprint: "moved/a.webm", IMAGE.fingerprint: "/else/c.png"}


def test_the_pages_digests_are_the_programs(path: Path, tmp_path: Path) -> None:
    scope = examples()
    name, data = record(path)
    assert scope["take_id"](data) == name
    assert scope["digest"](data["request"]) == data["digest"] == whole_request().digest()
    moved = whole_request().to_json() | {"origin": 15, "draw": [20, 70], "card": "other"}
    moved["known"] = [part | {"path": "/gone", "place": [10, 20]} for part in moved["known"]]
    moved["colours"] = [part | {"path": "/gone", "place": [10, 14]} for part in moved["colours"]]
    moved["known"][0]["grade"]["lut"]["path"] = "/gone/too"
    for name in ("spans", "regions", "blends"):
        moved[name] = [part | {"place": [20, 70]} for part in moved[name]]
    assert scope["digest"](moved) == data["digest"]
    assert scope["digest"](moved | {"seed": 8}) != data["digest"]
    for size in (1, 1 << 20, (1 << 20) + 5, (1 << 21) + 5):
        file = tmp_path / "file"
        file.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
        assert scope["fingerprint"](file) == fingerprint(file)


def test_types_are_ones_that_the_page_explains() -> None:
    plain = {
        "text",
        "integer",
        "number",
        "boolean",
        "range",
        "object of numbers",
        *CLASSES,
        *PARTS.values(),
        *INNER,
        "Request",
    }
    for section in (*CLASSES, *PARTS.values(), *INNER, "Request", "take.json"):
        for row in TABLES[section]:
            kind = row[1].removesuffix(" *").removesuffix(" or null").removeprefix("list of ")
            assert kind in plain or re.fullmatch(r"`\[\w+(, \w+)+\]`", kind), (section, row)


def test_the_page_has_whole_rows() -> None:
    for section, rows in TABLES.items():
        assert len({len(row) for row in rows}) <= 1, section
