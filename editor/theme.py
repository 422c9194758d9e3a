"""Colours, spacing and fonts, in one place: QPalette and the style sheet are made from the tokens.

A widget that paints asks `tokens()` while it paints (or again on `QEvent.PaletteChange`), so that it follows
the theme when a person changes it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from editor.style_sheet import style_sheet

ThemeName = Literal["dark", "light"]

TINY, SMALL, MEDIUM, LARGE, HUGE = 4, 8, 12, 16, 24
"""The spacing scale."""
RADIUS = 6
CONTROL_HEIGHT = 28
ICON_SMALL, ICON_LARGE = 16, 20
NUMBER_LEFT = 7
"""Left of a number in its box, which leaves less room there than other fields do: so all begin in line."""

HAN = ("Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei")
"""Asked for what the system's font lacks: without a word the shapes would be those of Japanese."""

_PROPERTY = "tweenboard-theme"


@dataclass(frozen=True)
class Tokens:
    """The roles of colours. Text roles reach 4.5:1 on base, panel and raised; a test holds them to it."""

    base: QColor
    panel: QColor
    raised: QColor
    line: QColor
    text: QColor
    quiet: QColor
    faded: QColor
    """What cannot be used now; the one text role that may fall below 4.5:1."""
    accent: QColor
    on_accent: QColor
    """Text on a filled accent."""
    accent_text: QColor
    """Accent as the colour of letters and thin lines."""
    generated: QColor
    good: QColor
    warning: QColor
    error: QColor
    playhead: QColor


_DARK = {
    "base": "#16181d",
    "panel": "#1e2128",
    "raised": "#272b34",
    "line": "#343a46",
    "text": "#e6e9ef",
    "quiet": "#9aa3b2",
    "faded": "#6b7382",
    "accent": "#f2b84b",
    "on_accent": "#1b1610",
    "accent_text": "#f2b84b",
    "generated": "#8b7cf6",
    "good": "#4cc38a",
    "warning": "#f5a524",
    "error": "#ff7a7d",
    "playhead": "#ff5c5c",
}
_LIGHT = {
    "base": "#eceef2",
    "panel": "#f7f8fa",
    "raised": "#ffffff",
    "line": "#c9ced8",
    "text": "#1b1f27",
    "quiet": "#565e6c",
    "faded": "#9299a6",
    "accent": "#e5a42c",
    "on_accent": "#1b1610",
    "accent_text": "#7d5606",
    "generated": "#6552d9",
    "good": "#17734a",
    "warning": "#8a5800",
    "error": "#b3262c",
    "playhead": "#d92f2f",
}


@cache
def tokens_of(name: ThemeName) -> Tokens:
    values = _DARK if name == "dark" else _LIGHT
    return Tokens(**{field.name: QColor(values[field.name]) for field in fields(Tokens)})


def current() -> ThemeName:
    """The theme that `apply` gave the application; dark before that."""
    app = QGuiApplication.instance()
    return "light" if app is not None and app.property(_PROPERTY) == "light" else "dark"


def tokens() -> Tokens:
    return tokens_of(current())


def apply(app: QApplication, name: ThemeName = "dark") -> None:
    """Give the application its style, palette and style sheet; widgets get a PaletteChange."""
    app.setProperty(_PROPERTY, name)
    if app.style().name().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(_with_han(app.font()))
    app.setPalette(_palette(tokens_of(name)))
    app.setStyleSheet(style_sheet(tokens_of(name)))


def _with_han(font: QFont) -> QFont:
    # By the font that the system's name stands for: of a list, the first that is a font is taken.
    font.setFamilies(list(dict.fromkeys([QFontInfo(font).family(), *HAN])))
    return font


def text_font() -> QFont:
    return QFont(QGuiApplication.font())


def small_font() -> QFont:
    """The second of the two sizes: labels, ranges, hints."""
    font = text_font()
    size = font.pointSizeF()
    if size > 0:
        font.setPointSizeF(max(7.0, size * 0.88))
    else:
        font.setPixelSize(max(9, round(font.pixelSize() * 0.88)))
    return font


def bold_font() -> QFont:
    font = text_font()
    font.setWeight(QFont.Weight.DemiBold)
    return font


def title_font() -> QFont:
    """For the one question of an empty window."""
    font = bold_font()
    font.setPointSizeF(max(1.0, font.pointSizeF()) * 1.5)
    return font


def mono_font() -> QFont:
    """Digits of equal width, for timecodes and numbers, at the small size."""
    font = _with_han(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    font.setPointSizeF(small_font().pointSizeF() if small_font().pointSizeF() > 0 else 9.0)
    return font


def contrast(a: QColor, b: QColor) -> float:
    """WCAG contrast ratio of two opaque colours, 1 … 21."""
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _palette(t: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, color in (
        (role.Window, t.panel),
        (role.WindowText, t.text),
        (role.Base, t.base),
        (role.AlternateBase, t.panel),
        (role.ToolTipBase, t.raised),
        (role.ToolTipText, t.text),
        (role.Text, t.text),
        (role.Button, t.raised),
        (role.ButtonText, t.text),
        (role.BrightText, t.error),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.on_accent),
        (role.Link, t.accent_text),
        (role.LinkVisited, t.accent_text),
        (role.PlaceholderText, t.quiet),
        (role.Light, t.line),
        (role.Midlight, t.raised),
        (role.Mid, t.line),
        (role.Dark, t.base),
        (role.Shadow, t.base),
        (role.Accent, t.accent),
    ):
        palette.setColor(which, color)
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, t.faded)
    return palette
