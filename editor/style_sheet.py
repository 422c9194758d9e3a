"""The style sheet of the window, made from the theme's tokens; it says no colour of its own."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from engine.paths import resource

if TYPE_CHECKING:
    from editor.theme import Tokens

_SHEET = Template("""
* { outline: 0; }
QMainWindow, QDialog { background: $base; }
QMainWindow::separator { background: $base; width: 4px; height: 4px; }
QMainWindow::separator:hover { background: $line; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 8px; }

QMenuBar { background: $base; padding: 2px 4px; }
QMenuBar::item { padding: 8px 8px; border-radius: 6px; background: transparent; }
QMenuBar::item:selected { background: $raised; }
QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
QMenu::item:selected { background: $raised; }
QMenu::item:disabled { color: $faded; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QDockWidget { color: $quiet; titlebar-close-icon: none; titlebar-normal-icon: none; }
QDockWidget::title { background: $panel; padding: 4px 12px; text-align: left; }
QDockWidget > QWidget { background: $panel; }
QTabBar { background: $panel; }
QTabBar::tab { background: transparent; color: $quiet; padding: 4px 12px; border: none;
    border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }

QStatusBar { background: $base; color: $quiet; }
QStatusBar::item { border: none; }
QStatusBar QLabel, QStatusBar QToolButton { color: $quiet; }

QPushButton { background: $raised; border: 1px solid $line; border-radius: 6px; padding: 0 12px;
    min-height: 26px; }
QPushButton:hover { border-color: $quiet; }
QPushButton:pressed { background: $base; }
QPushButton:focus { border-color: $accent_text; }
QPushButton:disabled { color: $faded; background: $panel; }
QPushButton[primary="true"] { background: $accent; color: $on_accent; border: 1px solid $accent;
    font-weight: 600; min-height: 30px; }
QPushButton[primary="true"]:hover { background: $accent_hover; }
QPushButton[primary="true"]:focus { border-color: $text; }
QPushButton[primary="true"]:disabled { background: $panel; color: $faded; border-color: $line; }
QPushButton[way="true"] { background: $panel; border: 1px solid $line; padding: 0; min-height: 124px; }
QToolButton[way="true"] { background: $panel; border: 1px solid $line; padding: 4px; }
QPushButton[way="true"]:hover, QPushButton[way="true"]:focus, QToolButton[way="true"]:hover,
QToolButton[way="true"]:focus {
    background: $raised; border-color: $accent_text; }
QDialogButtonBox { button-layout: 3; dialogbuttonbox-buttons-have-icons: 0; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 3px; }
QToolButton:hover { background: $raised; }
QToolButton:checked { background: $raised; border-color: $line; }
QToolButton:focus { border-color: $accent_text; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="cross"] { background: $raised; border-color: $line; padding: 1px; }
QToolButton[role="cross"]:hover, QToolButton[role="cross"]:focus { border-color: $accent_text; }

QPlainTextEdit, QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: $base; border: 1px solid $line;
    border-radius: 6px; padding: 2px 6px; selection-background-color: $accent;
    selection-color: $on_accent; }
QPlainTextEdit { padding: 4px; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { min-height: 22px; }
QPlainTextEdit:focus, QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
    border-color: $accent_text; }
QPlainTextEdit:disabled, QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled { color: $faded;
    background: $panel; }
QAbstractSpinBox QLineEdit { border: none; background: transparent; padding: 0; min-height: 0; }
QSpinBox, QDoubleSpinBox { padding: 2px 4px; max-height: 22px; }
QComboBox { padding: 2px 2px 2px 8px; }
QComboBox::drop-down { border: none; width: 20px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    width: 0; border: none; }
QAbstractSpinBox[stepped="true"] { padding-right: 2px; }
QAbstractSpinBox[stepped="true"]::up-button, QAbstractSpinBox[stepped="true"]::down-button { width: 16px; }
QAbstractSpinBox[stepped="true"]::up-button:hover, QAbstractSpinBox[stepped="true"]::down-button:hover {
    background: $raised; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; padding: 4px;
    selection-background-color: $raised; selection-color: $text; }

QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { background: $text; width: 12px; height: 12px; margin: -4px 0;
    border-radius: 6px; }
QSlider::handle:horizontal:focus { background: $accent_text; }
QSlider::sub-page:horizontal:disabled { background: $faded; }
QSlider::handle:horizontal:disabled { background: $faded; }

QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QListView, QScrollArea { background: $panel; border: none; }
QListView { padding: 4px; }
QListView::item { border-radius: 6px; padding: 4px; color: $text; }
QListView::item:hover { background: $raised; }
QListView::item:selected { background: $raised; color: $text; border: 1px solid $accent_text; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QCheckBox, QRadioButton { spacing: 8px; }
QRadioButton::indicator { width: 12px; height: 12px; border: 1px solid $quiet; border-radius: 7px;
    background: $base; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 4px solid $accent_text; }
QRadioButton::indicator:disabled { border-color: $faded; }
QCheckBox::indicator { width: 12px; height: 12px; border: 1px solid $quiet; border-radius: 3px;
    background: $base; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$check"); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url("$dash"); }
QCheckBox::indicator:disabled { border-color: $faded; }
QHeaderView::section { background: $panel; color: $quiet; border: none; padding: 4px 8px; }
QTableView { background: $panel; border: 1px solid $line; border-radius: 6px;
    selection-background-color: $raised; selection-color: $text; }
QTableView::item { padding: 0 8px; border: none; }
QTableView::item:selected { background: $raised; color: $text; }

QLabel { background: transparent; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="error"] { color: $error; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="title"] { font-weight: 600; }
QFrame[role="popup"], QDialog[role="popup"] { background: $panel; border: 1px solid $quiet; }
QFrame[role="notice"] { background: $raised; border: 1px solid $line; border-radius: 6px; }
QFrame[role="banner"] { background: $panel; border: none; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $panel; border: none; border-top: 1px solid $line; }
QFrame[role="row"] { background: $base; border: 1px solid $line; border-radius: 6px; }
QFrame[role="row"] QScrollArea, QFrame[role="row"] QScrollArea > QWidget > QWidget { background: $base; }
QWidget[role="base"] { background: $base; }
QFrame[drop="true"] { border: 1px solid $accent_text; }
""")


def style_sheet(tokens: Tokens) -> str:
    names = {name: getattr(tokens, name).name() for name in tokens.__dataclass_fields__}
    hover = tokens.accent.lighter(108).name()
    check, dash = (resource(f"icons/{name}.svg").as_posix() for name in ("check", "dash"))
    return _SHEET.substitute(names, faded=tokens.faded.name(), accent_hover=hover, check=check, dash=dash)
