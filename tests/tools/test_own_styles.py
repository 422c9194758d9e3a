"""A person's own styles: kept from a card, shared as a file and taken from one, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.document.edits import set_card, set_lora
from engine.document.request import LoraUse
from engine.errors import TweenError
from engine.tools.own_styles import add_style, as_toml, remove_style, save_style, share_style
from engine.tools.styles import LONGEST, Style, own_folder, style, style_of, styles
from tests.document.boards import film

DOC = film()
CARD = DOC.cards[0].id
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(
    lambda text: " ".join(text.split())
)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path / "data"))


def test_the_look_of_a_card_becomes_a_style_and_what_happens_there_does_not() -> None:
    doc = set_card(
        DOC, CARD, prompt="a fox runs in a wood, oil painting", lighting="low sun", mood="calm",
        negative="text", strength=0.4,
    )  # fmt: skip
    doc = set_lora(doc, CARD, "brush", 0.6)
    made = save_style(doc, doc.cards[0], "My  Oils", palette="umber")
    assert made == Style(
        "my-oils", "My Oils", "oil painting, low sun, calm", "text", 0.4, "umber",
        loras=(LoraUse("brush", 0.6),), own=True,
    )  # fmt: skip
    assert styles()["my-oils"] == style("my oils") == made


def test_a_style_grows_out_of_another() -> None:
    noir = style("noir")
    doc = set_card(DOC, CARD, prompt="a fox, soft light", style="noir")
    made = save_style(doc, doc.cards[0], "softer")
    assert (made.prompt, made.negative) == (f"{noir.prompt}, soft light", noir.negative)
    assert (made.strength, made.sketch) == (noir.strength, noir.sketch)


def test_a_card_that_says_nothing_of_its_look_needs_words_for_it() -> None:
    doc = set_card(DOC, CARD, prompt="a fox runs")
    with pytest.raises(TweenError, match=r"Nothing in Card 1 \(0–100\) says how it looks"):
        save_style(doc, doc.cards[0], "fox")
    assert save_style(doc, doc.cards[0], "fox", words="red chalk").prompt == "red chalk"


def test_no_style_of_ones_own_stands_in_for_another() -> None:
    save_style(DOC, DOC.cards[0], "mine", words="chalk")
    for name in ("Noir", "film  noir", "MINE"):
        with pytest.raises(TweenError, match="already; give"):
            save_style(DOC, DOC.cards[0], name, words="chalk")
    assert len(list(own_folder().iterdir())) == 1


def test_a_shared_style_arrives_as_it_was_and_is_gone_when_it_is_removed(tmp_path: Path) -> None:
    doc = set_lora(DOC, CARD, "ink", 0.5)
    made = save_style(doc, doc.cards[0], "Tusche", words="ink on “rice” paper, café \\ 50 %", palette="black")
    file = tmp_path / "for you.toml"
    share_style("tusche", file)
    with pytest.raises(TweenError, match="already exists"):
        share_style("tusche", file)
    assert remove_style("Tusche") == made
    assert "tusche" not in styles()
    assert add_style(file) == made
    other = add_style(file, "Another")
    assert (other.key, other.prompt, other.loras) == ("another", made.prompt, made.loras)
    with pytest.raises(TweenError, match="There is a style “Tusche” already"):
        add_style(file)


def test_the_programs_own_styles_stay() -> None:
    with pytest.raises(TweenError, match="“Film noir” belongs to Tweenboard and stays"):
        remove_style("noir")
    assert "noir" in styles()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe", "is no style ("),
        (b'name = "A"', "it has no prompt"),
        (b"# " + b"x" * 70_000, "too large"),
        (b'name = "\\u0007"\nprompt = "b"', "cannot be a style's name"),
        (b'name = "con"\nprompt = "b"\n[[lora]]\nname = "C:\\\\x"', "a LoRA of it has no name"),
    ],
)
def test_a_file_that_is_no_style_is_refused_in_a_sentence(tmp_path: Path, data: bytes, sentence: str) -> None:
    file = tmp_path / "shared.toml"
    file.write_bytes(data)
    with pytest.raises(TweenError) as told:
        add_style(file)
    assert sentence in str(told.value)
    assert not own_folder().exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(TweenError, match="cannot be written"):
        save_style(DOC, DOC.cards[0], "mine", words="chalk")


def test_words_that_no_file_can_hold_are_refused() -> None:
    for words in ("\udcff", "x" * (LONGEST + 1)):
        with pytest.raises(TweenError, match="“mine” cannot be kept as a style"):
            save_style(DOC, DOC.cards[0], "mine", words=words)
    assert not own_folder().exists()


@settings(max_examples=50)
@given(
    TEXTS.filter(bool),
    TEXTS.filter(bool),
    TEXTS,
    st.floats(0.01, 1),
    st.none() | st.floats(1, 30),
    st.floats(-4, 4),
)
def test_any_style_is_the_same_when_it_is_read_back(
    name: str, prompt: str, negative: str, strength: float, guidance: float | None, weight: float
) -> None:
    import tomllib

    loras = (LoraUse("ink", weight),)
    made = Style("k", name, prompt, negative, strength, guidance=guidance, loras=loras, own=True)
    assert style_of("k", tomllib.loads(as_toml(made))) == made
