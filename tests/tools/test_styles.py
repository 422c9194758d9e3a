"""Styles: the ones that come with the program, a person's own beside them, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from engine.document.edits import set_card, set_lora
from engine.document.model import Card
from engine.document.request import LoraUse
from engine.errors import TweenError
from engine.sketch.captions import LOOK_PHRASES, read_back
from engine.tools.regenerate import regenerate
from engine.tools.styles import Style, own_folder, problems, style, styles
from tests.document.boards import film

PRESETS = [
    "anime", "archive", "balloon", "cardboard", "neon",
    "noir", "paper", "pencil", "stop-motion", "watercolour",
]  # fmt: skip


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TWEENBOARD_DATA", str(tmp_path))
    own_folder().mkdir()
    return own_folder()


def test_the_presets_are_whole() -> None:
    assert list(styles()) == PRESETS
    assert problems() == []
    for each in styles().values():
        assert len(each.prompt.split()) >= 12
        assert each.negative
        assert each.palette
        assert 0.3 <= each.strength <= 0.8
        assert not each.own


def test_every_preset_has_a_small_picture_of_its_own() -> None:
    seen: set[bytes] = set()
    for each in styles().values():
        assert each.picture is not None, each.key
        data = each.picture.read_bytes()
        assert len(data) < 20_000
        with Image.open(each.picture) as picture:
            assert picture.size == (224, 128)
        seen.add(data)
    assert len(seen) == len(PRESETS)


@pytest.mark.parametrize("name", ["noir", "Noir", "film NOIR", " noir "])
def test_a_style_is_found_by_key_or_name_in_any_case(name: str) -> None:
    assert style(name).key == "noir"


def test_the_cards_words_come_first_and_a_card_that_only_says_the_style_says_it_once() -> None:
    noir = style("noir")
    assert noir.apply("a ball.", "text") == (f"a ball, {noir.prompt}", f"text, {noir.negative}")
    assert noir.apply(noir.prompt, "") == (noir.prompt, noir.negative)


def test_the_built_in_model_hears_only_words_that_it_was_taught() -> None:
    assert style("noir").apply("a ball", "text", "sketch") == (f"a ball, {style('noir').sketch}", "text")
    assert style("stop-motion").apply("a ball", "", "sketch") == ("a ball", "")
    for each in styles().values():
        assert each.apply(each.prompt, "", "sketch")[0]
        said = f" {each.apply(each.thumbnail, '', 'sketch')[0]} ".replace(",", " ,")
        assert read_back(said).keys() >= {"subject", "colour", "place"}, said


@pytest.mark.parametrize(
    ("key", "look"), [("paper", "paper"), ("noir", "film"), ("neon", "neon"), ("watercolour", "watercolour")]
)
def test_the_looks_that_the_built_in_model_was_taught_are_called_as_in_its_captions(
    key: str, look: str
) -> None:
    assert style(key).sketch in LOOK_PHRASES[look]
    assert style(key).sketch in style(key).prompt


def test_the_loras_of_a_style_go_into_the_request_and_the_cards_own_weight_counts(own: Path) -> None:
    (own / "inky.toml").write_text(
        'name = "Inky"\nprompt = "black ink"\n[[lora]]\nname = "ink"\nweight = 0.7\n[[lora]]\nname = "wet"\n'
    )
    doc = film()
    card = doc.cards[0].id
    doc = set_lora(set_card(doc, card, prompt="a ball", style="inky"), card, "wet", 0.2)
    request = regenerate(doc, doc.cards[0], nothing, "elsewhere")
    assert request.loras == (LoraUse("wet", 0.2), LoraUse("ink", 0.7))
    assert request.prompt == "a ball, black ink"


def nothing(_: Card) -> None:
    return None


def test_a_styles_guidance_leads_the_built_in_model_where_the_card_says_nothing(own: Path) -> None:
    (own / "inky.toml").write_text('name = "Inky"\nprompt = "black ink"\nguidance = 5\n')
    doc = film()
    doc = set_card(doc, doc.cards[0].id, prompt="a ball", style="inky")
    assert regenerate(doc, doc.cards[0], nothing, "sketch").guidance == 5
    assert regenerate(doc, doc.cards[0], nothing, "elsewhere").guidance is None
    said = set_card(doc, doc.cards[0].id, guidance=3.0)
    assert regenerate(said, said.cards[0], nothing, "sketch").guidance == 3


def test_a_changed_file_is_read_again_and_a_removed_one_is_gone(own: Path) -> None:
    file = own / "mine.toml"
    file.write_text('name = "Mine"\nprompt = "chalk"\n')
    assert style("mine") == Style("mine", "Mine", "chalk", own=True)
    file.write_text('name = "Mine"\nprompt = "chalk on slate"\n')
    assert styles()["mine"].prompt == "chalk on slate"
    file.unlink()
    with pytest.raises(TweenError, match=r"There is no style “mine”; styles at hand: anime, archive"):
        style("mine")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name = ", "is no style (Invalid value"),
        ('name = "A"', "it has no prompt"),
        ('name = "A"\nprompt = 3', "its prompt is no text"),
        ('name = "A"\nprompt = "b"\nstrength = 0', "its strength 0 is not between 0 and 1"),
        ('name = "A"\nprompt = "b"\nstrength = nan', "its strength is no number"),
        ('name = "A"\nprompt = "b"\nguidance = 0.5', "its guidance 0.5 is not between 1 and 30"),
        ('name = "A"\nprompt = "b"\nrun = "x"', "it has “run”, which no style has"),
        ('name = "A"\nprompt = "b"\nlora = "x"', "its LoRAs are not"),
        ('name = "A"\nprompt = "b"\n[[lora]]\nname = "../x"', "a LoRA of it has no name"),
        ('name = "A"\nprompt = "b"\n[[lora]]\nname = "x"\nweight = 9', "LoRA's weight 9"),
        (f'name = "A"\nprompt = "{"b" * 2001}"', "longer than 2000 letters"),
        (f'name = "A"\nprompt = "b"\n#{"x" * (1 << 16)}', "too large"),
        ('name = "Film noir"\nprompt = "b"', "There is a style “Film noir” already"),
    ],
)
def test_a_file_that_is_no_style_is_a_sentence_and_the_others_are_listed(
    own: Path, text: str, sentence: str
) -> None:
    (own / "odd.toml").write_text(text)
    (told,) = problems()
    assert sentence in told
    assert "\n" not in told
    assert list(styles()) == PRESETS
    assert style("noir").name == "Film noir"
