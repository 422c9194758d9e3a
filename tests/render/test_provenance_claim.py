"""What an export says was done: pure values, from the document and its takes to C2PA's words."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import set_grade, set_track
from engine.document.grade import Grade
from engine.document.model import Document
from engine.document.request import Known, LoraUse, ReferencePicture
from engine.document.take import ShownTake, Take
from engine.document.time import FrameRange
from engine.render.provenance.claim import ALL_DRAWN, DRAWN_IN, Claim, Drawn, Footage, claim_for
from engine.render.provenance.manifest import SETTINGS, actions, definition, settings
from engine.render.provenance.tags import AIGC, claim_in, sentence, tags_for
from tests.document.boards import film, take_of

text = st.text(max_size=20)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    edges = sorted(draw(st.sets(st.integers(0, 500), max_size=8)))
    drawn = tuple(
        Drawn(FrameRange(a, b), (draw(text), *draw(st.lists(text, max_size=2))), draw(text), draw(text))
        for a, b in zip(edges[::2], edges[1::2], strict=False)
    )
    footage = draw(
        st.lists(
            st.builds(Footage, text, st.sampled_from(["parentOf", "componentOf", "inputTo"])), max_size=3
        )
    )
    rate = Fraction(draw(st.integers(1, 60_000)), draw(st.sampled_from([1, 1000, 1001])))
    graded = tuple(FrameRange(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))
    return Claim(draw(st.integers(500, 1000)), rate, drawn, tuple(footage), graded[: draw(st.integers(0, 2))])


@given(claims())
def test_a_claim_comes_back_from_a_files_metadata(claim: Claim) -> None:
    tags = tags_for(claim)
    assert claim_in({key.upper(): value for key, value in tags.items()}) == claim  # as Matroska writes them
    assert (AIGC in tags) == bool(claim.drawn)
    if claim.drawn:
        assert json.loads(tags[AIGC])["Label"] == "1"


KEYS = st.sampled_from(["version", "frames", "rate", "drawn", "footage", "models"])
JSON = st.recursive(st.none() | st.integers() | text, lambda one: st.lists(one) | st.dictionaries(KEYS, one))


@given(st.text() | JSON.map(json.dumps))
def test_a_strangers_metadata_are_no_claim_or_one(said: str) -> None:
    found = Claim.from_json(said)
    assert found is None or Claim.from_json(found.to_json()) == found


def test_metadata_without_end_are_no_claim() -> None:
    assert Claim.from_json("[" * 100_000) is None
    assert Claim.from_json(" " * (5 << 20) + "{}") is None


@given(claims(), st.integers(0, 600))
def test_a_recovered_film_claims_nothing_beyond_its_end(claim: Claim, frames: int) -> None:
    shorter = claim.until(frames)
    assert all(one.place and one.place.stop <= frames for one in shorter.drawn)
    assert {n for one in shorter.drawn for n in one.place} == {
        n for one in claim.drawn for n in one.place if n < frames
    }


@given(claims())
def test_every_drawn_range_is_an_action_in_frames_and_seconds(claim: Claim) -> None:
    edited = [action for action in actions(claim) if action["action"] == "c2pa.edited"]
    assert len(edited) == len(claim.drawn)
    for action, one in zip(edited, claim.drawn, strict=True):
        assert action["digitalSourceType"].endswith("/" + claim.source_type)
        time, frames = action["changes"][0]["region"]
        assert (frames["frame"]["start"], frames["frame"]["end"]) == (one.place.start, one.place.stop - 1)
        assert abs(float(time["time"]["start"]) - one.place.start / claim.rate) < 1e-5


def board(shown: tuple[int, ...]) -> tuple[Document, ShownTake]:
    """A film of 200 frames cut at 80 and 120; cards of these indexes show takes over all their frames."""
    doc = film(200, cuts=(80, 120))
    cards = tuple(replace(c, prompt="a red ball" if n in shown else "") for n, c in enumerate(doc.cards))
    doc = replace(doc, cards=cards)
    takes = {card.id: take_of(doc, n + 1) for n, card in enumerate(cards) if card.prompt}
    return doc, lambda card: takes.get(card.id)


def changed(shown: ShownTake, **fields: object) -> ShownTake:
    def other(card: object) -> Take | None:
        take = shown(card)  # type: ignore[arg-type]
        return take and replace(take, request=replace(take.request, **fields))  # type: ignore[arg-type]

    return other


def test_drawn_ranges_are_counted_in_the_file() -> None:
    doc, shown = board((1,))
    claim = claim_for(doc, shown, FrameRange(60, 150))
    assert [one.place for one in claim.drawn] == [FrameRange(20, 60)]
    assert claim.drawn[0].prompt == ""
    assert claim_for(doc, shown, FrameRange(60, 150), prompts=True).drawn[0].prompt
    assert claim.source_type == DRAWN_IN
    assert claim_for(doc, shown, FrameRange(0, 80)).source_type == ""
    assert not claim_for(doc, shown, FrameRange(0, 200), picture=False).drawn


def test_footage_that_is_seen_most_is_the_parent() -> None:
    doc, shown = board(())
    footage = claim_for(doc, shown, FrameRange(0, 200)).footage
    assert [one.relation for one in footage].count("parentOf") == 1
    assert footage[0].relation == "parentOf"


def test_all_drawn_is_all_drawn_unless_footage_is_in_it() -> None:
    doc, shown = board((0, 1, 2))
    for track in doc.tracks:
        if track.kind == "audio":
            doc = set_track(doc, track.id, muted=True)
    span = FrameRange(80, 120)
    asset = doc.assets[0]
    beside = Known(FrameRange(70, 80), asset.path, asset.fingerprint)
    over = Known(FrameRange(80, 120), asset.path, asset.fingerprint, cap=0.35)
    noise = replace(over, cap=1.0)
    look = ReferencePicture(asset.path, asset.fingerprint)
    kinds = {
        name: claim_for(doc, changed(shown, known=known, references=references), span)
        for name, known, references in (
            ("nothing", (), ()), ("beside", (beside,), ()), ("over", (over,), ()),
            ("noise", (noise,), ()), ("look", (), (look,)),
        )
    }  # fmt: skip
    found = {name: (claim.source_type, [f.relation for f in claim.footage]) for name, claim in kinds.items()}
    assert found == {
        "nothing": (ALL_DRAWN, []),
        "beside": (ALL_DRAWN, ["inputTo"]),
        "over": (DRAWN_IN, ["parentOf"]),
        "noise": (ALL_DRAWN, ["inputTo"]),
        "look": (ALL_DRAWN, ["inputTo"]),
    }


@pytest.mark.parametrize("model", ["/home/ann/secret/wan", "C:\\Users\\ann\\secret\\wan", "wan"])
def test_no_folder_of_this_machine_is_told(model: str) -> None:
    doc, shown = board((1,))
    shown = changed(shown, model=model, loras=(LoraUse("paint"),))
    claim = claim_for(doc, shown, FrameRange(0, 200))
    assert claim.drawn[0].models == ("wan", "paint")
    said = claim.to_json() + json.dumps(actions(claim)) + json.dumps(definition("x", claim.footage))
    folders = {str(Path(asset.path).parent) for asset in doc.assets} - {"/", "."}
    assert not any(folder in said for folder in folders | {"secret"})


def test_a_sentence_lists_only_so_many_ranges() -> None:
    drawn = tuple(Drawn(FrameRange(3 * n, 3 * n + 1), ("sketch",)) for n in range(50))
    assert "and 30 more" in sentence(Claim(150, Fraction(24), drawn))
    assert sentence(Claim(150, Fraction(24))) == "No part of it was drawn by a model."


@pytest.mark.parametrize("chosen", [settings(), settings("PEM"), settings(archive=True)])
def test_nothing_is_ever_fetched(chosen: dict) -> None:
    assert SETTINGS["verify"] == {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_trust": True}
    assert chosen["verify"] == SETTINGS["verify"]
    assert chosen["builder"]["thumbnail"] == {"enabled": False}


def test_frames_whose_colours_were_corrected_are_told_apart() -> None:
    doc = film(60, (20, 40))
    doc = set_grade(doc, [clip.id for clip in doc.tracks[0].clips[:2]], Grade(exposure=1))
    claim = claim_for(doc, lambda card: None, FrameRange(10, 60))
    assert claim.graded == (FrameRange(0, 30),)
    assert claim_for(doc, lambda card: None, FrameRange(10, 60), picture=False).graded == ()
    assert claim.until(12).graded == (FrameRange(0, 12),)
    (action,) = (each for each in actions(claim) if each["action"] == "c2pa.color_adjustments")
    (change,) = action["changes"]
    assert change["region"][1]["frame"] == {"start": 0, "end": 29}
    assert not [each for each in actions(replace(claim, graded=())) if "color" in each["action"]]
