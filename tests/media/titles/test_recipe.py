"""A title's recipe comes back from its picture as it was, and nothing else is taken for one."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from engine.errors import TweenError
from engine.media.probe import probe
from engine.media.titles.file import KEY, read_title, write_title
from engine.media.titles.recipe import LETTERS, Recipe, clean, from_json, preset, reshaped
from tests.media.titles.recipes import recipes, texts

GOOD = {"version": 1, "text": "Hello"}


def tried(read: Callable[[], Recipe | None]) -> tuple[Recipe | None, str]:
    """What was read, and the sentence that refused it."""
    try:
        return read(), ""
    except TweenError as error:
        return None, str(error)


@given(recipes())
def test_a_recipe_comes_back_from_its_text(recipe: Recipe) -> None:
    assert from_json(recipe.to_json()) == recipe


@given(recipes(st.text("abc ÄÖ\n’", min_size=1, max_size=20).map(clean).filter(str.strip)))
@settings(max_examples=10, deadline=None)
def test_a_recipe_comes_back_from_its_picture(
    tmp_path_factory: pytest.TempPathFactory, recipe: Recipe
) -> None:
    path = write_title(recipe, (96, 54), tmp_path_factory.mktemp("titles"))
    assert read_title(path) == recipe
    with Image.open(path) as image:
        assert (image.size, image.mode) == ((96, 54), "RGBA")


@given(st.text(max_size=300))
def test_any_text_that_is_cleaned_can_be_a_title_or_is_empty(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    if cleaned.strip() and cleaned.count("\n") < 60:
        assert from_json(Recipe(cleaned).to_json()).text == cleaned


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from([*Recipe.__dataclass_fields__, "version", "other"]), json_values)
def test_any_field_of_any_kind_is_a_title_or_one_sentence(name: str, value: object) -> None:
    recipe, sentence = tried(lambda: from_json(json.dumps({**GOOD, name: value})))
    if recipe is not None:
        assert from_json(recipe.to_json()) == recipe
    else:
        assert sentence.endswith(".")
        assert "\n" not in sentence


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "{}", '{"version": true, "text": "x"}', '{"version": 1}', "[" * 60_000,
        '{"version": 1, "text": "\\ud800"}', '{"version": 1, "text": "a\\u0000b"}',
        '{"version": 2, "text": "x"}',
        '{"version": 1, "text": ["x"]}', '{"version": 1, "text": "x", "size": 1e999}',
        '{"version": 1, "text": "x", "size": "0.1"}', '{"version": 1, "text": "x", "place": {}}',
        '{"version": 1, "text": "x", "font": "a\\nb"}', '{"version": 1, "text": "x", "colour": "red"}',
        '{"version": 1, "text": "   "}', json.dumps({**GOOD, "text": "x" * (LETTERS + 1)}), " " * 70_000,
    ],
)  # fmt: skip
def test_a_hostile_chunk_is_refused_in_one_sentence_and_the_picture_is_used_as_one(
    tmp_path: Path, text: str
) -> None:
    told = PngInfo()
    told.add_itxt(KEY, text)
    path = tmp_path / "hostile.png"
    Image.new("RGBA", (16, 16)).save(path, pnginfo=told)
    with pytest.raises(TweenError, match="used as a plain picture") as refused:
        read_title(path)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 200
    info = probe(path)
    assert (info.kind, info.frames) == ("image", 1)
    assert any("it is a plain picture" in note for note in info.notes)


def test_a_chunk_that_unpacks_to_gigabytes_is_no_title(tmp_path: Path) -> None:
    packed = zlib.compress(b"[" * (64 << 20), 9)
    body = b"iTXt" + KEY.encode() + b"\0\1\0\0\0" + packed
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    plain = tmp_path / "plain.png"
    Image.new("RGBA", (16, 16)).save(plain)
    data = plain.read_bytes()
    path = tmp_path / "bomb.png"
    path.write_bytes(data[:33] + chunk + data[33:])
    recipe, sentence = tried(lambda: read_title(path))
    assert recipe is None
    assert "\n" not in sentence


def test_other_pictures_are_no_titles(tmp_path: Path) -> None:
    Image.new("RGB", (16, 16)).save(tmp_path / "a.png")
    Image.new("RGB", (16, 16)).save(tmp_path / "a.jpg")
    (tmp_path / "a.txt").write_text("not a picture")
    assert [read_title(tmp_path / name) for name in ("a.png", "a.jpg", "a.txt")] == [None] * 3


@given(texts)
def test_presets_fit_every_shape_of_film(text: str) -> None:
    wide, tall = (preset("title", text, *size) for size in ((1920, 1080), (1080, 1920)))
    # A letter of a tall film has the same share of its width.
    assert tall.size * 1920 / 1080 == pytest.approx(wide.size * 1080 / 1920, rel=0.01)
    assert reshaped(wide, (1920, 1080), (1080, 1920)).size == pytest.approx(tall.size, abs=1e-4)
    assert reshaped(wide, (1920, 1080), (3840, 2160)) == wide


def test_what_cannot_be_drawn_is_refused() -> None:
    good = Recipe("Hello")
    for change in (
        {"text": ""}, {"text": "a\nb" * 80}, {"size": 0.9}, {"shadow": -0.1}, {"box": 2},
        {"colour": "#ABCDEF"}, {"weight": "heavy"}, {"place": "middle"}, {"right": float("nan")},
        {"size": True},
    ):  # fmt: skip
        with pytest.raises(TweenError):
            replace(good, **change)  # type: ignore[arg-type]
