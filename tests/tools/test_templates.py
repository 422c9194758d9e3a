"""Templates: those that come with the program, filling them in, and a person's own."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import add_card, lift, set_card
from engine.document.invariants import check
from engine.document.model import Document
from engine.document.time import FrameRange
from engine.errors import TweenError
from engine.families.wording import ALSO, MOVES
from engine.paths import DATA
from engine.tools.own_files import file_key
from engine.tools.spacing import advice, at_once
from engine.tools.styles import styles
from engine.tools.templates import (
    TEXTS,
    Shot,
    Template,
    as_toml,
    fitted,
    own_folder,
    save_template,
    template,
    templates,
    use_template,
)
from tests.document.boards import film

NAMES = ["ambient-loop", "explainer", "music-video", "previsualisation", "product-spot"]
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20).map(str.strip)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA, str(tmp_path / "data"))


def test_the_presets_are_whole_and_well_spaced() -> None:
    assert list(templates()) == NAMES
    for each in templates().values():
        assert each.about
        assert len(each.shots) >= 3
        said = " ".join(str(value) for shot in each.shots for value in shot.fields.values())
        assert set(re.findall(r"{(\w+)}", said)) == set(each.fill)
        for shot in each.shots:
            assert {"shot", "camera", "lighting", "mood"} <= shot.fields.keys()
            assert {"subject", "prompt"} & shot.fields.keys()
            assert str(shot.fields["camera"]) in {*MOVES, *ALSO}
            assert shot.fields.get("style") in {None, *styles()}
        doc = use_template(Document(), each).document
        assert advice(doc, "a model that is not at hand") == {}


@pytest.mark.parametrize("key", NAMES)
def test_a_template_becomes_cards_at_the_end_of_the_film(key: str) -> None:
    chosen = template(key)
    edited = use_template(Document(), chosen)
    check(edited.document)
    assert edited.cards == tuple(card.id for card in edited.document.cards)
    assert [len(card.range) for card in edited.document.cards] == [
        round(s.seconds * 24) for s in chosen.shots
    ]
    assert not any("{" in card.words for card in edited.document.cards)
    assert not edited.document.cards[0].cut
    doc = film(40)
    later = use_template(doc, chosen).document
    check(later)
    assert later.cards[0] == doc.cards[0]
    assert later.cards[1].range.start == 40
    assert later.cards[1].cut


@pytest.mark.parametrize("key", NAMES)
@pytest.mark.parametrize("rate", [Fraction(24), Fraction(60)])
def test_cards_are_as_long_as_the_model_draws_at_once(key: str, rate: Fraction) -> None:
    chosen = template(key)
    shorter = fitted(chosen, "sketch", rate)
    doc = use_template(Document(rate=rate), shorter).document
    assert max(len(card.range) for card in doc.cards) == at_once("sketch")
    share = at_once("sketch") / max(round(shot.seconds * rate) for shot in chosen.shots)
    wanted = [max(0.5, shot.seconds * share) for shot in chosen.shots]
    assert [shot.seconds for shot in shorter.shots] == pytest.approx(wanted)
    assert advice(doc, "sketch") == {}
    assert fitted(shorter, "sketch", rate) is shorter
    assert fitted(chosen, "a model that is not at hand", rate) is chosen


def test_a_board_of_ones_own_keeps_its_length() -> None:
    doc = use_template(Document(), template("music-video")).document
    made = save_template(doc, doc.cards, "Mine")
    assert fitted(made, "sketch", Fraction(24)) is made


def test_words_are_filled_in_and_what_is_left_is_said() -> None:
    chosen = template("Product Spot")
    edited = use_template(Document(), chosen, {"product": " a red bicycle ", "person": "{place}"})
    assert edited.document.cards[0].subject == "a red bicycle"
    assert edited.document.cards[2].words.startswith("{place} reaches for a red bicycle")
    assert edited.notes == (f"place is “{chosen.fill['place']}”; fill in another.",)
    assert edited.document.cards[-1].cut
    with pytest.raises(
        TweenError, match=r"^“Product spot” has no word “colour”; it has product, person, place\.$"
    ):
        use_template(Document(), chosen, {"colour": "red"})
    with pytest.raises(TweenError, match="needs a text"):
        use_template(Document(), chosen, {"product": " "})


def test_a_board_kept_as_a_template_comes_back_the_same() -> None:
    doc = use_template(film(40), template("music-video")).document
    doc = set_card(doc, doc.cards[2].id, style="noir", prompt='she says “{no}”\n\\ "yes" \x7f')
    made = save_template(doc, doc.cards, " My  Band ", "for the tour")
    assert (made.key, made.name, made.own, len(made.shots)) == ("my-band", "My Band", True, 6)
    assert template("my band") == made
    assert list(templates()) == [*NAMES, "my-band"]
    again = use_template(film(40), made).document

    def said(doc: Document) -> list[tuple]:
        return [(c.range, c.words, c.negative, c.style, c.cut, c.loop) for c in doc.cards]

    assert said(again) == said(doc)


def test_what_cannot_be_kept_is_refused_and_leaves_nothing() -> None:
    doc = use_template(Document(), template("explainer")).document
    with pytest.raises(TweenError, match="No card says what happens"):
        save_template(film(40), film(40).cards, "mine")
    for name in ("Explainer", "music video"):
        with pytest.raises(TweenError, match=r"There is a template “.*” already; choose another name"):
            save_template(doc, doc.cards, name)
    for name in ("", "…", "x" * 61):
        with pytest.raises(TweenError, match="cannot be a template's name; use 1 to 60 letters"):
            save_template(doc, doc.cards, name)
    assert not own_folder().exists()
    long = set_card(
        add_card(Document(), FrameRange(0, 24 * 3601), new_id=lambda: "c"), "c", prompt="a very long night"
    )
    with pytest.raises(TweenError, match="is too long for a template"):
        save_template(long, long.cards, "night")


def test_a_full_disk_leaves_no_half_template(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = use_template(Document(), template("explainer")).document

    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(TweenError, match="no room left on the disk"):
        save_template(doc, doc.cards, "mine")
    assert list(own_folder().iterdir()) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name = ", "Invalid value"),
        ('name = "x"', "'card'"),
        ('name = "x"\ncard = []', "it has no card"),
        ('name = "x"\n[[card]]\nseconds = 0', "a card of 0.0 seconds"),
        ('name = "x"\n[[card]]\nseconds = inf', "a card of inf seconds"),
        ('name = "x"\n[[card]]\nseconds = 1\nsubject = 3', "subject is no text"),
        ('name = "x"\ncard = 5', "not iterable"),
        ('name = "x"\nfill = 5\n[[card]]\nseconds = 1', "not iterable"),
    ],
)
def test_a_broken_file_is_one_sentence(text: str, why: str) -> None:
    own_folder().mkdir(parents=True)
    (own_folder() / "odd.toml").write_text(text)
    with pytest.raises(TweenError, match=r"odd\.toml cannot be read \(.*\); mend or remove it\.$") as told:
        templates()
    assert why in str(told.value)


def test_an_unknown_name_is_told_the_known_ones() -> None:
    with pytest.raises(TweenError, match=f"no template “spot”; templates at hand: {', '.join(NAMES)}"):
        template("spot")


@given(
    texts=st.lists(st.dictionaries(st.sampled_from(TEXTS), words.filter(bool)), min_size=1, max_size=3),
    cut=st.booleans(),
    fill=st.dictionaries(words, words, max_size=3),
)
def test_any_template_is_read_as_it_was_written(
    texts: list[dict[str, str]], cut: bool, fill: dict[str, str]
) -> None:
    import tomllib

    from engine.tools.templates import _template

    shots = tuple(
        Shot(1.5, {**{name: text[name] for name in TEXTS if name in text}, **({"cut": True} if cut else {})})
        for text in texts
    )
    made = Template("k", "K", "about", shots, fill, own=True)
    assert _template("k", tomllib.loads(as_toml(made)), own=True) == made


@given(st.text(max_size=80))
def test_a_name_is_a_safe_file_name_or_refused(name: str) -> None:
    try:
        key = file_key(name, "template")
    except TweenError:
        return
    assert key == Path(key).name
    assert re.fullmatch(r"[^\W_]+(-[^\W_]+)*", key)
    assert key not in ("con", "nul", "com1")


def test_gaps_and_footage_are_left_out() -> None:
    doc = use_template(lift(film(40), FrameRange(10, 20)), template("explainer")).document
    assert len(save_template(doc, doc.cards[:3], "part").shots) == sum(bool(c.words) for c in doc.cards[:3])
