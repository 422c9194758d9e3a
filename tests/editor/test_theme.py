"""Both themes can be read, and all colours come from the tokens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from editor import actions, icons, theme

TEXT = ("text", "quiet", "accent_text", "good", "warning", "error")
GROUNDS = ("base", "panel", "raised")
SHAPES = ("accent", "generated", "playhead")
SIZES = (theme.ICON_SMALL, theme.ICON_LARGE)


@pytest.mark.parametrize("name", ["dark", "light"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("role", TEXT)
def test_text_stands_out_from_what_it_lies_on(name: theme.ThemeName, ground: str, role: str) -> None:
    tokens = theme.tokens_of(name)
    assert theme.contrast(getattr(tokens, role), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("name", ["dark", "light"])
def test_buttons_and_large_shapes_stand_out(name: theme.ThemeName) -> None:
    tokens = theme.tokens_of(name)
    assert theme.contrast(tokens.on_accent, tokens.accent) >= 4.5
    for role in SHAPES:
        if not (name == "light" and role == "accent"):  # there it is a fill behind dark text
            assert theme.contrast(getattr(tokens, role), tokens.base) >= 3


def test_contrast_is_wcags() -> None:
    black, white = theme.QColor("#000000"), theme.QColor("#ffffff")
    assert theme.contrast(black, white) == pytest.approx(21)
    assert theme.contrast(white, white) == pytest.approx(1)
    assert theme.contrast(theme.QColor("#777777"), white) == pytest.approx(4.48, abs=0.01)


def test_no_colour_is_written_outside_the_tokens(repo: Path) -> None:
    colour = re.compile(r"""#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}["']""")
    for path in (repo / "editor").rglob("*.py"):
        if path.name != "theme.py":
            assert not colour.search(path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("size", SIZES)
def test_icons_have_one_stroke_and_take_the_texts_colour(qapp: QApplication, repo: Path, size: int) -> None:
    files = sorted((repo / "resources" / "icons").glob("*.svg"))
    assert len(files) > 40
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert 'stroke="currentColor" stroke-width="1.5"' in text
        assert not re.search("#[0-9a-f]{3}", text)
        image = icons.icon(path.stem).pixmap(QSize(size, size)).toImage()
        drawn = [
            image.pixelColor(x, y) for x in range(size) for y in range(size) if image.pixelColor(x, y).alpha()
        ]
        assert drawn, path.stem
        assert max(drawn, key=lambda c: c.alpha()).lightness() > 128  # the dark theme's text is light


def test_a_disabled_icon_is_fainter(qapp: QApplication) -> None:
    image = icons.icon("play").pixmap(QSize(16, 16), QIcon.Mode.Disabled).toImage()
    assert image.pixelColor(6, 8).name() == theme.tokens().faded.name()


def test_every_action_names_an_icon_that_is_there(repo: Path) -> None:
    for spec in actions.specs():
        assert not spec.icon or (repo / "resources" / "icons" / f"{spec.icon}.svg").is_file(), spec.id
