"""The take library: append-only, ordered by a count, sound after any interruption."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from engine.document.edits import pin_take, ripple_delete, roll_cards, set_prompt, split
from engine.document.model import Document
from engine.document.request import Request
from engine.document.take import Take
from engine.document.time import FrameRange, TakeRange
from engine.errors import TweenError
from engine.project.takes import TakeLibrary
from tests.document.boards import film


@pytest.fixture
def doc() -> Document:
    doc = film(cuts=(40,))
    return set_prompt(doc, doc.cards[1].id, "a ball")


@pytest.fixture
def library(tmp_path: Path) -> TakeLibrary:
    return TakeLibrary(tmp_path / "film.takes")


def request(doc: Document, index: int = 2, seed: int = 0) -> Request:
    card = doc.cards[index - 1]
    return Request(
        card.id, card.lineage, card.origin, card.range, doc.rate, 64, 48, "m", card.prompt, seed=seed
    )


def draw(library: TakeLibrary, request: Request, frames: bytes = b"frames") -> Take:
    draft = library.begin(request)
    draft.frames_path.write_bytes(frames)
    draft.latents_path.write_bytes(b"latents")
    return draft.commit(width=64, height=48, stats={"seconds": 1.5}, score=1.1)


def test_a_take_comes_back_as_it_was_written(library: TakeLibrary, doc: Document) -> None:
    take = draw(library, request(doc))
    assert library.takes() == TakeLibrary(library.folder).takes() == (take,)
    assert library.get(take.id) == take
    assert take.request == request(doc)
    assert take.digest == request(doc).digest()
    assert (take.range, take.score, take.stats) == (TakeRange(40, 100), 1.1, {"seconds": 1.5})
    assert Path(take.frames_path).read_bytes() == b"frames"
    assert len(take.id) == 16
    assert sorted(p.name for p in library.folder.iterdir()) == [take.id]


def test_a_rolled_boundary_leaves_each_card_its_own_take(library: TakeLibrary, doc: Document) -> None:
    doc = split(doc, 70)
    first, second = draw(library, request(doc, 2)), draw(library, request(doc, 3), b"other")
    rolled = roll_cards(doc, 70, 75)
    assert [library.shown(card) for card in rolled.cards[1:]] == [first, second]


def test_drafts_are_invisible_and_a_dropped_one_leaves_nothing(library: TakeLibrary, doc: Document) -> None:
    draft = library.begin(request(doc))
    draft.frames_path.write_bytes(b"half")
    library.refresh()
    assert library.takes() == library.problems() == ()
    draft.discard()
    assert list(library.folder.iterdir()) == []


def test_the_newest_is_shown_unless_one_is_pinned(library: TakeLibrary, doc: Document) -> None:
    takes = [draw(library, request(doc, seed=seed), b"%d" % seed) for seed in range(3)]
    card = doc.cards[1]
    assert library.for_card(card) == tuple(reversed(takes))
    assert library.shown(card) == takes[2]
    assert library.shown(pin_take(doc, card.id, takes[0].id).cards[1]) == takes[0]
    assert library.shown(pin_take(doc, card.id, "gone").cards[1]) == takes[2]


def test_the_same_take_again_is_kept_once_and_is_the_newest(library: TakeLibrary, doc: Document) -> None:
    first = draw(library, request(doc, seed=1), b"one")
    second = draw(library, request(doc, seed=2), b"two")
    assert library.shown(doc.cards[1]) == second
    assert draw(library, request(doc, seed=1), b"one") == first
    assert library.shown(doc.cards[1]) == TakeLibrary(library.folder).shown(doc.cards[1]) == first
    assert library.takes() == (second, first)


def test_takes_of_equal_wishes_on_two_cards_are_two(library: TakeLibrary, doc: Document) -> None:
    other = replace(request(doc), lineage="another", card="another")
    assert other.digest() == request(doc).digest()
    assert draw(library, request(doc)).id != draw(library, other).id


def test_every_part_of_a_split_card_shows_its_share(library: TakeLibrary, doc: Document) -> None:
    take = draw(library, request(doc))
    doc = ripple_delete(split(doc, 60), FrameRange(10, 20))
    assert [library.shown(card) for card in doc.cards] == [None, None, take, take]


def test_order_survives_a_clock_set_back(library: TakeLibrary, doc: Document) -> None:
    first = draw(library, request(doc, seed=1), b"one")
    record = library.folder / first.id / "take.json"
    record.write_text(record.read_text().replace(first.created, "2099-01-01T00:00:00+00:00"))
    draw(library, request(doc, seed=2), b"two")
    assert [take.request.seed for take in TakeLibrary(library.folder).takes()] == [1, 2]


def test_another_process_is_seen_after_refresh(library: TakeLibrary, doc: Document) -> None:
    editor = TakeLibrary(library.folder)
    take = draw(library, request(doc))
    assert editor.takes() == ()
    assert editor.refresh()
    assert not editor.refresh()
    assert editor.takes() == (take,)


@pytest.mark.parametrize("harm", ["cut", "record", "no record", "no frames", "newer"])
def test_damaged_takes_are_reported_and_left_alone(library: TakeLibrary, doc: Document, harm: str) -> None:
    good = draw(library, request(doc, seed=1), b"good frames")
    bad = draw(library, request(doc, seed=2), b"bad frames")
    folder = library.folder / bad.id
    if harm == "cut":
        (folder / "frames.mkv").write_bytes(b"bad")
    elif harm == "record":
        (folder / "take.json").write_text('{"lineage": 3')
    elif harm == "no record":
        (folder / "take.json").unlink()
    elif harm == "no frames":
        (folder / "frames.mkv").unlink()
    else:
        record = json.loads((folder / "take.json").read_text())
        record["request"]["camera"] = "pan left"
        (folder / "take.json").write_text(json.dumps(record))
    before = sorted(folder.iterdir())
    for lib in (TakeLibrary(library.folder), library):
        lib.refresh()
        assert lib.takes() == (good,)
        assert len(lib.problems()) == 1
        assert bad.id in lib.problems()[0]
    assert sorted(folder.iterdir()) == before
    again = draw(library, request(doc, seed=2), b"bad frames")
    assert again.id == f"{bad.id}-2"
    assert sorted(folder.iterdir()) == before


def test_lost_latents_are_no_damage(library: TakeLibrary, doc: Document) -> None:
    take = draw(library, request(doc))
    Path(take.latents_path or "").unlink()
    library.refresh()
    assert library.takes() == (replace(take, latents_path=None),)


def test_only_old_drafts_of_dead_processes_are_cleaned(library: TakeLibrary, doc: Document) -> None:
    library.folder.mkdir()
    dead = library.folder / ".draft-999999999-ab"
    full = library.folder / ".draft-999999998-ab"
    young = library.folder / ".draft-999999997-ab"
    mine = library.folder / f".draft-{os.getpid()}-ab"
    other = library.folder / ".draft-notes"
    for folder in (dead, full, young, mine, other):
        folder.mkdir()
        (folder / "frames.mkv").write_bytes(b"half")
    (full / "diary.txt").write_text("mine")
    for folder in (dead, full, mine, other):
        os.utime(folder, (1, 1))
    library.begin(request(doc)).discard()
    assert [folder.exists() for folder in (dead, full, young, mine, other)] == [False, True, True, True, True]
    assert (full / "diary.txt").read_text() == "mine"


def test_a_folder_that_cannot_be_is_a_sentence(tmp_path: Path, doc: Document) -> None:
    (tmp_path / "film.takes").write_text("a file")
    with pytest.raises(TweenError, match="cannot be read"):
        TakeLibrary(tmp_path / "film.takes")
