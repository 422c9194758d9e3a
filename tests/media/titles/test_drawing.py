"""What is drawn lies where it should, in the letters of any script, and outside them is nothing at all."""

from __future__ import annotations

import resource
import signal
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import features

from engine.errors import TweenError
from engine.media.titles import fonts
from engine.media.titles.drawing import drawn
from engine.media.titles.file import write_title
from engine.media.titles.layout import laid_out, pieces, safe_edges
from engine.media.titles.recipe import ALIGNS, KINDS, PLACES, Kind, Recipe, preset

SIZE = (320, 180)
HAN, HEBREW, ARABIC = "你好，世界", "שלום", "مرحبا"


def ink(recipe: Recipe, size: tuple[int, int] = SIZE) -> np.ndarray:
    """Opacity of each pixel, `[H, W]` uint8."""
    return np.asarray(drawn(recipe, size))[..., 3]


def needs(text: str) -> None:
    """Skip where no font of this computer has these letters."""
    try:
        fonts.faces_for(text, "", "regular")
    except TweenError as error:
        pytest.skip(str(error))


@given(
    st.text("abcdefgh WXYZ.,’\nÄé", min_size=1, max_size=60).filter(str.strip),
    st.sampled_from(KINDS), st.sampled_from(PLACES), st.sampled_from(ALIGNS), st.floats(0.02, 0.5),
    st.floats(0, 0.2), st.sampled_from((0.0, 0.7)),
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_every_title_lies_in_the_safe_area(
    text: str, kind: Kind, place: str, align: str, size: float, outline: float, box: float
) -> None:
    recipe = replace(
        preset(kind, text, *SIZE),
        place=place,
        align=align,
        size=size,
        outline=outline,
        box=box,
        shadow=0.0,  # type: ignore[arg-type]
    )
    layout = laid_out(recipe, SIZE)
    if layout.pixels > 5:  # at the smallest size words may be too long for any picture
        assert layout.is_safe(SIZE)
        left, top = (edge - 2 for edge in safe_edges(SIZE))
        seen = ink(recipe)
        assert not seen[:top].any()
        assert not seen[-top:].any()
        assert not seen[:, :left].any()
        assert not seen[:, -left:].any()


def test_the_nine_places_are_where_they_say() -> None:
    middles = {}
    for place in PLACES:
        rows, columns = np.nonzero(ink(Recipe("Hello", place=place)))
        middles[place] = columns.mean() / SIZE[0], rows.mean() / SIZE[1]
    for place, (x, y) in middles.items():
        assert (x < 0.4, x > 0.6) == (place.endswith("left"), place.endswith("right")), place
        assert (y < 0.4, y > 0.6) == (place.startswith("top"), place.startswith("bottom")), place


def test_an_offset_moves_the_words_by_a_share_of_the_picture() -> None:
    at = ink(Recipe("Hello"))
    moved = ink(Recipe("Hello", right=0.1, down=-0.05))
    assert (moved == np.roll(at, (-round(0.05 * SIZE[1]), round(0.1 * SIZE[0])), (0, 1))).all()
    assert not laid_out(Recipe("Hello", right=0.5), SIZE).is_safe(SIZE)
    assert not ink(Recipe("Hello", right=1.0, down=1.0)).any()


def test_pixels_outside_the_letters_hold_nothing() -> None:
    picture = np.asarray(drawn(preset("lower-third", "Ada\nMathematician", *SIZE), SIZE))
    assert (picture[picture[..., 3] == 0] == 0).all()
    assert 0 < (picture[..., 3] > 0).mean() < 0.2


def test_box_outline_and_shadow_have_their_opacity_and_colour() -> None:
    boxed = np.asarray(drawn(Recipe("Hi", box=0.5, box_colour="#2040c0"), SIZE))
    x, y, _, height = laid_out(Recipe("Hi", box=0.5), SIZE).box
    assert tuple(boxed[y + height // 2, x + 1]) == (0x20, 0x40, 0xC0, 128)
    plain, lined = (
        ink(Recipe("Hi")),
        np.asarray(drawn(Recipe("Hi", outline=0.1, outline_colour="#ff0000"), SIZE)),
    )
    edge = (lined[..., 3] == 255) & (plain == 0)
    assert edge.any()
    assert (lined[edge] == (255, 0, 0, 255)).all()
    shadowed = np.asarray(drawn(Recipe("Hi", shadow=0.5), SIZE))
    cast = (plain == 0) & (shadowed[..., 3] > 0)
    assert cast.any()
    assert shadowed[cast][:, 3].max() <= 128
    assert (shadowed[cast][:, :3] == 0).all()


def test_too_many_words_are_drawn_smaller_and_long_lines_are_wrapped() -> None:
    assert len(laid_out(Recipe("one two three four five six", size=0.15), SIZE).lines) > 1
    many = laid_out(Recipe("\n".join(["word"] * 20), size=0.1), SIZE)
    assert many.share < 0.6
    assert len(many.lines) == 20
    assert laid_out(Recipe("W" * 30, size=0.3), SIZE).share < 0.5


def test_where_lines_may_break() -> None:
    assert list(pieces("ab cd  e")) == ["ab ", "cd  ", "e"]
    assert list(pieces("你好，世界")) == ["你", "好，", "世", "界"]
    assert list(pieces("see你 ok")) == ["see", "你 ", "ok"]


def test_han_signs_are_drawn_by_a_font_that_has_them_in_the_language_s_own_shapes() -> None:
    needs(HAN)
    for family in ("", "URW Bookman", "No such font"):
        drawn_with = [run for face in [fonts.faces_for(HAN, family, "bold")] for run in fonts.runs(HAN, face)]
        assert all(not run.face.lacks(run.text) for run in drawn_with)
    assert fonts.language_of("こんにちは世界") == "ja"
    assert fonts.language_of("안녕 世界") == "ko"
    assert fonts.language_of(HAN) == "zh-cn"
    seen = ink(Recipe(HAN))
    signs = [ink(Recipe(sign, size=0.3)) for sign in "你好世界"]
    assert seen.any()
    assert len({sign.tobytes() for sign in signs}) == 4  # no box that stands for all that is missing


def test_letters_that_a_family_lacks_come_from_others_and_the_rest_from_it() -> None:
    if not {"URW Bookman", "Noto Sans CJK SC"} <= set(fonts.families()):
        pytest.skip("these two families are not on this computer")
    faces = fonts.faces_for("Hello, 你好!", "URW Bookman", "bold")
    assert [(run.text, run.face.family) for run in fonts.runs("Hello, 你好!", faces)] == [
        ("Hello, ", "URW Bookman"),
        ("你好!", "Noto Sans CJK SC"),
    ]


@pytest.mark.skipif(not features.check("raqm"), reason="this Pillow has no raqm, which shapes Arabic")
def test_right_to_left_runs_from_right_to_left_and_arabic_letters_join() -> None:
    needs(HEBREW + ARABIC)
    assert fonts.is_right_to_left(HEBREW)
    assert not fonts.is_right_to_left("abc " + HEBREW)
    (face,) = fonts.faces_for(ARABIC, "", "regular")
    font = face.font(60)
    apart = sum(font.getlength(letter) for letter in ARABIC)
    assert font.getlength(ARABIC) < 0.95 * apart  # joined letters are narrower than letters by themselves
    # The first letter of the word is its rightmost.
    one, two = (ink(Recipe(text, size=0.3, align="right", place="right")) for text in (HEBREW[0], HEBREW))
    width = int(np.nonzero(one)[1].max() - np.nonzero(one)[1].min())
    right = np.nonzero(two)[1].max()
    assert (one[:, right - width // 2 : right] == two[:, right - width // 2 : right]).mean() > 0.97


def test_a_sign_that_no_font_has_is_named() -> None:
    lacking = [sign for sign in "\U0001f9ff\U0001e94a\U00013000" if _lacks(sign)]
    if not lacking:
        pytest.skip("this computer has a font for every sign that was tried")
    with pytest.raises(
        TweenError, match=rf"No font on this computer has the sign “.” \(U\+{ord(lacking[0]):X}\)"
    ):
        drawn(Recipe(f"a{lacking[0]}"), SIZE)


def _lacks(sign: str) -> bool:
    return bool(fonts._match("", "bold", "", sign).lacks(sign))


@pytest.fixture
def without_fontconfig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    fonts._match.cache_clear()
    yield
    fonts._match.cache_clear()


@pytest.mark.usefixtures("without_fontconfig")
def test_without_fontconfig_the_font_that_pillow_brings_draws_western_letters() -> None:
    assert fonts.families() == ()
    assert ink(Recipe("Hello")).any()
    with pytest.raises(TweenError, match="No font on this computer has the sign “你”"):
        drawn(Recipe("Hello 你"), SIZE)


def test_a_family_s_name_is_no_pattern() -> None:
    (face,) = fonts.faces_for("x", "DejaVu Sans:file=/etc/passwd", "bold")
    assert face.path != "/etc/passwd"
    assert fonts._quoted("a-b:c,d=e\\f") == "a\\-b\\:c\\,d\\=e\\\\f"


def test_the_same_title_is_written_once(tmp_path: Path) -> None:
    recipe = Recipe("Hello/world: “x”")
    first, again = (
        write_title(recipe, SIZE, tmp_path / "media"),
        write_title(recipe, SIZE, tmp_path / "media"),
    )
    assert first == again
    assert first.name.startswith("Title Helloworld “x” ")
    assert write_title(recipe, (160, 90), tmp_path / "media") != first
    assert len(list((tmp_path / "media").iterdir())) == 2


def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "media").write_text("a file")
    with pytest.raises(TweenError, match="cannot be made"):
        write_title(Recipe("Hello"), SIZE, tmp_path / "media")
    assert (tmp_path / "media").read_text() == "a file"
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, old[1]))
    try:
        with pytest.raises(TweenError, match="Title Hello"):
            write_title(Recipe("Hello"), SIZE, tmp_path / "other")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, kept)
    assert list((tmp_path / "other").iterdir()) == []
